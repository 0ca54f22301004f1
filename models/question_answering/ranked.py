"""Passages in the order in which they are likely to answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .passages import Ints, Passages, Reals


@dataclass(frozen=True)
class Ranked:
    """n passages of a question.

    Attributes:
        passages: In the order in which they came.
        order: Their rows, the best first; (n,).
        scores: Chance of each passage that it answers, by passage; (n,).
        confidence: Chance that the first of them does; 0 where there is none.
        margins: Log odds of each by trees alone, None where they were not asked; (n,).
        read: By the cross-encoder alone, NaN for what it did not read; (n,).
    """

    passages: Passages
    order: Ints
    scores: Reals
    confidence: float
    margins: Reals | None = None
    read: Reals | None = None

    def __len__(self) -> int:
        return len(self.passages)

    @property
    def first(self) -> int | None:
        """Row of the best, None where there is none."""
        return int(self.order[0]) if len(self.order) else None


def in_order(scores: Reals) -> Ints:
    """Rows by falling score; equal ones as they came."""
    found: Ints = np.argsort(-scores, kind="stable").astype(np.int64)
    return found


def nothing_ranked() -> Ranked:
    """Of a question that no passages are looked at for."""
    return Ranked(Passages.told([], []), np.zeros(0, dtype=np.int64), np.zeros(0), 0.0)
