"""What the value of a policy is estimated to be, how sure that is, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evaluation.measure import Measure

Estimator = Literal["ips", "snips", "dm", "dr"]


@dataclass(frozen=True)
class Settings:
    """How sure intervals are to be, and when the bootstrap is believed.

    Args:
        resamples: Of the bootstrap, by group.
        confidence: Of the two-sided interval.
        seed: Of the bootstrap.
        cap: Weights are clipped to it; None for not at all; "bound" for the cap with the least bound on the error.
        least_heavy: The bootstrap is not believed where the spread of the weights rests on fewer rows than this.
        least_informative: Nor where that of the weighted rewards (of clicks, say) rests on fewer than this.
        weight_deviations: Nor with a mean weight further from 1, in its standard errors, than this.
    """

    resamples: int = 1_000
    confidence: float = 0.95
    seed: int = 0
    cap: float | Literal["bound"] | None = None
    least_heavy: float = 50.0
    least_informative: float = 5.0
    weight_deviations: float = 4.0


@dataclass(frozen=True)
class Estimate:
    """A policy's value, or the difference of two, with what is needed to believe it or not.

    Attributes:
        value: The estimate; NaN where it is undefined (`snips` of a policy that would have shown nothing of the log).
        low: Lower end of the interval.
        high: Upper end.
        rows: Rows of the log.
        effective: Effective sample size of the (clipped) weights; the smaller one of two policies.
        mean_weight: Mean weight before clipping: 1 where the log shows all that the policy would choose, less where
            its choices are missing from the log. The further one from 1 of two policies.
        largest_weight: Before clipping.
        cap: Where weights were clipped; None where they were not.
        clipped: Share of the rows whose weight was clipped.
        mass_cut: Share of the policy's choices that clipping left out; the interval allows for any reward there.
        interval: "bootstrap", or "bounds" where that is not to be believed, or "model" for `dm`.
        reasons: Why the bootstrap is not to be believed; empty where it is.
    """

    value: float
    low: float
    high: float
    rows: int
    effective: float
    mean_weight: float
    largest_weight: float
    cap: float | None
    clipped: float
    mass_cut: float
    interval: Literal["bootstrap", "bounds", "model"]
    reasons: tuple[str, ...] = ()

    def measure(self, meaning: str, unit: str = "") -> Measure:
        """As a measure of an evaluation; the meaning says where the interval is not the bootstrap's."""
        wide = f" Interval from bounds that hold for any weights: {'; '.join(self.reasons)}." if self.reasons else ""
        ends = [end if np.isfinite(end) else None for end in (self.value, self.low, self.high)]
        return Measure(ends[0], ends[1], ends[2], self.rows, unit, meaning=meaning + wide)
