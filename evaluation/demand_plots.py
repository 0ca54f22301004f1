"""What a report draws of demand forecasting: series with their fans, error and coverage by how far ahead."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.curves import Line, Plot
from evaluation.demand_measures import COVERED, PRODUCT
from evaluation.demand_shown import CURVES, ORDER
from models.demand_forecasting.aggregates import KEYS
from models.demand_forecasting.panel import SERIES_LEVEL

Floats = npt.NDArray[np.float64]

AHEAD = "weeks ahead"


def plots(table: pd.DataFrame) -> list[Plot]:
    """Error and coverage by horizon, then a fan chart of every shown series."""
    found = [_error(table, SERIES_LEVEL, "Error by horizon"), _error(table, PRODUCT, "Error of products by horizon")]
    return [*found, _coverage(table), *_fans(table)]


def _by_week(table: pd.DataFrame, name: str) -> Floats:
    lists = table[f"by_week_{name}"].to_list()
    return np.asarray(np.stack(lists).sum(axis=0)) if lists else np.zeros(0)


def _line(values: Floats, over: Floats) -> Line:
    weeks = np.flatnonzero(over > 0)
    return Line(x=[float(week + 1) for week in weeks], y=[float(value) for value in values[weeks] / over[weeks]])


def _error(table: pd.DataFrame, level: str, name: str) -> Plot:
    rows = table[table["level"] == level]
    units = _by_week(rows, "units")
    ours = _line(_by_week(rows, "error"), units)
    return Plot(
        name=name,
        x_label=AHEAD,
        y_label="WAPE",
        x=ours.x,
        y=ours.y,
        lines={
            "same week a year before": _line(_by_week(rows, "naive"), units),
            "mean of 13 weeks": _line(_by_week(rows, "average"), units),
        },
        note=f"Absolute error of the median over units sold; {len(rows):,} forecasts from all origins.",
    )


def _coverage(table: pd.DataFrame) -> Plot:
    rows = table[table["level"] == SERIES_LEVEL]
    cells = _by_week(rows, "cells")
    ours = _line(_by_week(rows, "covered"), cells)
    return Plot(
        name="Coverage by horizon",
        x_label=AHEAD,
        y_label="share within low and high",
        x=ours.x,
        y=ours.y,
        y_range=(0.0, 1.0),
        lines={"stated": Line(x=ours.x, y=[COVERED] * len(ours.x))},
        note=f"Share of weeks within the 80 % interval; {int(cells.sum()):,} weeks of series.",
    )


def _fans(table: pd.DataFrame) -> Iterator[Plot]:
    shown = table[table["shown"] != ""]
    for row in sorted(shown.to_dict("records"), key=lambda one: ORDER.index(one["shown"])):
        curve: dict[str, Floats] = {name: np.asarray(row[f"curve_{name}"], dtype=np.float64) for name in CURVES}
        sold = np.concatenate([curve["past"], curve["sold"]])
        ahead = np.arange(1, len(curve["p50"]) + 1)
        yield Plot(
            name=str(row["shown"]),
            x_label="weeks from the origin",
            y_label="units a week",
            x=[float(week) for week in ahead],
            y=curve["p50"].tolist(),
            low=curve["low"].tolist(),
            high=curve["high"].tolist(),
            band=True,
            lines={
                "sold": _known(np.arange(len(sold)) - len(curve["past"]) + 1, sold),
                "P90": _known(ahead, curve["p90"]),
            },
            subject=f"{_named(row)} from {row['origin']}",
            note=f"{_named(row)}; forecast at {row['origin']}: median, 80 % interval and P90.",
        )


def _known(weeks: npt.NDArray[np.int64], values: Floats) -> Line:
    points = [(float(week), float(value)) for week, value in zip(weeks, values, strict=True) if math.isfinite(value)]
    return Line(x=[x for x, _ in points], y=[y for _, y in points])


def _named(row: Mapping[Hashable, Any]) -> str:
    product, region, category, country = (str(row[name]) for name in KEYS)
    if product and region:
        return f"{product} in {region}"
    return product or region or category or country or "all sales"
