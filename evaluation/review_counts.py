"""What is told against what is annotated, counted by review: triplets, pairs and spans that are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from evaluation.review_truth import Flags, Longs

Keys = npt.NDArray[np.int64]

# Columns of `Triplets.keys()`: text, aspect, opinion, sentiment.
OF: Final[Mapping[str, tuple[int, ...]]] = {
    "triplets": (0, 1, 2, 3, 4, 5),
    "pairs": (0, 1, 2, 3, 4),
    "aspects": (0, 1, 2),
    "opinions": (0, 3, 4),
}
WRITTEN_ALONE: Final = ("aspects", "opinions")  # an implied one is no term


@dataclass(frozen=True)
class Same:
    """Numbers by which things told and annotated are the same where they are equal.

    Attributes:
        told: (n,).
        annotated: (m,).
    """

    told: Longs
    annotated: Longs

    @classmethod
    def of(cls, told: Keys, annotated: Keys) -> Self:
        """Of rows that are compared whole; (n, k) and (m, k)."""
        if len(told) + len(annotated) == 0:
            return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        number = np.unique(np.concatenate([told, annotated]), axis=0, return_inverse=True)[1].reshape(-1)
        return cls(number[: len(told)], number[len(told) :])

    def right(self) -> Flags:
        """Whether each that is told is annotated; (n,)."""
        return np.isin(self.told, self.annotated)

    def place(self) -> Longs:
        """The first annotated one that is the same, -1 where there is none; (n,)."""
        if len(self.annotated) == 0:
            return np.full(len(self.told), -1)
        known, first = np.unique(self.annotated, return_index=True)
        at = np.searchsorted(known, self.told).clip(max=len(known) - 1)
        return np.where(known[at] == self.told, first[at], -1)


def counts(told: Keys, annotated: Keys, rows: int, name: str) -> dict[str, Longs]:
    """`<name>_told`, `<name>_annotated` and `<name>_right` by row, different ones alone; (rows,) each.

    Args:
        told: `Triplets.keys()`; (n, 6).
        annotated: Likewise; (m, 6).
        rows: Reviews.
        name: One of `OF`.
    """
    one, other = (_different(keys[:, OF[name]], name) for keys in (told, annotated))
    same = Same.of(one, other)
    return {
        f"{name}_told": np.bincount(one[:, 0], minlength=rows),
        f"{name}_annotated": np.bincount(other[:, 0], minlength=rows),
        f"{name}_right": np.bincount(one[same.right(), 0], minlength=rows),
    }


def _different(keys: Keys, name: str) -> Keys:
    kept = keys[keys[:, 1] >= 0] if name in WRITTEN_ALONE else keys
    return np.unique(kept, axis=0) if len(kept) else kept
