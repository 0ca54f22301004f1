"""Sums of series: product over its regions, region, category, country, everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .panel import ALL, Floats, Panel, no_daily

LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "product": ("product_id", "category"),
    "region": ("region", "country"),
    "category": ("category",),
    "country": ("country",),
    "total": (),
}
KEYS: Final = ("product_id", "region", "category", "country")
CHUNK: Final = 4_096  # series read at once: what bounds memory beside the sums themselves
_SOME_WEIGHT: Final = np.float32(1e-3)  # units that every part counts for in a mean, so that none is without a weight

_MOST_LOST: Final = 0.05  # share of a sum that may be unknown in a week whose sum is still told
_LEVEL_WEEKS: Final = 13  # about the weeks that the level of a part looks back

Positions = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


def members(series: pd.DataFrame, level: str) -> tuple[pd.DataFrame, Positions]:
    """The rows of a level, as in `Panel.series`, and for each series the row that it is a part of."""
    kept = LEVELS[level]
    if not kept:
        return pd.DataFrame({name: [ALL] for name in KEYS}, dtype="str"), np.zeros(len(series), dtype=np.int64)
    grouped = series.groupby(kept[0], sort=True)
    codes = grouped.ngroup().to_numpy(dtype=np.int64)
    groups = grouped[list(kept)].first().reset_index(drop=True)
    rows = pd.DataFrame({name: groups[name] if name in kept else ALL for name in KEYS}, dtype="str")
    return rows, codes.astype(np.int64)


def aggregate(panel: Panel, level: str) -> Panel:
    """The panel of a level's sums.

    A week is unknown (NaN) where every part of it is, or where the parts that are unknown held more than `_MOST_LOST`
    of the sum in the weeks before. Prices and shares without stock are means weighted by what a
    part has sold until that week, so the sums of a panel that was cut at a week are the cut sums.
    """
    groups, codes = members(panel.series, level)
    size, shape = len(groups), (len(groups), panel.weeks)
    units, known = np.zeros(shape), np.zeros(shape)
    price, priced = np.zeros(shape), np.zeros(shape)
    stockout, flagged = np.zeros(shape), np.zeros(shape)
    orders = np.zeros(shape)
    holed = any(np.isnan(panel.units[rows]).any() for rows, _, _ in _chunks(codes))
    usual, lost = (np.zeros(shape), np.zeros(shape)) if holed else (known, known)
    for rows, starts, into in _chunks(codes):
        sold = panel.units[rows]
        there = np.isfinite(sold)
        sold = np.where(there, sold, np.float32(0))
        _add(units, sold, starts, into)
        _add(known, there, starts, into)
        if holed:
            before = _level_before(sold, there)
            _add(usual, before, starts, into)
            _add(lost, np.where(there, np.float32(0), before), starts, into)
        if panel.orders is not None:
            _add(orders, np.nan_to_num(panel.orders[rows]), starts, into)
        if panel.price is not None or panel.stockout is not None:
            weight = np.cumsum(sold, axis=1) + _SOME_WEIGHT
            for values, sums, weights in ((panel.price, price, priced), (panel.stockout, stockout, flagged)):
                if values is not None:
                    _add_weighted(sums, weights, values[rows], weight, starts, into)
    units[known == 0] = np.nan
    if holed:
        units[lost > _MOST_LOST * usual] = np.nan
    first = np.full(size, panel.weeks, dtype=np.int32)
    np.minimum.at(first, codes, panel.first)
    return replace(
        panel,
        level=level,
        series=groups,
        units=units.astype(np.float32),
        first=first,
        price=None if panel.price is None else _ratio(price, priced),
        stockout=None if panel.stockout is None else _ratio(stockout, flagged),
        orders=None if panel.orders is None else orders.astype(np.float32),
        weekday=None if panel.weekday is None else _summed(panel.weekday, codes, size),
        daily=no_daily(),
    )


def sum_by(values: npt.NDArray[Any], codes: Positions, size: int) -> Sums:
    """Sums of the rows of (n, ...) that share a code, float64 (size, ...)."""
    total = np.zeros((size, *values.shape[1:]))
    for rows, starts, into in _chunks(codes):
        _add(total, values[rows], starts, into)
    return total


def _summed(values: Floats, codes: Positions, size: int) -> Floats:
    return sum_by(values, codes, size).astype(np.float32)


def _chunks(codes: Positions) -> Iterator[tuple[Positions, Positions, Positions]]:
    """Series in the order of their codes, a chunk at a time: their rows, where each code begins, and which it is."""
    order = np.argsort(codes, kind="stable")
    for begin in range(0, len(order), CHUNK):
        rows = order[begin : begin + CHUNK]
        own = codes[rows]
        starts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]])
        yield rows, starts, own[starts]


def _level_before(sold: Floats, there: npt.NDArray[np.bool_]) -> Floats:
    """What each part sold a week, by the known weeks before each week, (n, w); 0 before the first."""
    levels = np.zeros_like(sold)
    level, seen = np.zeros(len(sold), dtype=np.float32), np.zeros(len(sold), dtype=np.float32)
    for week in range(sold.shape[1]):
        levels[:, week] = level
        seen += there[:, week]
        step = (sold[:, week] - level) / np.clip(seen, 1, _LEVEL_WEEKS)
        level = np.where(there[:, week], level + step, level)
    return levels


def _add(total: Sums, values: npt.NDArray[Any], starts: Positions, into: Positions) -> None:
    total[into] += np.add.reduceat(values, starts, axis=0, dtype=np.float64)


def _add_weighted(
    sums: Sums, weights: Sums, values: Floats, weight: Floats, starts: Positions, into: Positions
) -> None:
    there = np.where(np.isfinite(values), weight, np.float32(0))
    _add(sums, np.nan_to_num(values) * there, starts, into)
    _add(weights, there, starts, into)


def _ratio(sums: Sums, weights: Sums) -> Floats:
    return np.divide(sums, weights, out=np.full_like(sums, np.nan), where=weights > 0).astype(np.float32)
