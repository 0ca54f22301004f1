"""How sure an answer is: whether a region shows anything of the catalogue, and which product that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from ..odds import log_odds, sigmoid
from ..platt import fit_lines, shift_to_total
from .confidence_settings import ConfidenceSettings
from .pooling import Ranked
from .regions import Regions

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SURE = 1e-6  # a locator's score of 0 or 1 would have no log odds
_HOTTEST = 1.0
_NUMBERS = ("intercept", "temperature", "threshold", "slope", "shift", "threshold_whole")


@dataclass(frozen=True)
class Confidence:
    """Calibrations that together give the chance that a region shows a product.

    That it shows anything of the catalogue is a logistic regression on how near the best product is, how far before the
    next, how near others are, and on where the region comes from. Given that, products share it by a softmax of their
    scores (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017). Of a photo's regions the surest is told
    first, and by being chosen it is overrated; a line on the log odds (Platt 1999), learnt of the surest, mends that.

    Attributes:
        centre, spread: Of the columns of `columns_of`; (c,) each.
        weights: Of these columns, after that; (c,).
        intercept: Log odds where all are in the middle.
        temperature: Of the softmax.
        threshold: Chance that its surest region shows something of the catalogue, from which on a photo is answered.
        slope, shift: Of the line.
        threshold_whole: As `threshold`, of photos that are looked at as a whole alone.
    """

    centre: Reals
    spread: Reals
    weights: Reals
    intercept: float
    temperature: float
    threshold: float = 0.0
    slope: float = 1.0
    shift: float = 0.0
    threshold_whole: float = 0.0

    @classmethod
    def fit(
        cls, columns: Reals, known: Bools, real: Bools, scores: Reals, right: Bools, settings: ConfidenceSettings
    ) -> Self:
        """Learn from regions of which it is known what they show.

        Args:
            columns: See `columns_of`; (n, c).
            known: Whether they show a product of the catalogue that could be found; (n,).
            real: Which are as they came; the others teach what the lack of a product looks like, but not how often one
                is lacking; (n,).
            scores: Of products of regions that do, -inf for none; (m, k).
            right: Which of these are shown; (m, k).
            settings: Of the calibration.
        """
        centre, spread = columns.mean(axis=0), columns.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        temperature = _temperature(scores, right, settings.least_temperature)
        weights = np.zeros(columns.shape[1])
        if known.any() and not known.all():
            model = LogisticRegression(C=settings.strength, max_iter=1_000)
            weights = model.fit((columns - centre) / spread, known).coef_[0].astype(np.float64)
        usual = (int(known[real].sum()) + 1) / (int(real.sum()) + 2)  # Laplace's rule of succession: neither 0 nor 1
        odds = ((columns - centre) / spread @ weights)[real]
        intercept = shift_to_total(odds, usual * len(odds)) if len(odds) else float(log_odds(usual))
        return cls(centre, spread, weights, intercept, temperature)

    def on_the_surest(self, chances: Reals, right: Bools, settings: ConfidenceSettings) -> Self:
        """With the line that is learnt of photos' surest products.

        Args:
            chances: Of these, without a line; (photos,).
            right: Whether they are shown; (photos,).
            settings: Of the calibration.
        """
        odds, one = log_odds(np.clip(chances, _SURE, 1 - _SURE)), np.ones(len(chances))
        group = np.zeros(len(chances), dtype=np.int64)
        lines = fit_lines(odds, right.astype(np.float64), one, group, 1, settings.prior, settings.least_slope)
        return replace(self, slope=float(lines.slope[0]), shift=float(lines.intercept[0]))

    def chances(self, known: Reals, shares: Reals) -> Reals:
        """Chances of products, the first of each region by the line; (n, k).

        The others of a region grow or shrink as its first does, as far as all of them together stay below 1.

        Args:
            known: That regions show anything of the catalogue; (n,).
            shares: Of products, given that; (n, k), the largest of a region first.
        """
        raw = known[:, None] * shares
        first, rest = raw[:, :1], raw[:, 1:].sum(axis=1, keepdims=True)
        line = sigmoid(self.slope * log_odds(np.clip(first, _SURE, 1 - _SURE)) + self.shift)
        sure = np.where(first > 0, line, 0.0)
        grown = np.divide(sure, first, out=np.ones_like(first), where=first > 0)
        left = np.divide(1 - sure, rest, out=np.full_like(rest, np.inf), where=rest > 0)
        found: Reals = np.hstack([sure, raw[:, 1:] * np.minimum(grown, left)])
        return found

    def known(self, columns: Reals) -> Reals:
        """Chances that regions show something of the catalogue; (n,)."""
        found: Reals = sigmoid((columns - self.centre) / self.spread @ self.weights + self.intercept)
        return found

    def shares(self, scores: Reals) -> Reals:
        """Chances of products, given that one of them is shown; (n, k), 0 where the score is -inf."""
        return _softmax(scores, self.temperature)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        lists = {name: getattr(self, name).tolist() for name in ("centre", "spread", "weights")}
        return lists | {name: getattr(self, name) for name in _NUMBERS}

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """From what `as_dict` gave."""
        centre, spread, weights = (np.array(given[name], dtype=np.float64) for name in ("centre", "spread", "weights"))
        return cls(centre, spread, weights, **{name: float(given[name]) for name in _NUMBERS})


def columns_of(ranked: Ranked, regions: Regions) -> Reals:
    """What tells whether regions show anything of the catalogue; (n, 6).

    The best product's score, its lead over the next, the mean of the scores, the locator's log odds (0 for the whole
    picture), whether it is the whole, and the log of its share of the picture. Where nothing is found, all scores are
    -1, the least that a cosine can be.
    """
    scores = np.where(np.isneginf(ranked.scores), np.nan, ranked.scores).astype(np.float64)
    first = np.where(np.isnan(scores[:, 0]), -1.0, scores[:, 0])
    second = scores[:, 1] if scores.shape[1] > 1 else np.full(len(scores), np.nan)
    lead = np.where(np.isnan(second), 0.0, first - second)
    counted = np.maximum((~np.isnan(scores)).sum(axis=1), 1)
    level = np.where(np.isnan(scores[:, 0]), -1.0, np.nansum(scores, axis=1) / counted)
    located = log_odds(np.clip(np.nan_to_num(regions.scores.astype(np.float64), nan=0.5), _SURE, 1 - _SURE))
    share = np.log(np.maximum(regions.shares.astype(np.float64), _SURE))
    return np.stack([first, lead, level, located, regions.whole.astype(np.float64), share], axis=1)


def _temperature(scores: Reals, right: Bools, least: float) -> float:
    """The temperature under which what is shown is most likely; the hottest where nothing shown was found."""
    usable = right.any(axis=1)
    scores, right = scores[usable], right[usable]
    if not len(scores):
        return _HOTTEST

    def surprise(log_temperature: float) -> float:
        scaled = scores / np.exp(log_temperature)
        shown = np.where(right, scaled, -np.inf)
        return float((logsumexp(scaled, axis=1) - logsumexp(shown, axis=1)).mean())

    found = minimize_scalar(surprise, bounds=(np.log(least), np.log(_HOTTEST)), method="bounded")
    return float(np.exp(found.x))


def _softmax(scores: Reals, temperature: float) -> Reals:
    best = scores.max(axis=1, keepdims=True, initial=-np.inf)
    above = np.exp((scores - np.where(np.isneginf(best), 0.0, best)) / temperature)
    total = above.sum(axis=1, keepdims=True)
    found: Reals = above / np.where(total > 0, total, 1.0)
    return found
