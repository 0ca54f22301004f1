"""Rows as JSON objects, as a shop would write them into a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.times import iso

Texts = npt.NDArray[np.object_]


def objects(columns: Mapping[str, pd.Series[Any]], raw: Mapping[str, Texts] | None = None) -> list[str]:
    """Each row as the text of an object; what is missing is left out.

    Args:
        columns: Texts, numbers and times by name, all of one length.
        raw: Further columns whose cells are JSON already, None where there is nothing.
    """
    parts = [_entries(name, _texts(column), column.notna().to_numpy(dtype=bool)) for name, column in columns.items()]
    parts += [_entries(name, cells, pd.notna(cells)) for name, cells in (raw or {}).items()]
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*parts, strict=True)]


def lists(items: list[str], first: npt.NDArray[np.int64], behind: npt.NDArray[np.int64]) -> list[str]:
    """JSON lists of runs of items, from the first of each to the one behind its last."""
    return ["[" + ",".join(items[one:end]) + "]" for one, end in zip(first.tolist(), behind.tolist(), strict=True)]


def _entries(name: str, cells: Texts, there: npt.NDArray[np.bool_]) -> list[str]:
    key = json.dumps(name) + ":"
    return [key + cell if known else "" for cell, known in zip(cells.tolist(), there.tolist(), strict=True)]


def _texts(column: pd.Series[Any]) -> Texts:
    found = np.full(len(column), "", dtype=object)
    there = column.notna().to_numpy(dtype=bool)
    known = column[there]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        found[there] = ('"' + iso(known) + '"').to_numpy(object) if len(known) else []
    elif pd.api.types.is_numeric_dtype(column.dtype):
        found[there] = [repr(one) for one in known.tolist()]
    else:
        codes, names = pd.factorize(known)
        found[there] = np.array([json.dumps(str(name)) for name in names], dtype=object)[codes]
    return found
