"""What people judged of the candidates of questions, and how candidates are told to a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.json_objects import lists, objects

Flags = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]

PASSAGES: Final = ("attribute", "bullet", "description", "review", "community")
ACCOUNT: Final = ("orders", "wish_lists", "reminders")
SOURCES: Final = (*PASSAGES, *ACCOUNT)
ANSWERS: Final = 2  # grade of a candidate that answers; 1 only helps


@dataclass(frozen=True)
class Judged:
    """Candidates of the rows of a table of questions.

    Attributes:
        rows: `row` (number of the question), `text`, `folded`, `source`, `grade`, `answer`, by row and place.
        count: Of the questions.
    """

    rows: pd.DataFrame
    count: int

    @classmethod
    def of(cls, table: pd.DataFrame, examples: Path) -> Self:
        """Of rows of `qa_requests.requests`, or of any table with their `example_id`."""
        file = examples / "candidates.parquet"
        judged = _read(file, file.stat().st_mtime_ns)
        ids = pd.Index(table["example_id"].astype("str"))
        rows = judged.assign(row=ids.get_indexer(pd.Index(judged["example_id"])).astype(np.int64))
        rows = rows[rows["row"] >= 0].sort_values(["row", "place"], kind="stable")
        return cls(rows.drop(columns=["example_id", "place"]).reset_index(drop=True), len(table))

    def answering(self) -> pd.DataFrame:
        """Candidates that answer; of an account without a text where the right answer is that there is no row."""
        return self.rows[self.rows["grade"] == ANSWERS]

    def passages(self) -> pd.DataFrame:
        """Candidates that are passages of a product."""
        return self.rows[self.rows["source"].isin(PASSAGES) & self.rows["text"].notna()]

    def has(self, row: pd.Series[Any]) -> Flags:
        """Questions with one of some candidates, told by their numbers; (count,)."""
        found: Flags = np.bincount(row.to_numpy(np.int64), minlength=self.count) > 0
        return found

    def told(self, passages: pd.DataFrame | None = None) -> pd.Series[Any]:
        """A JSON list of each question's passages, None of a question that has none; (count,).

        Args:
            passages: `row`, `text`, `source`, by row; all that were judged where not given.
        """
        given = self.passages() if passages is None else passages
        items = objects({name: given[name] for name in ("text", "source")})
        ends = np.searchsorted(given["row"].to_numpy(np.int64), np.arange(self.count + 1))
        cells = lists(items, ends[:-1].astype(np.int64), ends[1:].astype(np.int64))
        # Objects, so that a cell without passages is None and no text.
        return pd.Series([None if one == "[]" else one for one in cells], dtype=object)


def folded(text: str) -> str:
    """Words with single blanks, in small letters.

    >>> folded("  It weighs\\n2 KG ")
    'it weighs 2 kg'
    """
    return " ".join(text.casefold().split())


def folded_all(texts: pd.Series[Any]) -> pd.Series[Any]:
    """Each folded; of a missing one the empty text."""
    return pd.Series([folded(one) if isinstance(one, str) else "" for one in texts], index=texts.index, dtype="str")


def truths(judged: Judged) -> Mapping[int, str]:
    """The true answer of each question, where the tables tell it in words."""
    told = judged.answering()
    told = told[told["answer"].notna()].drop_duplicates("row")
    return dict(zip(told["row"].tolist(), told["answer"].astype("str").tolist(), strict=True))


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int) -> pd.DataFrame:
    """Test candidates; read once while the file stays as it is."""
    judged = pd.read_parquet(file, filters=[("split", "==", "test")]).drop(columns="split")
    return judged.assign(example_id=judged["example_id"].astype("str"), folded=folded_all(judged["text"]))
