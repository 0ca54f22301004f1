"""The candidates that an answer lists in order, held against what people judged."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.qa_judged import ANSWERS, Flags, Judged, folded

Floats = npt.NDArray[np.float64]
_KEY: Final = ["row", "folded", "source"]


def listed(answers: pd.DataFrame) -> pd.DataFrame:
    """One row a listed candidate: `row` (of the answer), `place` (from 1), `folded`, `source`."""
    lists = [json.loads(one) if isinstance(one, str) else [] for one in answers["ranked"]]
    rows = [
        (row, place, folded(str(one["text"])), str(one["source"]))
        for row, candidates in enumerate(lists)
        for place, one in enumerate(candidates, 1)
    ]
    return pd.DataFrame(rows, columns=["row", "place", "folded", "source"]).astype({"row": "int64", "place": "int64"})


def reciprocal_ranks(ranked: pd.DataFrame, judged: Judged) -> Floats:
    """One over the place of the first listed candidate that answers, 0 where none does; (questions,)."""
    answering = judged.answering()[_KEY].drop_duplicates()
    hits = ranked.merge(answering, on=_KEY)
    first = hits.groupby("row")["place"].min().reindex(range(judged.count))
    return (1.0 / first).fillna(0.0).to_numpy(np.float64)


def first_sources(ranked: pd.DataFrame, count: int) -> pd.Series:
    """The source of each question's first listed candidate, missing where none is listed; (count,)."""
    first = ranked[ranked["place"] == 1].set_index("row")["source"]
    return first.reindex(range(count)).astype("str")


def lists_any(ranked: pd.DataFrame, count: int) -> Flags:
    """Whether a question has listed candidates; (count,)."""
    found: Flags = np.bincount(ranked["row"].to_numpy(np.int64), minlength=count) > 0
    return found


def sources_of(judged: Judged) -> pd.Series:
    """The sources of each question that answer it, parted by blanks, "" where none does; (questions,)."""
    rows = judged.rows[judged.rows["grade"] == ANSWERS]
    joined = rows[rows["source"].notna()].groupby("row")["source"].agg(lambda part: " ".join(sorted(set(part))))
    return joined.reindex(range(judged.count), fill_value="").astype("str")
