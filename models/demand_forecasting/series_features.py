"""What a series' own past says, relative to its usual level: lags, means, quantiles, zeros, recency, orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .core_settings import CoreSettings
from .masking import Flags, quantiles, without_spikes
from .panel import Floats

MEANS: Final = (2, 4, 8, 13, 26, 52)  # weeks of the rolling means
DECAYS: Final = (0.1, 0.3)  # of exponentially weighted means
QUANTILES: Final = {13: (0.25, 0.5, 0.75), 26: (0.25, 0.5, 0.75), 52: (0.5, 0.9)}
ZEROS: Final = (4, 13, 26, 52)
ORDERS: Final = (4, 13, 26, 52)
LAGS: Final = 4
YEARLY: Final = (1, 4)  # weeks to either side of the same week a year before
YEAR: Final = 52
NAMES: Final = (
    *(f"lag_{k}" for k in range(1, LAGS + 1)),
    *(f"mean_{w}" for w in MEANS),
    *(f"decayed_{d}" for d in DECAYS),
    *(f"quantile_{w}_{q}" for w, levels in QUANTILES.items() for q in levels),
    *(f"zeros_{w}" for w in ZEROS),
    "spread_26", "peak_share_26", "log_scale", "age", "since_sale", "since_spike", "mean_before_52",
    *(f"orders_{w}" for w in ORDERS),
    "order_size_13", "order_size_52",
)  # fmt: skip
YEARLY_NAMES: Final = tuple(f"same_weeks_{r}" for r in YEARLY)


@dataclass(frozen=True)
class Past:
    """The last weeks before an origin, of k series.

    Attributes:
        demand: Demand without stock-outs, float32 (k, weeks); NaN unknown or before the first week.
        masked: Weeks of events and promotions, bool (k, weeks).
        index: Seasonal index of the same weeks, float32 (k, weeks).
        orders: Orders, float32 (k, weeks); None where they are not counted.
        age: Weeks since the first sale or launch, int64 (k,); 0 for none.
    """

    demand: Floats
    masked: Flags
    index: Floats
    orders: Floats | None
    age: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """A past brought to a common scale.

    Attributes:
        scale: Usual deseasonalised units a week, float32 (k,), above 0.
        features: In the order of `NAMES`, float32 (k, features).
        usual: Deseasonalised demand over scale without masked weeks, float32 (k, weeks), NaN where masked.
    """

    scale: Floats
    features: Floats
    usual: Floats

    def same_weeks(self, steps: npt.NDArray[np.int64]) -> Floats:
        """Mean of the weeks around the same week a year before, float32 (k, h, len(YEARLY)).

        Args:
            steps: Weeks after the origin, from 1, int64 (k, h).
        """
        known = np.isfinite(self.usual)
        sums, counts = _running(np.where(known, self.usual, 0)), _running(known)
        weeks = self.usual.shape[1]
        out = np.empty((*steps.shape, len(YEARLY)), dtype=np.float32)
        centre = weeks + steps - 1 - YEAR
        for column, reach in enumerate(YEARLY):
            low, high = np.clip(centre - reach, 0, weeks), np.clip(centre + reach + 1, 0, weeks)
            total = np.take_along_axis(sums, high, 1) - np.take_along_axis(sums, low, 1)
            number = np.take_along_axis(counts, high, 1) - np.take_along_axis(counts, low, 1)
            out[..., column] = _ratio(total, number)
        return out


def describe(past: Past, settings: CoreSettings) -> Shape:
    """Scale and features of the past of k series."""
    k, weeks = past.demand.shape
    flat = past.demand / past.index
    masked = past.masked.copy() if settings.mask.enabled else np.zeros_like(past.masked)
    spike = without_spikes(np.where(masked, np.nan, flat), settings.mask)
    if settings.mask.enabled:
        masked |= spike
    usual = np.where(masked, np.nan, flat)
    known = np.isfinite(usual)
    filled = np.where(known, usual, 0)
    windows = _windows(weeks)
    sums, counts = filled @ windows, known.astype(np.float32) @ windows
    means = _ratio(sums, counts)
    scale = _scale(means, filled, known, settings)
    relative = usual / scale[:, None]
    columns: list[Any] = []
    middle = quantiles(usual[:, -13:], (0.5,))[:, 0]
    for lag in range(1, LAGS + 1):
        value = usual[:, -lag] if lag <= weeks else np.full(k, np.nan, dtype=np.float32)
        # a masked week is one of which only the level is known
        hidden = masked[:, -lag] if lag <= weeks else np.zeros(k, dtype=bool)
        columns.append(np.where(hidden, middle, value) / scale)
    columns += list((means / scale[:, None]).T)
    for width, levels in QUANTILES.items():
        columns += list((quantiles(usual[:, -width:], levels) / scale[:, None]).T)
    for width in ZEROS:
        recent = known[:, -width:]
        columns.append(_ratio((recent & (filled[:, -width:] <= 0)).sum(axis=1), recent.sum(axis=1)))
    near, near_known = filled[:, -26:], known[:, -26:]
    variance = (
        _ratio((near**2).sum(axis=1), near_known.sum(axis=1)) - _ratio(near.sum(axis=1), near_known.sum(axis=1)) ** 2
    )
    columns.append(np.sqrt(np.maximum(variance, 0)) / scale)
    columns.append(_ratio(near.max(axis=1), near.sum(axis=1)))
    columns += [np.log(scale), past.age.astype(np.float32)]
    columns += [_since(np.nan_to_num(past.demand) > 0), _since(spike)]
    before = slice(max(0, weeks - 2 * YEAR), max(0, weeks - YEAR))
    columns.append(_ratio(filled[:, before].sum(axis=1), known[:, before].sum(axis=1)) / scale)
    columns += _orders(past, flat, scale)
    return Shape(scale, np.stack(columns, axis=1).astype(np.float32), relative.astype(np.float32))


def _windows(weeks: int) -> Floats:
    """Weights of the rolling and decayed means, float32 (weeks, means)."""
    ago = np.arange(weeks, 0, -1)[:, None]
    flat = ago <= np.array(MEANS)[None, :]
    decayed = (1 - np.array(DECAYS))[None, :] ** (ago - 1)
    return np.concatenate([flat, decayed], axis=1).astype(np.float32)


def _scale(means: Floats, filled: Floats, known: Flags, settings: CoreSettings) -> Floats:
    """Mean of the last weeks; where they say little, of longer ones at a discount, so that it is never far too low."""
    recent = slice(-settings.scale_weeks, None)
    near = np.nan_to_num(_ratio(filled[:, recent].sum(axis=1), known[:, recent].sum(axis=1)))
    year = np.nan_to_num(means[:, MEANS.index(YEAR)])
    whole = np.nan_to_num(_ratio(filled.sum(axis=1), known.sum(axis=1)))
    least = np.full_like(near, settings.least_scale)
    return np.asarray(np.maximum.reduce([near, 0.25 * year, 0.1 * whole, least]), dtype=np.float32)


def _orders(past: Past, flat: Floats, scale: Floats) -> list[Any]:
    """Orders a week, which tell broad demand from one bulk order, and units of an order over scale."""
    k = len(scale)
    if past.orders is None:
        return [np.full(k, np.nan)] * (len(ORDERS) + 2)
    known = np.isfinite(past.demand)
    orders = np.where(known, np.nan_to_num(past.orders), 0)
    columns: list[Any] = []
    for width in ORDERS:
        columns.append(np.log1p(_ratio(orders[:, -width:].sum(axis=1), known[:, -width:].sum(axis=1))))
    for width in (13, 52):
        units = np.where(known, flat, 0)[:, -width:].sum(axis=1)
        columns.append(_ratio(units, orders[:, -width:].sum(axis=1)) / scale)
    return columns


def _since(there: Flags) -> Floats:
    """Weeks since something was last there, 1 for the last week; NaN for never."""
    last = there[:, ::-1].argmax(axis=1) + 1.0
    return np.where(there.any(axis=1), last, np.nan).astype(np.float32)


def _ratio(total: Any, number: Any) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(number > 0, total / number, np.nan).astype(np.float32)


def _running(values: Any) -> Floats:
    out = np.zeros((values.shape[0], values.shape[1] + 1), dtype=np.float32)
    np.cumsum(values, axis=1, out=out[:, 1:])
    return out
