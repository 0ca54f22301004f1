"""Two samples of one column: a test of whether they come from the same distribution, and how large the change is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.spatial.distance import jensenshannon

from evaluation.signals import Items, Numbers, Signal, Values

_SMALL_CELL: Final = 5  # expected count below which the chi-squared approximation is left for an exact test
_SMALL_SAMPLES: Final = 10  # n m / (n + m) below which the Kolmogorov distribution is computed exactly


@dataclass(frozen=True)
class Comparison:
    """One comparison.

    Args:
        name: The test.
        p_value: Of the same distribution; 1 where nothing can be told.
        effect: Size of the change, in the unit that `measured` names.
        measured: What the effect is.
        n_reference: Rows of the reference it rests on.
        n_new: Rows of the new data it rests on.
    """

    name: str
    p_value: float
    effect: float
    measured: str
    n_reference: int
    n_new: int


def numeric(reference: Numbers, new: Numbers) -> Comparison:
    """Two-sample Kolmogorov-Smirnov; its statistic, the largest distance of the distributions, is the effect."""
    statistic, p_value = _kolmogorov(reference, new)
    return Comparison("Kolmogorov-Smirnov", p_value, statistic, "distance of distributions", reference.n, new.n)


def mean_rise(reference: Numbers, new: Numbers) -> Comparison:
    """Two-sample Kolmogorov-Smirnov; the rise of the mean is the effect."""
    _, p_value = _kolmogorov(reference, new)
    rise = float(new.values.mean() - reference.values.mean()) if len(new.values) and len(reference.values) else 0.0
    return Comparison("Kolmogorov-Smirnov", p_value, rise, "rise of the mean", reference.n, new.n)


def categorical(reference: Values, new: Values) -> Comparison:
    """Chi-squared of homogeneity over the reference's values and all others; Jensen-Shannon distance is the effect."""
    table = _aligned(reference, new)
    return Comparison(
        "chi-squared", _homogeneity(table), _jensen_shannon(table), "Jensen-Shannon distance", reference.n, new.n
    )


def occurrence(reference: Items, new: Items) -> Comparison:
    """The smallest p-value of a two-proportion test per item, times their number; the effect is a distance.

    Items of a row depend on each other, rows do not; Bonferroni's correction holds under any dependence.
    """
    p_values = [
        proportions(rows, reference.n, new.counts.get(item, 0), new.n) for item, rows in reference.counts.items()
    ]
    p_value = min(1.0, min(p_values, default=1.0) * max(1, len(p_values)))
    distance = _jensen_shannon(_aligned(reference, new))
    return Comparison("two proportions, Bonferroni", p_value, distance, "Jensen-Shannon distance", reference.n, new.n)


def share(hits_reference: int, n_reference: int, hits_new: int, n_new: int, *, only_rise: bool = False) -> Comparison:
    """A share against a share; the change, in either direction or upwards alone, is the effect."""
    change = hits_new / n_new - hits_reference / n_reference if n_new and n_reference else 0.0
    p_value = proportions(hits_reference, n_reference, hits_new, n_new)
    return Comparison(
        "two proportions",
        p_value,
        max(0.0, change) if only_rise else abs(change),
        "rise of the share" if only_rise else "change of the share",
        n_reference,
        n_new,
    )


def compare(reference: Signal, new: Signal) -> Comparison:
    """The test that the kind of signal asks for.

    Raises:
        TypeError: The two are of different kinds.
    """
    if isinstance(reference, Numbers) and isinstance(new, Numbers):
        return numeric(reference, new)
    if isinstance(reference, Values) and isinstance(new, Values):
        return categorical(reference, new)
    if isinstance(reference, Items) and isinstance(new, Items):
        return occurrence(reference, new)
    raise TypeError(f"A {type(reference).__name__} cannot be compared with a {type(new).__name__}.")


def proportions(hits_reference: int, n_reference: int, hits_new: int, n_new: int) -> float:
    """p-value of two equal proportions: chi-squared, or Fisher's exact test where a cell is small."""
    if n_reference == 0 or n_new == 0:
        return 1.0
    table = np.array([[hits_reference, n_reference - hits_reference], [hits_new, n_new - hits_new]], dtype=np.float64)
    if (table.sum(axis=0) == 0).any():
        return 1.0
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    if expected.min() < _SMALL_CELL:
        return float(stats.fisher_exact(table).pvalue)
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def _kolmogorov(reference: Numbers, new: Numbers) -> tuple[float, float]:
    if len(reference.values) == 0 or len(new.values) == 0:
        return 0.0, 1.0
    n, m = len(reference.values), len(new.values)
    method = "asymp" if n * m / (n + m) >= _SMALL_SAMPLES else "exact"
    found = stats.ks_2samp(reference.values, new.values, method=method)
    return float(found.statistic), float(found.pvalue)


def _aligned(reference: Values | Items, new: Values | Items) -> npt.NDArray[np.float64]:
    """Counts of the reference's names and of all others, shape (2, names + 1)."""
    names = list(reference.counts)
    of_new = [new.counts.get(name, 0) for name in names]
    other = new.other + sum(new.counts.values()) - sum(of_new)
    return np.array([[*reference.counts.values(), reference.other], [*of_new, other]], dtype=np.float64)


def _homogeneity(table: npt.NDArray[np.float64]) -> float:
    if (table.sum(axis=1) == 0).any():
        return 1.0
    table = _pooled(table)
    return 1.0 if table.shape[1] < 2 else float(stats.chi2_contingency(table, correction=False).pvalue)


def _pooled(table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Columns with a small expected count put together: chi-squared is wrong on them one by one (Cochran, 1954)."""
    smaller = table.sum(axis=1).min() / table.sum()
    rare = table.sum(axis=0) * smaller < _SMALL_CELL
    pooled = table[:, ~rare]
    left_over = table[:, rare].sum(axis=1, keepdims=True)
    return np.hstack([pooled, left_over]) if left_over.sum() > 0 else pooled


def _jensen_shannon(table: npt.NDArray[np.float64]) -> float:
    """0: the same, 1: nothing in common."""
    if (table.sum(axis=1) == 0).any():
        return 0.0
    distance = float(jensenshannon(table[0], table[1], base=2))
    # Rounding makes the divergence of equal distributions a hair less than nothing.
    return 0.0 if math.isnan(distance) else distance
