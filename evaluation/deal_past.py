"""What had happened before a moment: redemptions of a deal, of an offer, impressions so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from evaluation.shelf import Longs

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Past:
    """Happenings by number and moment.

    Attributes:
        moments: All different ones, ascending.
        keys: Number and place among the moments as one, ascending; (happenings,).
        worth: Sum of the worth of all before each happening, and of all; (happenings + 1,).
    """

    moments: Longs
    keys: Longs
    worth: Floats

    @classmethod
    def of(cls, number: Longs, moment: Longs, worth: Floats | None = None) -> Self:
        """Of happenings in any order.

        Args:
            number: Of what it happened to, 0 or more; others are left out; (n,).
            moment: Microseconds since 1970; (n,).
            worth: Of each, 1 where it is not given; (n,).
        """
        kept = np.flatnonzero(number >= 0)
        moments, place = np.unique(moment[kept], return_inverse=True)
        keys = number[kept] * (len(moments) + 1) + place
        order = np.argsort(keys, kind="stable")
        value = np.ones(len(kept)) if worth is None else worth[kept]
        return cls(moments, keys[order], np.concatenate([[0.0], np.cumsum(value[order])]))

    def before(self, number: Longs, moment: Longs) -> tuple[Longs, Floats]:
        """How many happened to each number before a moment, and what they are worth together; (n,) both."""
        start = number * (len(self.moments) + 1)
        first = np.searchsorted(self.keys, start)
        behind = np.searchsorted(self.keys, start + np.searchsorted(self.moments, moment))
        return behind - first, self.worth[behind] - self.worth[first]
