"""Answers of several rows a request: which request each is of, where equals stand, and what comes twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evaluation.shelf import Flags, Longs


def rows_of(table: pd.DataFrame, answers: pd.DataFrame) -> Longs:
    """Which request each answer is of; (answers,).

    Raises:
        ValueError: There is not an answer for each request, or one of a request that was not asked.
    """
    row = pd.Index(table["example_id"].astype("str")).get_indexer(pd.Index(answers["request_id"].astype("str")))
    answered = np.unique(row[row >= 0])
    if len(answered) != len(table) or (row < 0).any():
        strangers = f", {int((row < 0).sum()):,} answers are of none of them" if (row < 0).any() else ""
        raise ValueError(f"{len(table):,} requests were asked and {len(answered):,} answered{strangers}.")
    return row.astype(np.int64)


def last_of_ties(row: Longs, rank: Longs, score: pd.Series[Any]) -> Longs:
    """The last rank of each answer's equals: rows of one request with one score, missing scores alike; (n,)."""
    if len(row) == 0:
        return rank
    value = score.to_numpy(dtype=np.float64, na_value=np.nan)
    value = np.where(np.isnan(value), -np.inf, value)
    order = np.lexsort((rank, value, row))
    other = (row[order][1:] != row[order][:-1]) | (value[order][1:] != value[order][:-1])
    first = np.concatenate([[0], np.flatnonzero(other) + 1])
    found = np.empty_like(rank)
    found[order] = np.repeat(np.maximum.reduceat(rank[order], first), np.diff(np.append(first, len(row))))
    return found


def shown_again(row: Longs, shown: pd.Series[Any], rank: Longs) -> Flags:
    """Whether a list shows the same higher up; (n,)."""
    code = pd.factorize(shown)[0]
    order = np.lexsort((rank, code, row))
    same = (np.diff(row[order], prepend=-1) == 0) & (np.diff(code[order], prepend=-1) == 0)
    again = np.zeros(len(row), dtype=bool)
    again[order] = same
    return again
