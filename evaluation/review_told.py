"""What a model told of reviews, and whether it stands where it is said to stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.ranked_answers import rows_of
from evaluation.review_truth import EDGES, Flags, Longs, Texts, numbered
from models.review_extraction.extracted import NONE, Triplets

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """Triplets of the rows of a table of reviews, by row; one that is told again is left out.

    Attributes:
        triplets: By number of the row; (n,).
        confidence: Of each; (n,).
        attribute: Canonical one of each, None where none is told; (n,).
        misplaced: Whether a span lies outside its text, or other words stand there than are told; (n,).
        again: How many were left out, by row; (rows,).
    """

    triplets: Triplets
    confidence: Floats
    attribute: Texts
    misplaced: Flags
    again: Longs

    @classmethod
    def of(cls, table: pd.DataFrame, answers: pd.DataFrame) -> Self:
        """From the answers to rows of `review_requests.requests`; an answer without a sentiment tells nothing.

        Raises:
            ValueError: There is not an answer for each review, or one of a review that was not asked about.
        """
        row = rows_of(table, answers)
        kept = answers["sentiment"].notna().to_numpy(dtype=bool)
        row, answers = row[kept], answers[kept]
        triplets = numbered(answers, row)
        first = np.unique(triplets.keys(), axis=0, return_index=True)[1] if len(row) else np.zeros(0, dtype=np.int64)
        twice = np.bincount(row, minlength=len(table)) - np.bincount(row[first], minlength=len(table))
        answers, triplets = answers.iloc[first], triplets.take(first)
        attribute = answers["attribute"].astype(object)
        return cls(
            triplets,
            pd.to_numeric(answers["confidence"]).to_numpy(np.float64, na_value=np.nan),
            attribute.where(attribute.notna(), None).to_numpy(object),
            _misplaced(table["text"].tolist(), triplets, answers),
            twice.astype(np.int64),
        )


def _misplaced(texts: list[str], triplets: Triplets, answers: pd.DataFrame) -> Flags:
    found = np.zeros(len(triplets), dtype=bool)
    for kind, (first, last) in {"aspect": EDGES[:2], "opinion": EDGES[2:]}.items():
        starts, ends = getattr(triplets, first).tolist(), getattr(triplets, last).tolist()
        said: list[Any] = answers[kind].astype(object).where(answers[kind].notna(), None).tolist()
        spans = zip(triplets.text.tolist(), starts, ends, said, strict=True)
        found |= np.array([_wrong(texts[row], start, end, words) for row, start, end, words in spans], dtype=bool)
    return found


def _wrong(text: str, start: int, end: int, said: str | None) -> bool:
    """An implied span has no words and no place; a written one has those that stand there."""
    if start == NONE and end == NONE:
        return bool(said)
    return not 0 <= start < end <= len(text) or text[start:end] != said
