"""Weeks far above a series' own level: whether they are seen coming, and what they leave behind."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]

TIMES: Final = 3.0  # a week above so many times the series' own level is a spike
LEAST_LEVEL: Final = 1.0  # units a week; below it every sale is a spike
AFTER: Final = 4  # weeks in which a spike may echo
EDGES: Final = np.geomspace(0.2, 20.0, 40)  # of the forecast relative to the level, by which weeks are ranked


def is_spike(units: Floats, level: Floats) -> npt.NDArray[np.bool_]:
    """Weeks (n, h) above `TIMES` the row's own level; none where the level is unknown or below `LEAST_LEVEL`."""
    judged = np.isfinite(level) & (level >= LEAST_LEVEL)
    bound = np.where(judged, TIMES * np.nan_to_num(level), np.inf)
    return np.asarray(np.nan_to_num(units) > bound[:, None])


def ranked(units: Floats, mean: Floats, level: Floats) -> tuple[Floats, Floats]:
    """Spikes and other weeks of each row, counted by how far above the level they were forecast: (n, bins) each."""
    judged = np.isfinite(level) & (level >= LEAST_LEVEL)
    relative = mean / np.where(judged, level, 1.0)[:, None]
    bins = np.searchsorted(EDGES, relative, side="right")
    known = np.isfinite(units) & judged[:, None]
    spikes = is_spike(units, level)
    return _counted(bins, known & spikes), _counted(bins, known & ~spikes)


def after_a_spike(units: Floats, past: list[Floats], level: Floats) -> npt.NDArray[np.bool_]:
    """Weeks (n, h) within four weeks of a spike that was known at the origin, not spikes themselves."""
    recent = np.full((len(units), AFTER), np.nan)
    for row, weeks in enumerate(past):
        tail = np.asarray(weeks, dtype=np.float64)[-AFTER:]
        recent[row, AFTER - len(tail) :] = tail
    spiked = is_spike(recent, level)
    found = np.zeros(units.shape, dtype=bool)
    for step in range(min(AFTER, units.shape[1])):
        found[:, step] = spiked[:, step:].any(axis=1)
    return found & np.isfinite(units) & ~is_spike(units, level)


def recall_at_precision(precision: float, level: str) -> Statistic:
    """Share of the spikes that are forecast above the lowest bar at which the stated precision holds.

    A bar is a height of the forecast mean relative to the series' own level. NaN where there is no spike.
    """

    def statistic(table: pd.DataFrame, weights: Weights) -> Floats:
        rows = (table["level"] == level).to_numpy()
        hits, others = (_from_the_top(table.loc[rows, name], weights[:, rows]) for name in ("spikes", "calm"))
        total = hits[:, -1]
        precise = hits >= precision * (hits + others)
        best = np.where(precise, hits, 0.0).max(axis=1)
        return divided(best, total)

    return statistic


def _counted(bins: npt.NDArray[np.int64], chosen: npt.NDArray[np.bool_]) -> Floats:
    counts = np.zeros((len(bins), len(EDGES) + 1))
    rows, weeks = np.nonzero(chosen)
    np.add.at(counts, (rows, bins[rows, weeks]), 1.0)
    return counts


def _from_the_top(counts: pd.Series, weights: Weights) -> Floats:
    if len(counts) == 0:
        return np.zeros((len(weights), len(EDGES) + 1))
    summed: Floats = weights.astype(np.float64) @ np.stack(counts.to_list())
    return np.cumsum(summed[:, ::-1], axis=1)
