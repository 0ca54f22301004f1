"""How much less a lower place is looked at than the first, read from the log itself.

Clicks follow the position-based model: a product is clicked when its place is looked at and it suits the query. Where
the log shows the same product for the same query at several places within a short time, what suits is the same, and
the difference is the place's: intervention harvesting (Agarwal et al., WSDM 2019). The places' propensities solve the
estimating equations of a Poisson regression with an effect of its own for each product and query, which are unbiased
for any distribution of clicks with that mean (Wooldridge, Journal of Econometrics 1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from .propensity_settings import PropensitySettings

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_ROUNDS: Final = 500
_CLOSE: Final = 1e-6


@dataclass(frozen=True)
class Propensities:
    """Chance that a place is looked at, relative to the first.

    Attributes:
        chance: Of the places 1, 2, ..., falling from 1; the last holds for all below; (places,).
        facts: What they were estimated from, JSON values.
    """

    chance: Numbers
    facts: dict[str, Any]

    @classmethod
    def none(cls, why: str) -> Self:
        """No correction."""
        return cls(np.ones(1), {"corrected": False, "why": why})

    def of(self, ranks: npt.NDArray[Any]) -> Numbers:
        """Of each place, 1 where it is not known; (n,)."""
        known = np.isfinite(ranks)
        return self.chance[_places(np.where(known, ranks, 1), len(self.chance))]


def estimated(groups: Ints, ranks: npt.NDArray[Any], clicks: Truths, settings: PropensitySettings) -> Propensities:
    """Propensities of places.

    Args:
        groups: What suits alike, one number for a product of a query in a window of time; (shown,).
        ranks: Place at which it was shown, 1 is the top, NaN where not known; (shown,).
        clicks: Whether it was clicked; (shown,).
        settings: Bounds and smoothing.
    """
    if not settings.enabled:
        return Propensities.none("it is not wanted")
    known = np.isfinite(ranks)
    place = _places(ranks[known], settings.places)
    cells = _Cells.of(groups[known], place, clicks[known], settings.places)
    if cells.clicks.sum() < settings.fewest_clicks:
        return Propensities.none(f"{int(cells.clicks.sum())} clicks on products that were shown at several places")
    raw = cells.solve(settings.places)
    chance = _smooth(
        raw, np.bincount(cells.place, cells.clicks, settings.places).astype(np.float64), settings.pseudo_clicks
    )
    facts = {
        "corrected": True,
        "clicks_at_several_places": int(cells.clicks.sum()),
        "groups": int(cells.groups),
        "propensity": [round(float(one), 4) for one in chance],
    }
    return Propensities(chance, facts)


def _places(ranks: npt.NDArray[Any], places: int) -> Ints:
    """Places counted from 0, the last for all below; bounded before they are whole, for no number is too large."""
    return np.asarray(np.clip(ranks, 1, places), dtype=np.int64) - 1


@dataclass(frozen=True)
class _Cells:
    """Times shown and clicked of each group at each place, of groups that stood at several and were clicked."""

    group: Ints
    place: Ints
    shown: Numbers
    clicks: Numbers
    groups: int

    @classmethod
    def of(cls, groups: Ints, place: Ints, clicks: Truths, places: int) -> _Cells:
        cell, member = np.unique(groups * places + place, return_inverse=True)
        shown = np.bincount(member, minlength=len(cell)).astype(np.float64)
        clicked = np.bincount(member, clicks, len(cell)).astype(np.float64)
        _, group = np.unique(cell // places, return_inverse=True)
        several, any_click = np.bincount(group) > 1, np.bincount(group, clicked) > 0
        kept = (several & any_click)[group]
        _, group = np.unique(group[kept], return_inverse=True)
        return cls(group, cell[kept] % places, shown[kept], clicked[kept], int(group.max(initial=-1)) + 1)

    def solve(self, places: int) -> Numbers:
        """Relative propensities by iterative scaling, NaN at places without a click."""
        total = np.bincount(self.group, self.clicks, self.groups)
        clicked = np.bincount(self.place, self.clicks, places)
        chance = np.where(clicked > 0, 1.0, 0.0)
        for _ in range(_ROUNDS):
            seen = np.bincount(self.group, self.shown * chance[self.place], self.groups)
            expected = np.bincount(self.place, self.shown * (total / np.maximum(seen, 1e-12))[self.group], places)
            new = np.where(clicked > 0, clicked / np.maximum(expected, 1e-12), 0.0)
            new /= new.max()
            moved, chance = np.abs(new - chance).max(), new
            if moved < _CLOSE:
                break
        return np.where(clicked > 0, chance, np.nan)


def _smooth(raw: Numbers, clicks: Numbers, pseudo: float) -> Numbers:
    """Falling from 1: each place drawn to a power of its number, the more the fewer clicks it has."""
    depth, known = np.log(np.arange(1, len(raw) + 1)), np.isfinite(raw) & (raw > 0)
    logs = np.log(np.where(known, raw, 1.0))
    weight = np.where(known, clicks, 0.0)
    mean_depth, mean_log = np.average(depth, weights=weight), np.average(logs, weights=weight)
    spread = np.sum(weight * (depth - mean_depth) ** 2)
    slope = min(np.sum(weight * (depth - mean_depth) * (logs - mean_log)) / spread, 0.0) if spread > 0 else 0.0
    power = mean_log + slope * (depth - mean_depth)
    drawn = (weight * logs + pseudo * power) / (weight + pseudo)
    falling = IsotonicRegression(increasing=False).fit_transform(depth, drawn, sample_weight=weight + pseudo)
    return np.asarray(np.exp(falling - falling[0]))
