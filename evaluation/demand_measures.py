"""What of the outcomes of demand forecasting is measured, and which of it a gate may compare."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from evaluation import demand_slices
from evaluation.bootstrap import Statistic, interval
from evaluation.demand_spikes import recall_at_precision
from evaluation.forecast_sums import SPANS
from evaluation.measure import Measure
from evaluation.ratios import by_group, distance, quotient, ratio
from models.demand_forecasting.panel import SERIES_LEVEL

PRODUCT: Final = "product"
COVERED: Final = 0.8  # what the interval of low and high states
SPIKE_PRECISION: Final = 0.5
LEVELS: Final = (PRODUCT, "region", "category", "country", "total")

WAPE: Final = ratio("error", "units", SERIES_LEVEL)
COVERAGE: Final = ratio("covered", "cells", SERIES_LEVEL)
BIAS: Final = ratio("signed", "units", SERIES_LEVEL)

STATISTICS: dict[str, Statistic] = {
    "wape": WAPE,
    **{f"wape_{level}": ratio("error", "units", level) for level in LEVELS},
    "rmsse": ratio("scaled", "scaled_rows", SERIES_LEVEL),
    "rmsse_product": ratio("scaled", "scaled_rows", PRODUCT),
    "weighted_quantile_loss": ratio("pinball", "units", SERIES_LEVEL, times=2 / 3),
    "weighted_quantile_loss_product": ratio("pinball", "units", PRODUCT, times=2 / 3),
    "absolute_bias": distance(BIAS, 0.0),
    "coverage_error": distance(COVERAGE, COVERED),
}

# Measured, but on no side better (a bias of -0.1 is not better than one of 0), or no quality of ours.
_OTHERS: Final[dict[str, Statistic]] = {
    "coverage_80": COVERAGE,
    "coverage_80_product": ratio("covered", "cells", PRODUCT),
    "below_p10": ratio("below", "cells", SERIES_LEVEL),
    "above_p90": ratio("above", "cells", SERIES_LEVEL),
    "bias": BIAS,
    "bias_product": ratio("signed", "units", PRODUCT),
    "bias_total": ratio("signed", "units", "total"),
    "bias_after_spike": ratio("after_spike", "after_spike_units", PRODUCT),
    "spike_recall": recall_at_precision(SPIKE_PRECISION, PRODUCT),
    **{f"wape_{name}": ratio(column, "units", SERIES_LEVEL) for name, column in demand_slices.NAIVE.items()},
    **{
        f"wape{where}_ratio_to_{name}": quotient(ratio("error", "units", level), ratio(column, "units", level))
        for where, level in (("", SERIES_LEVEL), ("_product", PRODUCT), ("_total", "total"))
        for name, column in demand_slices.NAIVE.items()
    },
}
_HIGHER_IS_BETTER: Final = frozenset({"coverage_80", "coverage_80_product", "spike_recall"})
_LISTS: Final = ("spike_recall",)  # its counts are lists, which do not add up by group

MEANING: Final = {
    "wape": "absolute error of the median over units, product by region by week",
    **{f"wape_{level}": f"the same of the weekly sums: {level}" for level in LEVELS},
    "rmsse": "root of the mean squared error over that of repeating the last week",
    "rmsse_product": "the same of products over all regions",
    "weighted_quantile_loss": "P10, P50 and P90",
    "weighted_quantile_loss_product": "P10, P50 and P90 of products over all regions",
    "absolute_bias": "distance of the summed means from what was sold, over it",
    "coverage_error": "distance of coverage_80 from 0.8",
    "coverage_80": "share of weeks within low and high; 0.8 is meant",
    "coverage_80_product": "the same of products over all regions; 0.8 is meant",
    "below_p10": "share of weeks below P10; at most 0.1 is meant, less where many weeks sell nothing",
    "above_p90": "share of weeks above P90; 0.1 is meant",
    "bias": "summed means less what was sold, over it; 0 is meant",
    "bias_after_spike": "the same in the four weeks after a week of 3 times the product's own level",
    "spike_recall": "weeks above 3 times the product's own level that are foreseen at a precision of 0.5",
    "wape_seasonal_naive": "of the same week a year before, on the same rows",
    "wape_thirteen_week_mean": "of the mean of the last 13 weeks, on the same rows",
    "wape_ratio_to_seasonal_naive": "below 1 the model is better than the same week a year before",
    "wape_ratio_to_thirteen_week_mean": "below 1 the model is better than the mean of the last 13 weeks",
    "wape_ratio_new_to_year": "error of series without history over that of series with more than a year of it",
    "wape_worst_region": "the worst of the larger regions",
    "incoherence": "largest relative difference between a sum of answers and the answer for the sum",
}

MEASURES: Final = (
    *_OTHERS,
    "wape_ratio_new_to_year",
    "wape_worst_region",
    *(f"{part}_{name}" for part in ("wape", "coverage_80", "bias") for name in demand_slices.PATTERNS),
    *(f"wape{where}_horizon_{span}" for where in ("", "_product") for span in SPANS),
    *(f"{part}_horizon_{span}" for part in ("coverage_80", "bias") for span in SPANS),
    "incoherence",
)


def measures(table: pd.DataFrame, *, resamples: int, confidence: float, seed: int) -> dict[str, Measure]:
    """All measures that derive from the outcomes, with intervals that resample products whole."""
    grouped = by_group(table)
    found: dict[str, Measure] = {}
    for name, statistic, rows in _asked(table, grouped):
        point, low, high = interval(rows, statistic, resamples=resamples, confidence=confidence, seed=seed)
        better = name in _HIGHER_IS_BETTER or name.startswith("coverage_80_")
        found[name] = Measure(
            point, low, high, _cells(rows, name), higher_is_better=better, meaning=MEANING.get(name, "")
        )
    return found | _of_slices(found)


def _asked(table: pd.DataFrame, grouped: pd.DataFrame) -> Iterator[tuple[str, Statistic, pd.DataFrame]]:
    for name, statistic in {**STATISTICS, **_OTHERS}.items():
        yield name, statistic, _of_level(table if name in _LISTS else grouped, name)
    for span in SPANS:
        if grouped[f"cells@{span}"].sum() == 0:
            continue
        for where, level in (("", SERIES_LEVEL), ("_product", PRODUCT)):
            yield f"wape{where}_horizon_{span}", ratio(f"error@{span}", f"units@{span}", level), _rows(grouped, level)
        series = _rows(grouped, SERIES_LEVEL)
        yield f"coverage_80_horizon_{span}", ratio(f"covered@{span}", f"cells@{span}", SERIES_LEVEL), series
        yield f"bias_horizon_{span}", ratio(f"signed@{span}", f"units@{span}", SERIES_LEVEL), series
    for name, rows in demand_slices.slices(table).items():
        if len(rows):
            part = by_group(rows)
            yield f"wape_{name}", WAPE, part
            yield f"coverage_80_{name}", COVERAGE, part
            yield f"bias_{name}", BIAS, part


def _of_slices(found: dict[str, Measure]) -> dict[str, Measure]:
    """What compares slices with each other; of few series each, so without an interval."""
    derived = {}
    regions = [name for name in found if name.startswith("wape_in_") and math.isfinite(found[name].value or math.nan)]
    if regions:
        worst = max(regions, key=lambda name: found[name].value or 0.0)
        says = f"{MEANING['wape_worst_region']}: {worst.removeprefix('wape_in_')}"
        derived["wape_worst_region"] = replace(found[worst], meaning=says)
    new, old = found.get("wape_history_0"), found.get("wape_history_longer")
    if new is not None and old is not None and old.value:
        derived["wape_ratio_new_to_year"] = Measure(
            (new.value or math.nan) / old.value,
            n=new.n,
            higher_is_better=False,
            meaning=MEANING["wape_ratio_new_to_year"],
        )
    return derived


def _of_level(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows that a statistic looks at, so that groups are drawn among those alone."""
    for level in LEVELS:
        if f"_{level}" in name:
            return _rows(table, level)
    return _rows(table, PRODUCT if name in ("bias_after_spike", "spike_recall") else SERIES_LEVEL)


def _rows(table: pd.DataFrame, level: str) -> pd.DataFrame:
    return table[table["level"] == level]


def _cells(rows: pd.DataFrame, name: str) -> int:
    """Weeks that a measure rests on; spikes, and forecasts in which weeks after one lie, where it is about those."""
    if name == "spike_recall":
        return int(sum(sum(counts) for counts in rows["spikes"]))
    if name == "bias_after_spike":
        return int((rows["after_spike_units"] > 0).sum())
    span = name.partition("_horizon_")[2]
    return int(rows[f"cells@{span}" if span else "cells"].sum())
