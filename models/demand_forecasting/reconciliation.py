"""Forecasts of all levels brought to agree: means of the series whose sums are the forecasts of every level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .aggregates import members
from .aggregates import sum_by as sums
from .forecast import Forecast
from .level_weights import TOP, YOUNG, LevelWeights, ReconciliationSettings, is_young
from .panel import SERIES_LEVEL, Floats, Panel
from .top_down import seasonal_naive

Reals = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

# Means are whole multiples of this: sums of up to 2^33 units are then exact in float64, in whatever order they are made
GRID: Final = 2.0**-20
_PARENTS: Final = (("total", "country"), ("total", "category"), ("country", "region"))  # those above come first


def reconcile(
    base: Mapping[str, Floats],
    panels: Mapping[str, Panel],
    origin: int,
    weights: LevelWeights,
    stands_for: Floats | None = None,
) -> Floats:
    """Means of the series from which every level is summed.

    Series are first moved to their product's forecast, by one factor a product and week. The forecasts of total,
    country, region and category are each blended with the sum of their parts and with last year; they are made to sum
    to each other from the top down, and the cells of category and region are then raked to them, by one factor a cell
    and week. Series without history are left as they are and the others take up what is left: last year tells nothing
    of launches, and a category that is about to have several would take them back.

    Args:
        base: Level -> forecast means (k, h), rows as in the panel of the level; `series` always there.
        panels: Level -> panel, of the same levels.
        origin: First week of the forecasts; the damped seasonal naive reads the weeks before it.
        weights: What `fit_weights` gave.
        stands_for: How many times a series counts in sums over products, float32 (n,); None for once.

    Returns:
        float32 (n, h), multiples of `GRID`, none below 0. Sums of them in float64 are exact.
    """
    means = np.array(base[SERIES_LEVEL], dtype=np.float32)
    np.maximum(means, 0, out=means)
    if "product" in base:
        _to_products(means, base["product"], panels, origin, weights)
    targets = {level: base[level] for level in TOP if level in base}
    if targets:
        _to_targets(means, targets, panels, origin, weights, stands_for)
    return np.asarray(np.rint(means / np.float32(GRID)) * np.float32(GRID), dtype=np.float32)


def rescaled(forecast: Forecast, mean: Floats | Reals) -> Forecast:
    """The forecast around another mean: quantiles move by the same factor."""
    factor = np.divide(mean, forecast.mean, out=np.ones_like(forecast.mean), where=forecast.mean > 0)
    return Forecast(np.asarray(mean, dtype=np.float32), forecast.quantiles * factor[:, :, None])


def _to_products(
    means: Floats, products: Floats, panels: Mapping[str, Panel], origin: int, weights: LevelWeights
) -> None:
    """Multiply the series of a product so that they sum to its blend, in place."""
    _, codes = members(panels[SERIES_LEVEL].series, "product")
    parts = sums(means, codes, len(products))
    candidates: dict[str, Floats | Reals] = {"own": products, "parts": parts}
    young = is_young(panels["product"], origin, weights.settings)[:, None]
    target = np.where(young, weights.blend(YOUNG, candidates), weights.blend("product", candidates))
    factor = np.divide(target, parts, out=np.ones_like(target), where=parts > 0)
    means *= factor.astype(np.float32)[codes]


def _to_targets(
    means: Floats,
    base: Mapping[str, Floats],
    panels: Mapping[str, Panel],
    origin: int,
    weights: LevelWeights,
    stands_for: Floats | None,
) -> None:
    """Multiply the cells of category and region so that the levels above come to their targets, in place."""
    series, horizon = panels[SERIES_LEVEL].series, means.shape[1]
    cell: Codes = np.asarray(series.groupby(["category", "region"], sort=True).ngroup(), dtype=np.int64)
    first = np.unique(cell, return_index=True)[1].astype(np.int64)
    fresh = panels[SERIES_LEVEL].first >= min(origin, panels[SERIES_LEVEL].weeks)
    counted = means if stands_for is None else means * stands_for[:, None]
    size: Reals = sums(counted, cell, int(cell.max()) + 1)
    begun: Reals = sums(np.where(fresh[:, None], np.float32(0), counted), cell, len(size))
    belongs: dict[str, sp.csr_array] = {}
    target: dict[str, Reals] = {}
    for level, own in base.items():
        codes = members(series, level)[1][first]
        shape = len(own), len(first)
        belongs[level] = sp.csr_array((np.ones(len(first)), (codes, np.arange(len(first)))), shape=shape)
        naive = seasonal_naive(panels[level], origin, horizon, weights.settings.top_down)
        target[level] = weights.blend(level, {"own": own, "naive": naive, "parts": belongs[level] @ size})
    _from_the_top(target, belongs)
    limit = weights.settings.factor_limit
    margins = []
    for level, whole in target.items():
        launched = belongs[level] @ (size - begun)
        margins.append((belongs[level], np.maximum(whole - launched, whole / limit)))
    moved = _raked(begun, margins, weights.settings)
    factor = np.divide(moved, begun, out=np.ones_like(begun), where=begun > 0)
    old = np.flatnonzero(~fresh)
    means[old] *= np.clip(factor, 1 / limit, limit).astype(np.float32)[cell[old]]


def _from_the_top(target: dict[str, Reals], belongs: Mapping[str, sp.csr_array]) -> None:
    """Multiply the targets of a level so that they sum to those of the level above it, in place.

    A larger sum is easier to forecast, and what its parts know is in its blend already.
    """
    for upper, lower in _PARENTS:
        if upper in target and lower in target:
            parent = np.asarray((belongs[lower] @ belongs[upper].T).argmax(axis=1)).ravel()
            sums_now = np.zeros_like(target[upper])
            np.add.at(sums_now, parent, target[lower])
            factor = np.divide(target[upper], sums_now, out=np.ones_like(sums_now), where=sums_now > 0)
            target[lower] = target[lower] * factor[parent]


def _raked(size: Reals, margins: Sequence[tuple[sp.csr_array, Reals]], settings: ReconciliationSettings) -> Reals:
    """Cells (c, h) multiplied by turns until their sums are the targets (Deming and Stephan 1940).

    Of all cells with those sums they are the nearest to `size` in relative entropy; a zero stays zero.
    """
    moved = size.copy()
    for _ in range(settings.iterations):
        worst = 0.0
        for member, target in margins:
            found = member @ moved
            factor = np.divide(target, found, out=np.ones_like(found), where=found > 0)
            moved *= member.T @ factor
            worst = max(worst, float(np.abs(factor - 1).max(initial=0)))
        if worst < settings.tolerance:
            break
    return moved
