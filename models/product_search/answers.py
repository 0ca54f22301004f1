"""The answer to requests: products in their order, what was understood, and how a query may be completed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..request_cells import Texts, words_of
from .grading_pairs import GRADES
from .request import OUTPUTS, Questions

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """Of one request.

    Attributes:
        positions: Products, best first; none where nothing was found.
        scores: Of each; (products,).
        understood: The query that was searched for.
        corrected: Whether a misspelt word was changed.
        completions: Texts, best first.
        note: What the caller should know, None for nothing.
    """

    positions: Ints
    scores: Floats
    understood: str
    corrected: bool
    completions: tuple[str, ...]
    note: str | None

    @property
    def rows(self) -> int:
        return max(len(self.positions), 1)


def frame_of(ids: Texts, answers: Sequence[Answer], products: npt.NDArray[np.object_]) -> pd.DataFrame:
    """One row a product answered, in the requests' order, best first; one of rank 0 where there is none.

    Args:
        ids: Of the requests; one an answer.
        answers: One a request.
        products: Ids of products by position.
    """
    rows = np.array([one.rows for one in answers], dtype=np.int64)
    request = np.repeat(np.arange(len(answers)), rows)
    place = np.arange(len(request)) - np.repeat(np.cumsum(rows) - rows, rows)
    found = np.array([len(one.positions) > 0 for one in answers], dtype=bool)[request]
    position = np.full(len(request), -1, dtype=np.int64)
    score = np.full(len(request), np.nan)
    if found.any():
        position[found] = np.concatenate([one.positions for one in answers])
        score[found] = np.concatenate([one.scores for one in answers])
    told = {
        "request_id": ids,
        "understood": [one.understood for one in answers],
        "completions": [json.dumps(one.completions, ensure_ascii=False) for one in answers],
        "note": [one.note for one in answers],
    }
    columns: dict[str, Any] = {name: words_of(np.array(cells, dtype=object)[request]) for name, cells in told.items()}
    columns["rank"] = np.where(found, place + 1, 0)
    named = products[position]
    named[~found] = None
    columns["product_id"] = words_of(named)
    columns["score"] = score
    columns["corrected"] = np.array([one.corrected for one in answers], dtype=bool)[request]
    return _whole(columns, len(request))


def graded_frame(
    questions: Questions, graded: Ints, chances: Numbers, decided: Ints, notes: Sequence[str | None]
) -> pd.DataFrame:
    """One row a pair, without a grade where none could be given.

    Args:
        questions: As they were asked; n of them.
        graded: Places of those that have a grade; (m,).
        chances: Of each of `GRADES`; (m, 4).
        decided: Place in `GRADES` of what each is called; (m,).
        notes: Why a pair has no grade, null where it has; (n,).
    """
    count, given = len(questions), questions.texts
    names = np.full(count, None, dtype=object)
    names[graded] = np.array(GRADES, dtype=object)[decided]
    every = np.full((count, len(GRADES)), np.nan)
    every[graded] = chances
    columns = {
        "request_id": words_of(given["request_id"]),
        "rank": np.ones(count, dtype=np.int64),
        "product_id": words_of(given["product_id"]),
        "understood": words_of(given["query"]),
        "corrected": np.zeros(count, dtype=bool),
        "note": words_of(list(notes)),
        "grade": words_of(names),
        **{f"p_{grade}": every[:, place] for place, grade in enumerate(GRADES)},
    }
    return _whole(columns, count)


def _whole(columns: Mapping[str, Any], rows: int) -> pd.DataFrame:
    """All columns of an answer, in order; those that are not given are missing values."""
    absent = {"string": words_of([None] * rows), "double": np.full(rows, np.nan)}
    return pd.DataFrame({name: columns.get(name, absent.get(kind)) for name, kind in OUTPUTS}, copy=False)
