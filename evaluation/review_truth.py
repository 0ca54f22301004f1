"""What people annotated in the test reviews, and which aspects training has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.review_extraction.extracted import NONE, SENTIMENTS, Triplets

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

EDGES: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")


@dataclass(frozen=True)
class Annotated:
    """Different triplets of the rows of a table of reviews.

    Attributes:
        triplets: By number of the row, ascending; (n,).
        attribute: What people say the aspect is of, None where they do not; (n,).
        known: Aspects of training, folded.
    """

    triplets: Triplets
    attribute: Texts
    known: frozenset[str]

    @classmethod
    def of(cls, table: pd.DataFrame, examples: Path, split: str = "test") -> Self:
        """Of rows of `review_requests.requests`, or as these of another split."""
        truth, known = _truth(examples, split)
        number = pd.Index(table["example_id"].astype("str")).get_indexer(pd.Index(truth["example_id"].astype("str")))
        triplets = numbered(truth, number.astype(np.int64))
        kept = np.flatnonzero(number >= 0)
        # The same triplet twice, as two annotators may have it, is one.
        first = np.unique(triplets.take(kept).keys(), axis=0, return_index=True)[1] if len(kept) else kept
        rows = kept[first]
        attribute = truth["attribute"].astype(object).where(truth["attribute"].notna(), None).to_numpy(object)
        return cls(triplets.take(rows), attribute[rows], known)

    def moved(self, triplets: Triplets) -> Self:
        """The same triplets in texts that were rewritten."""
        return replace(self, triplets=triplets)

    def take_none(self) -> Self:
        """Of reviews that nobody annotated."""
        return replace(self, triplets=Triplets.none(), attribute=self.attribute[:0])


def numbered(table: pd.DataFrame, number: Longs) -> Triplets:
    """Rows of triplets, an empty edge as of an implied span.

    Args:
        table: The edges, and `sentiment` as a word.
        number: Of the text of each; (n,).

    Raises:
        ValueError: A sentiment is none of those that there are.
    """
    sentiment = pd.Index(SENTIMENTS).get_indexer(pd.Index(table["sentiment"].astype("str")))
    if (sentiment < 0).any():
        strange = table["sentiment"].to_numpy(object)[sentiment < 0][0]
        raise ValueError(f"{strange!r} is no sentiment; there are {', '.join(SENTIMENTS)}.")
    edges = {name: table[name].fillna(NONE).to_numpy(np.int64) for name in EDGES}
    return Triplets(number, **edges, sentiment=sentiment.astype(np.int64))


def written(texts: Sequence[str], row: Longs, start: Longs, end: Longs) -> list[str]:
    """What stands at spans, folded as aspects are compared; "" of implied ones; (n,)."""
    spans = zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
    return [folded(texts[at][begin:stop]) if begin >= 0 else "" for at, begin, stop in spans]


def folded(text: str) -> str:
    """Words with single blanks, in small letters."""
    return " ".join(text.casefold().split())


def _truth(examples: Path, split: str) -> tuple[pd.DataFrame, frozenset[str]]:
    """Triplets of a split, and the aspects of training; read once while the files stay as they are."""
    files = [examples / f"{name}.parquet" for name in ("triplets", "train")]
    return _read(examples, split, *(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=4)
def _read(examples: Path, split: str, *_changed: int) -> tuple[pd.DataFrame, frozenset[str]]:
    triplets = pd.read_parquet(examples / "triplets.parquet")
    if "attribute" not in triplets:
        triplets = triplets.assign(attribute=pd.Series([None] * len(triplets), index=triplets.index, dtype="str"))
    train = pd.read_parquet(examples / "train.parquet", columns=["example_id", "text"])
    return triplets[triplets["split"] == split].reset_index(drop=True), _aspects(triplets, train)


def _aspects(triplets: pd.DataFrame, train: pd.DataFrame) -> frozenset[str]:
    number = pd.Index(train["example_id"].astype("str")).get_indexer(pd.Index(triplets["example_id"].astype("str")))
    rows: Any = (triplets["split"] == "train").to_numpy(bool) & (number >= 0)
    start, end = (triplets.loc[rows, name].fillna(NONE).to_numpy(np.int64) for name in EDGES[:2])
    return frozenset(written(train["text"].tolist(), number[rows].astype(np.int64), start, end)) - {""}
