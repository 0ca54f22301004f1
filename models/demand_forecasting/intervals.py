"""The conformal interval: both tails where sales are sure, from zero up where zero is likely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .conformal import Groups, Shifts
from .panel import Floats


@dataclass(frozen=True)
class Interval:
    """Shifts of the ends of an interval, by group.

    Attributes:
        coverage: Share of outcomes that it holds, 0..1.
        anchor: Where between P50 and P90 the upper end starts where zero is likely.
        one_sided: Of the upper end where the interval begins at 0.
        two_sided: Of both ends elsewhere.
    """

    coverage: float
    anchor: float
    one_sided: Shifts
    two_sided: Shifts

    @classmethod
    def fit(
        cls,
        quantiles: Floats,
        actual: Floats,
        scale: Floats,
        groups: Groups,
        coverage: float,
        give: float,
        anchor: float,
        least: int,
    ) -> Interval:
        """Learn from m forecast weeks: calibrated quantiles (m, 3) and three arrays (m,).

        Where zero alone is likelier than `coverage`, any interval holds too much; up to `give` of what the others could
        hold is given for that, so that all of them together hold nearer to what is said.
        """
        low, high, open_ended = _ends(quantiles, anchor)
        missed = np.where(open_ended, actual - high, np.maximum(low - actual, actual - high))
        score = (missed / scale).astype(np.float32)

        def at(share: float) -> tuple[Shifts, Shifts]:
            one, two = (
                Shifts.fit(score[part].astype(np.float32), groups[part], share, least)
                for part in (open_ended, ~open_ended)
            )
            return one, two

        one_sided, two_sided = at(coverage)
        shift = np.where(open_ended, one_sided.of(groups), two_sided.of(groups))
        over = float(((score <= shift) | (open_ended & (actual <= 0))).mean()) - coverage if len(score) else 0.0
        if give > 0 and over > 0:
            one_sided, two_sided = at(coverage - min(give, over))
        return cls(coverage, anchor, one_sided, two_sided)

    def ends(self, quantiles: Floats, scale: Floats, groups: Groups) -> tuple[Floats, Floats]:
        """Lower and upper end, float32 (k, h) each, of calibrated quantiles (k, h, 3)."""
        low, high, open_ended = _ends(quantiles, self.anchor)
        shift = np.where(open_ended, self.one_sided.of(groups), self.two_sided.of(groups)) * scale
        low = np.where(open_ended, 0, np.maximum(low - shift, 0))
        return low.astype(np.float32), np.maximum(high + shift, low).astype(np.float32)


def _ends(quantiles: Floats, anchor: float) -> tuple[Floats, Floats, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """Ends before they are shifted, and where the interval begins at 0: there P10 to P90 would hold far too much."""
    low, middle, high = quantiles[..., 0], quantiles[..., 1], quantiles[..., 2]
    open_ended = low <= 0
    return low, np.where(open_ended, middle + anchor * (high - middle), high), open_ended
