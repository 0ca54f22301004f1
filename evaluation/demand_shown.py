"""Which series a report shows, and their curves: the largest of each level, and those that were forecast worst."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.forecast_sums import Forecasts
from models.demand_forecasting.panel import SERIES_LEVEL

Floats = npt.NDArray[np.float64]

CURVES: Final = ("past", "sold", "mean", "p10", "p50", "p90", "low", "high")
WORST: Final = 3
YEAR: Final = 52  # of the past is shown at least, so that a season can be seen
LARGEST: Final = {
    "total": "All sales",
    "region": "Largest region",
    "category": "Largest category",
    "product": "Largest product",
    SERIES_LEVEL: "Largest series",
}

WITHOUT_HISTORY: Final = "Largest series without history"
# As a report shows them.
ORDER: Final = (*LARGEST.values(), WITHOUT_HISTORY, *(f"Worst series {rank}" for rank in range(1, WORST + 1)))


def with_curves(found: pd.DataFrame, table: pd.DataFrame, units: Floats, forecasts: Forecasts) -> pd.DataFrame:
    """The outcomes with `shown` (the name of a chart, "" for most) and lists of the curves, empty where not shown."""
    shown = np.full(len(found), "", dtype=object)
    for position, name in _chosen(found, table["weeks"].to_numpy(np.int64)):
        shown[position] = name
    curves: dict[str, list[list[float]]] = {name: [[] for _ in range(len(found))] for name in CURVES}
    for position in map(int, np.flatnonzero(shown != "")):
        asked = min(int(table["weeks"].iloc[position]), units.shape[1])
        told = {name: getattr(forecasts, name)[position, :asked] for name in CURVES[2:]}
        told |= {"past": table["past"].iloc[position][-max(YEAR, 2 * asked) :], "sold": units[position, :asked]}
        for name, values in told.items():
            curves[name][position] = [float(value) for value in values]
    lists = pd.DataFrame({f"curve_{name}": curves[name] for name in CURVES}, index=found.index)
    return pd.concat([found.assign(shown=shown), lists], axis=1)


def _chosen(found: pd.DataFrame, weeks: npt.NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Each once, of those questions alone that look furthest ahead."""
    left = found[weeks == weeks.max()] if len(found) else found
    ranked = [(name, left[left["level"] == level], "units") for level, name in LARGEST.items()]
    ranked.append((WITHOUT_HISTORY, left[_of_series(left) & (left["history"] == 0)], "units"))
    ranked += [(f"Worst series {rank}", left[_of_series(left)], "error") for rank in range(1, WORST + 1)]
    taken: list[int] = []
    for name, rows, column in ranked:
        fresh = rows.drop(index=taken, errors="ignore")
        if len(fresh):
            taken.append(_largest(fresh, column))
            yield taken[-1], name


def _of_series(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["level"] == SERIES_LEVEL


def _largest(rows: pd.DataFrame, column: str) -> int:
    """Its position in the outcomes, whose index counts from 0."""
    return int(rows.index[int(rows[column].to_numpy().argmax())])
