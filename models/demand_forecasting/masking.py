"""What a series sold apart from events, promotions, spikes and empty shelves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .core_settings import MaskSettings
from .panel import Floats, Panel

Flags = npt.NDArray[np.bool_]


def demand(panel: Panel, settings: MaskSettings, start: int = 0, end: int | None = None) -> Floats:
    """Units that would have been sold with full shelves, float32 (n, weeks from `start` to `end`).

    NaN before a series' first week, where nothing is known, and where there was too little stock to tell. Sales of a
    week that was partly out of stock are censored demand: they are scaled up to the whole week.
    """
    end = panel.weeks if end is None else end
    units = np.array(panel.units[:, start:end], dtype=np.float32)
    if panel.stockout is not None:
        stocked = 1 - np.nan_to_num(panel.stockout[:, start:end])
        full = np.where(stocked >= settings.least_stock, stocked, np.nan)
        units /= full
    units[np.arange(start, end)[None, :] < panel.first[:, None]] = np.nan
    return units


def without_spikes(clean: Floats, settings: MaskSettings) -> Flags:
    """Weeks far above the usual level of the weeks before the end of `clean`, bool (k, weeks).

    The level is a quantile of the last known weeks. It looks at nothing after the end, so a training row sees what a
    forecast would have seen.
    """
    recent = clean[:, -settings.spike_reach :]
    level = quantiles(recent, (settings.spike_quantile,))[:, 0]
    level = np.nan_to_num(level)[:, None]
    with np.errstate(invalid="ignore"):
        return np.asarray((clean > settings.spike_ratio * level) & (clean > level + settings.spike_units))


def quantiles(values: Floats, at: tuple[float, ...]) -> Floats:
    """Quantiles of each row over its known values, float32 (k, len(at)); NaN where none is known.

    Values between two neighbours are interpolated, as `numpy.nanquantile` does, some twenty times as fast.
    """
    ordered = np.sort(values, axis=1)  # NaN sorts to the end
    count = np.isfinite(values).sum(axis=1)
    rows = np.arange(len(values))
    out = np.empty((len(values), len(at)), dtype=np.float32)
    for column, level in enumerate(at):
        place = level * np.maximum(count - 1, 0)
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(count - 1, 0))
        share = (place - low).astype(np.float32)
        out[:, column] = ordered[rows, low] * (1 - share) + ordered[rows, high] * share
    return out
