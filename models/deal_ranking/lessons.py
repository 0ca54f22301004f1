"""Showings as rows to learn from."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lessons:
    """Rows of deals that were shown, in the order of their requests.

    Attributes:
        features: See `pair_features`; (rows, features).
        label: Whether it was redeemed, as far as that is known; (rows,).
        revenue: NaN where it was not; (rows,).
        weight: Of each row; (rows,).
        request, deal: Of each row; (rows,).
    """

    features: Floats
    label: Truths
    revenue: Numbers
    weight: Numbers
    request: Ints
    deal: Ints

    def __len__(self) -> int:
        return len(self.label)

    def take(self, rows: Ints | Truths) -> Lessons:
        """Some rows."""
        return Lessons(
            self.features[rows],
            self.label[rows],
            self.revenue[rows],
            self.weight[rows],
            self.request[rows],
            self.deal[rows],
        )

    def followed_by(self, later: Lessons) -> Lessons:
        """These rows, then those of later requests."""
        return Lessons(
            *(np.concatenate([getattr(one, part.name) for one in (self, later)]) for part in fields(Lessons))
        )
