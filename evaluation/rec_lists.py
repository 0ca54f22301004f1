"""What lists are made of, whether or not it was taken: what must not be in them, how alike and how known it is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import PLACES
from evaluation.rec_requests import ANSWERS
from evaluation.rec_shown import Shown
from evaluation.rec_truth import Truth
from evaluation.shelf import Longs, micros

Column = npt.NDArray[Any]


def allowed(shown: Shown, known: Truth, table: pd.DataFrame) -> dict[str, Column]:
    """How many products were shown, that could not be had or twice."""
    moment = micros(table["asked_at"], 0)[shown.row]
    at_hand = known.catalogue.at_hand(shown.product, table["region"].iloc[shown.row], moment)
    return {
        "shown": shown.among_first(ANSWERS),
        "answered": shown.among_first(ANSWERS) > 0,
        "unavailable": shown.among_first(ANSWERS, ~at_hand),
        "shown_twice": shown.among_first(ANSWERS, shown.again),
    }


def reasons(row: Longs, answers: pd.DataFrame, shown: Shown, known: Truth) -> dict[str, Column]:
    """How many products are said to be shown because of another, and of one that is not in the request's history."""
    told = answers["because"].notna().to_numpy(dtype=bool)
    keys = known.key(shown.number[row[told]], known.catalogue.shelf.numbers(answers["because"][told]))
    false = ~np.isin(keys, known.history)
    count = len(shown.number)
    return {
        "because": np.bincount(row[told], minlength=count),
        "false_because": np.bincount(row[told][false], minlength=count),
    }


def first_ten(shown: Shown, known: Truth) -> dict[str, Column]:
    """How known the first ten products are, how many were never met before, and how many pairs are of two categories.

    Products without a category are in no pair.
    """
    catalogue = known.catalogue
    inside = np.maximum(shown.product, 0)
    pairs, alike = _pairs(shown, np.where(shown.product >= 0, catalogue.category[inside], -1))
    return {
        "shown_10": shown.among_first(PLACES),
        "information_10": shown.summed(catalogue.information(shown.product), PLACES),
        "unseen_10": shown.among_first(PLACES, (shown.product >= 0) & (catalogue.events[inside] == 0)),
        "pairs_10": pairs,
        "apart_10": pairs - alike,
    }


def _pairs(shown: Shown, category: Longs) -> tuple[Column, Column]:
    """Pairs of the first ten products that have a category, and those of one category; (rows,) each."""
    counted = np.flatnonzero((shown.rank <= PLACES) & (category >= 0))
    every = np.bincount(shown.row[counted], minlength=len(shown.number))
    width = int(category.max(initial=0)) + 1
    keys, equal = np.unique(shown.row[counted] * width + category[counted], return_counts=True)
    return every * (every - 1) / 2, np.bincount(keys // width, equal * (equal - 1) / 2, len(shown.number))


def ids(row: Longs, answers: pd.DataFrame, count: int) -> Column:
    """The first ten products of each of so many requests as a JSON list, from the top; (count,)."""
    rank = answers["rank"].to_numpy(np.int64)
    first = np.flatnonzero((rank > 0) & (rank <= PLACES))
    first = first[np.lexsort((rank[first], row[first]))]
    names = answers["product_id"].iloc[first].astype("str").tolist()
    ends = np.searchsorted(row[first], np.arange(count + 1))
    return np.array([json.dumps(names[int(ends[one]) : int(ends[one + 1])]) for one in range(count)], dtype=object)
