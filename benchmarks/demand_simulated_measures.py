"""Forecasts against the simulator's truth: their error beside its floor, by weeks ahead and by history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from benchmarks.demand_shares import resampled
from benchmarks.demand_truth import Floats, Forecasts, Positions, Truth
from evaluation.ratios import divided

Json = dict[str, Any]
Mask = npt.NDArray[np.bool_]

BLOCKS: Final = {"weeks 1-4": (1, 4), "weeks 5-13": (5, 13), "weeks 14-26": (14, 26), "weeks 27-52": (27, 52)}
HISTORIES: Final = {
    "0": (0, 0),
    "1-4": (1, 4),
    "5-13": (5, 13),
    "14-26": (14, 26),
    "27-51": (27, 51),
    "52+": (52, 9999),
}
NONE, YEAR = "0", "52+"  # of `HISTORIES`, compared


@dataclass
class Sums:
    """Sums by product, each of shape (products,), of every week that was on offer.

    `error`, `error_p50`, `floor`: absolute errors of the forecast mean, of its median and of the true mean;
    `asked`: units.
    """

    error: Floats
    error_p50: Floats
    floor: Floats
    asked: Floats

    @classmethod
    def none(cls, products: int) -> Sums:
        return cls(*(np.zeros(products) for _ in range(4)))

    def add(self, product: Positions, weeks: Mask, mean: Floats, p50: Floats, true: Floats, asked: Floats) -> None:
        for name, values in (("error", mean), ("error_p50", p50), ("floor", true)):
            np.add.at(getattr(self, name), product, np.where(weeks, np.abs(values - asked), 0.0).sum(axis=1))
        np.add.at(self.asked, product, np.where(weeks, asked, 0.0).sum(axis=1))

    def wape(self, name: str = "error") -> float:
        return float(getattr(self, name).sum() / self.asked.sum())


def against_floor(truth: Truth, forecasts: Iterable[Forecasts]) -> tuple[Json, Json, Json]:
    """Error of the forecast mean beside that of the true mean: by level and weeks ahead; by history; new against old.

    The error is WAPE, the sum of absolute errors over the sum of what was asked for, over all origins and weeks on
    offer, of series (product and region) or of products (over regions). The history of a product is the number of weeks
    since it was first on offer in any region. `relative` is the error over that of the true mean on the same weeks: the
    weeks of young products are fewer and smaller, and so noisier.
    """
    products = int(truth.product.max()) + 1
    by_block = {(level, name): Sums.none(products) for level in ("series", "product") for name in ("all", *BLOCKS)}
    by_history = {name: Sums.none(products) for name in HISTORIES}
    for one in forecasts:
        parts = {"series": _of_series(truth, one), "product": _of_products(truth, one)}
        steps = np.arange(1, one.mean.shape[1] + 1)
        for level, (product, mean, p50, true, asked) in parts.items():
            offered = np.isfinite(true)
            for name, (first, last) in {"all": (1, 10**6), **BLOCKS}.items():
                weeks = offered & ((steps >= first) & (steps <= last))
                by_block[level, name].add(product, weeks, mean, p50, true, asked)
        product, mean, p50, true, asked = parts["series"]
        history = np.maximum(one.origin - truth.begun[one.rows], 0)
        for name, (least, most) in HISTORIES.items():
            group = ((history >= least) & (history <= most))[:, None]
            by_history[name].add(product, np.isfinite(true) & group, mean, p50, true, asked)
    errors = {f"{level}, {name}": _row(sums) for (level, name), sums in by_block.items() if sums.asked.any()}
    histories = {name: _row(sums) for name, sums in by_history.items() if sums.asked.any()}
    new, old = by_history[NONE], by_history[YEAR]
    compared = {
        "relative": resampled(lambda weights: _compared(weights, new, old, "floor"), products).to_json(),
        "wape": resampled(lambda weights: _compared(weights, new, old, "asked"), products).to_json(),
    }
    return errors, histories, compared


def _compared(weights: Floats, new: Sums, old: Sums, by: str) -> Floats:
    """Error of one group over that of another, each over its own sum of `by`, (resamples,)."""
    ours, theirs = (divided(weights @ sums.error, weights @ getattr(sums, by)) for sums in (new, old))
    return divided(ours, theirs)


def _row(sums: Sums) -> Json:
    return {
        "wape": sums.wape(),
        "wape_p50": sums.wape("error_p50"),
        "floor": sums.wape("floor"),
        "relative": resampled(
            lambda weights: divided(weights @ sums.error, weights @ sums.floor), len(sums.error)
        ).to_json(),
        "units": float(sums.asked.sum()),
        "products": int((sums.asked > 0).sum()),
    }


Part = tuple[Positions, Floats, Floats, Floats, Floats]


def _of_series(truth: Truth, one: Forecasts) -> Part:
    return truth.product[one.rows], one.mean, one.p50, one.of(truth.mean), one.of(truth.asked)


def _of_products(truth: Truth, one: Forecasts) -> Part:
    """Sums over regions; all regions of a product are on offer in the same weeks. Medians do not add up: means do."""
    names, codes = np.unique(truth.product[one.rows], return_inverse=True)

    def summed(values: Floats) -> Floats:
        total = np.zeros((len(names), values.shape[1]))
        np.add.at(total, codes, values)
        return total

    mean = summed(one.mean)
    return names, mean, mean, summed(one.of(truth.mean)), summed(one.of(truth.asked))
