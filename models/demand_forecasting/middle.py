"""The median: factors of P50 by group, kept only where they lower the absolute error on origins they have not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .conformal import EVERYONE, Groups, Shifts
from .panel import Floats


@dataclass(frozen=True)
class Middle:
    """Factors of P50.

    Attributes:
        factors: By group, less 1; 0 where they did not help.
    """

    factors: Shifts

    @classmethod
    def fit(cls, medians: Floats, actual: Floats, groups: Groups, origin: Groups, least: int, limit: float) -> Middle:
        """Learn from m forecast weeks, (m,) each.

        A group's factor minimises its absolute error: the median of the ratios weighted by the forecast. An origin is
        one draw of the market, so a group's factor is tried on each origin after being learnt on the others, and is
        taken only where it lowers the error of every one; one origin alone decides nothing. Factors are held between
        1 / limit and limit: the ratios of a group whose medians are next to nothing are huge, and would be applied to
        whatever falls into that group later.
        """
        none = Shifts(np.array([EVERYONE], dtype=np.int64), np.zeros(1))
        origins = np.unique(origin)
        if len(origins) < 2:
            return cls(none)
        codes, place = np.unique(groups, return_inverse=True)
        worst = np.full(len(codes), np.inf)
        for one in origins:
            held = origin == one
            factors = _factors(medians[~held], actual[~held], groups[~held], least, limit)
            moved = medians[held] * (1 + factors.of(groups[held]))
            less = np.abs(actual[held] - medians[held]) - np.abs(actual[held] - moved)
            worst = np.minimum(worst, np.bincount(place[held], weights=less, minlength=len(codes)))
        found = _factors(medians, actual, groups, least, limit)
        values = np.where(worst > 0, found.of(codes), 0)
        return cls(Shifts(np.concatenate([[EVERYONE], codes]), np.concatenate([[0.0], values])))

    def of(self, groups: Groups) -> Floats:
        """Factor of each row."""
        return np.maximum(1 + self.factors.of(groups), 0)


def _factors(medians: Floats, actual: Floats, groups: Groups, least: int, limit: float) -> Shifts:
    some = medians > 0
    medians, actual, groups = medians[some], actual[some], groups[some]
    codes = np.unique(groups)
    everyone = float(np.clip(_weighted_median(actual, medians), 1 / limit, limit))
    values = [everyone - 1]
    order = np.argsort(groups, kind="stable")
    for own in np.split(order, np.searchsorted(groups[order], codes)[1:]) if len(codes) else []:
        weight = len(own) / (len(own) + least)
        factor = float(np.clip(_weighted_median(actual[own], medians[own]), 1 / limit, limit))
        values.append(weight * factor + (1 - weight) * everyone - 1)
    return Shifts(np.concatenate([[EVERYONE], codes]).astype(np.int64), np.array(values))


def _weighted_median(actual: Floats, medians: Floats) -> float:
    """The factor a that minimises the sum of |actual - a median|; 1 without rows."""
    if len(actual) == 0:
        return 1.0
    ratios = actual / medians
    order = np.argsort(ratios)
    weights = np.cumsum(medians[order], dtype=np.float64)
    return float(ratios[order][np.searchsorted(weights, weights[-1] / 2)])
