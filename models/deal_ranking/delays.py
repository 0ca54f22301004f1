"""How long redemptions take: an exposure of an hour ago has not shown yet all that it will.

Of late exposures only what was redeemed fast is known when knowledge ends, so that delays as they lie there are too
short. They are truncated on the right, and what holds of them without that is the product-limit estimate in reverse
time (Lagakos, Barraj and De Gruttola, Nonparametric analysis of truncated survival data, Biometrika 75, 1988): the
chance of at most t is the product, over delays s above t, of the share of those that could be seen at s and are of at
most s that is below s. Delays longer than any that could be seen stay unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_SHARES: Final = np.linspace(0.0, 1.0, 101)


@dataclass(frozen=True)
class Delays:
    """Time from being shown to being redeemed.

    Attributes:
        seconds: Its quantiles at each hundredth; (101,), or none where nothing was redeemed.
    """

    seconds: Numbers

    @classmethod
    def of(cls, seconds: Numbers, longest: Numbers, fewest: int) -> Self:
        """From the delays of redemptions.

        Args:
            seconds: Of each; those that are not known or longer than could be seen are left out; (redemptions,).
            longest: Delay of each that could be seen: from being shown to the end of what is known; (redemptions,).
            fewest: Redemptions that could be seen at a delay and are of at most it, at least so many; longer delays
                are left out, where there are any that are not.
        """
        known = np.flatnonzero(seconds < longest)
        if not len(known):
            return cls(np.zeros(0))
        delays, bounds = np.sort(np.maximum(seconds[known], 0.0)), np.sort(longest[known])
        values, counts = np.unique(delays, return_counts=True)
        # those of at most a delay, but for those that ended before it
        seen = np.searchsorted(delays, values, "right") - np.searchsorted(bounds, values)
        told = np.flatnonzero(seen >= fewest)
        last = int(told[-1]) + 1 if len(told) else len(values)
        values, below = values[:last], (1.0 - counts / seen)[:last]
        share = np.append(np.cumprod(below[:0:-1])[::-1], 1.0)
        return cls(values[np.searchsorted(share, _SHARES)])

    def share(self, age: Numbers) -> Numbers:
        """Share of the redemptions of an exposure that have come after some seconds; (n,)."""
        if not len(self.seconds):
            return np.ones(len(age))
        at = np.searchsorted(self.seconds, age, "right")  # of equal quantiles the last: they have all come
        left = np.interp(age, self.seconds, _SHARES)
        return np.where(at >= len(self.seconds), 1.0, np.maximum(left, _SHARES[np.maximum(at - 1, 0)]) * (at > 0))
