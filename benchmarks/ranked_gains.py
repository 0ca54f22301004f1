"""Gains of ranked lists, summed by question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]


def dcg(rows: pd.DataFrame, place: str, questions: pd.Index[str], places: int) -> Numbers:
    """Discounted gain of each question (Jarvelin and Kekalainen, 2002, TOIS 20).

    Args:
        rows: `example_id`, `gain` and the place, from 1 on, of what was found.
        place: The name of that column.
        questions: Ids.
        places: How many count.

    Returns:
        (questions,).
    """
    rows = rows[rows[place] <= places]
    worth = rows["gain"].to_numpy(np.float64) / np.log2(rows[place].to_numpy(np.float64) + 1)
    number = questions.get_indexer(pd.Index(rows["example_id"]))
    return np.asarray(np.bincount(number, worth, len(questions)), dtype=np.float64)


def counted(rows: pd.DataFrame, questions: pd.Index[str]) -> Numbers:
    """Rows of each question; (questions,)."""
    number = questions.get_indexer(pd.Index(rows["example_id"]))
    return np.bincount(number, minlength=len(questions)).astype(np.float64)
