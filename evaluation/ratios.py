"""Statistics that are ratios of weighted sums over rows, in the form that the bootstrap takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights

Floats = npt.NDArray[np.float64]


def divided(upper: Floats, lower: Floats, otherwise: float = np.nan) -> Floats:
    """Element by element, `otherwise` where there is nothing above 0 to divide by."""
    found: Floats = np.divide(upper, lower, out=np.full(len(lower), otherwise), where=lower > 0)
    return found


def ratio(numerator: str, denominator: str, level: str, times: float = 1.0) -> Statistic:
    """`times` the weighted sum of one column over that of another, on the rows of a level; NaN where that is 0."""

    def statistic(table: pd.DataFrame, weights: Weights) -> Floats:
        rows = (table["level"] == level).to_numpy()
        drawn = weights if rows.all() else weights[:, rows]
        upper = _weighted(table, numerator, rows, drawn)
        lower = _weighted(table, denominator, rows, drawn)
        return times * divided(upper, lower)

    return statistic


def of_sums(upper: str, *lower: str, times: float = 1.0) -> Statistic:
    """`times` the weighted sum of one column over that of others together; without others over the rows."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Floats:
        over = outcomes[list(lower)].to_numpy(np.float64).sum(axis=1) if lower else np.ones(len(outcomes))
        columns = np.stack([outcomes[upper].to_numpy(np.float64), over], axis=1)
        # In float64, or sums over many thousand rows lose the digits in which two models differ.
        sums: Floats = weights.astype(np.float64) @ columns
        return times * divided(sums[:, 0], sums[:, 1])

    return statistic


def distance(of: Statistic, target: float) -> Statistic:
    """How far a statistic is from what it should be; 0 is best."""

    def statistic(table: pd.DataFrame, weights: Weights) -> Floats:
        return np.abs(of(table, weights) - target)

    return statistic


def quotient(upper: Statistic, lower: Statistic) -> Statistic:
    """One statistic over another; NaN where that is 0."""

    def statistic(table: pd.DataFrame, weights: Weights) -> Floats:
        return divided(upper(table, weights), lower(table, weights))

    return statistic


def by_group(table: pd.DataFrame) -> pd.DataFrame:
    """One row per group and level with the sums of its rows: the ratios come out the same, from fewer rows."""
    numeric = [str(name) for name in table.select_dtypes("float64").columns]
    return table.groupby(["level", "group"], sort=True, as_index=False)[numeric].sum()


def _weighted(table: pd.DataFrame, column: str, rows: npt.NDArray[np.bool_], drawn: Weights) -> Floats:
    # In float64, or sums over many thousand rows lose the digits in which two models differ.
    weighted: Floats = drawn.astype(np.float64) @ table[column].to_numpy(np.float64)[rows]
    return weighted
