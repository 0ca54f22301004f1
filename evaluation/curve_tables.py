"""Curves of an evaluation as tables, for pictures and for comparing two runs.

The first column of a table is x and the second is y. `low` and `high` are the ends of y's interval, `n` the examples a
point rests on; any other column is a line to compare y with.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evaluation.curves import Plot

DIAGONAL = "x = y"


def of_plot(plot: Plot) -> pd.DataFrame:
    """One row a point of the curve, or of a line to compare it with."""
    columns: dict[str, list[float]] = {plot.x_label: plot.x, plot.y_label: plot.y}
    if plot.low and plot.high:
        columns |= {"low": plot.low, "high": plot.high}
    if plot.diagonal:
        columns[DIAGONAL] = plot.x
    table = pd.DataFrame(columns, dtype=float)
    for name, line in plot.lines.items():
        other = pd.DataFrame({plot.x_label: line.x, name: line.y}, dtype=float)
        table = table.merge(other, on=plot.x_label, how="outer", sort=True)
    return table


def of_measures(found: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The measures that have an interval and no unit, shares all of them: `measure`, `value`, `low`, `high`, `n`."""
    rows = [
        (name, one["value"], one["low"], one["high"], one["n"])
        for name, one in found.items()
        if not one["unit"] and None not in (one["value"], one["low"], one["high"])
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])
