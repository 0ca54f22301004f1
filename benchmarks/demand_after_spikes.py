"""What a spike leaves behind in the forecasts of the weeks after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from benchmarks.demand_shares import resampled
from benchmarks.demand_truth import Floats, Forecasts, Positions, Truth
from evaluation.demand_spikes import AFTER, is_spike
from evaluation.naive_forecasts import HALF_YEAR, own_level
from evaluation.ratios import divided

BACK: Final = 1.5  # times the usual true mean, up to which a week is back to what is usual
AGAINST: Final = ("rate", "mean", "asked")  # arrays of the truth

Json = dict[str, Any]


@dataclass
class AfterSpikes:
    """Sums over the weeks after a spike, by product, (products,); `weeks` counts them."""

    masked: Floats
    unmasked: Floats
    true: Floats
    weeks: int = 0

    def to_json(self) -> Json:
        cut = resampled(
            lambda weights: (
                1
                - divided(
                    np.abs(weights @ (self.masked - self.true)),
                    np.abs(weights @ (self.unmasked - self.true)),
                )
            ),
            len(self.true),
        )
        total = self.true.sum()
        return {
            "weeks": self.weeks,
            "bias": float(self.masked.sum() / total - 1) if total else 0.0,
            "bias_without_masking": float(self.unmasked.sum() / total - 1) if total else 0.0,
            "cut": cut.to_json(),
        }


def after_spikes(truth: Truth, known: Floats, pairs: Iterable[tuple[Forecasts, Forecasts]]) -> Json:
    """Signed error of the four weeks after a spike, with masking and without, over the true demand of these weeks.

    Spikes are those of `evaluation.demand_spikes`, found in the sales that were known at the origin. With an origin
    every four weeks each spike is followed once. Weeks of the four whose true mean is not back at the usual one are
    left out: Christmas goes on after its first week, and that is no echo. Nothing is left out for what chance made of a
    week, which would bend the sign of the error.

    Args:
        truth: n series.
        known: Units sold as the model knows them, of the same series, (n, weeks); NaN unknown.
        pairs: Forecasts of the model and of the same model without masking, at least four weeks ahead.

    Returns:
        A row for each of `AGAINST`, which forecasts are held against: sales vary around the true rate, which knows
        moods and surprises; the true mean does not; what was asked for counts a week of more returns than sales as 0.
    """
    found = {name: AfterSpikes(*(np.zeros(int(truth.product.max()) + 1) for _ in range(3))) for name in AGAINST}
    for masked, unmasked in pairs:
        weeks = _after(truth, known, masked)
        product: Positions = truth.product[masked.rows]
        for name, sums in found.items():
            true = masked.of(getattr(truth, name))[:, :AFTER]
            parts = ((sums.masked, masked.mean), (sums.unmasked, unmasked.mean), (sums.true, true))
            for into, values in parts:
                np.add.at(into, product, np.where(weeks, values[:, :AFTER], 0.0).sum(axis=1))
            sums.weeks += int(weeks.sum())
    return {f"against {name}": sums.to_json() for name, sums in found.items()}


def _after(truth: Truth, known: Floats, forecasts: Forecasts) -> npt.NDArray[np.bool_]:
    """Weeks of the four after the origin that follow a spike and are back at what is usual, (k, AFTER)."""
    before = known[forecasts.rows, : forecasts.origin]
    spiked = is_spike(before[:, -AFTER:], own_level(before))
    follow = np.stack([spiked[:, step:].any(axis=1) for step in range(AFTER)], axis=1)
    mean = forecasts.of(truth.mean)[:, :AFTER]
    past = truth.mean[forecasts.rows, max(forecasts.origin - HALF_YEAR, 0) : forecasts.origin]
    usual = np.full(len(mean), np.nan)
    on_offer = np.isfinite(past).any(axis=1)
    usual[on_offer] = np.nanmedian(past[on_offer], axis=1)
    return follow & (mean <= BACK * usual[:, None])
