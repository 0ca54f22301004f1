"""The true pull of a deal: a multiple of what the model expects of it, learnt from its first impressions.

The redemptions of a deal are taken as Poisson with mean m x E, where E is the sum of the model's probabilities over
its impressions (the exposure) and m the deal's own multiple, Gamma distributed around 1 among deals. After E expected
and R seen, m is Gamma(a + R, a + E) with mean (a + R) / (a + E): the Gamma-Poisson shrinker of DuMouchel (Bayesian data
mining in large frequency tables, The American Statistician 53, 1999), with one component. The strength a is learnt from
deals that were scored as if new: their redemptions are then negative binomial with size a and mean E, and a is where
their likelihood is largest (empirical Bayes; Robbins 1956, Morris 1983), times a log-normal prior around the strength
of the settings: few redemptions tell next to nothing of how far deals differ, and the likelihood alone would then call
them all alike. That model may be off for all deals alike,
which is no difference among them: a level that multiplies E is therefore fitted beside the strength. It tells of a
model that has not seen the rows and never serves, so that it goes no further: a deal without impressions has the
multiple 1, and its probability is the model's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import gammaln

from .pull_settings import PullSettings

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_LEAST: Final = 1e-12  # of an expectation, so that its logarithm is finite
_NEAREST: Final = 1e-3  # to 1 that a mean probability comes, so that its odds are finite


@dataclass(frozen=True)
class Pull:
    """Of deals, around what the model expects.

    Attributes:
        strength: Expected redemptions that weigh against what is seen.
        offers: That it was learnt from, 0 where it is the one of the settings.
        level: Redemptions of those offers over what was expected of them, as the strength was learnt beside it.
    """

    strength: float
    offers: int
    level: float = 1.0

    @classmethod
    def fit(cls, offer: Ints, probability: Numbers, redeemed: Numbers | Truths, settings: PullSettings) -> Pull:
        """From impressions of deals that were scored as if new.

        Args:
            offer: Number of each impression's offer; (n,).
            probability: As a model gives it that knows neither the offer nor the row; (n,).
            redeemed: Whether it was; (n,).
            settings: Bounds, and what holds where there are too few offers.
        """
        _, code = np.unique(offer, return_inverse=True)
        expected, seen = (np.bincount(code, weights=one).astype(np.float64) for one in (probability, redeemed))
        if len(expected) < settings.offers or not seen.any() or not expected.sum() > 0:
            return cls(settings.strength, 0)
        start = np.log([np.clip(settings.strength, settings.least, settings.most), seen.sum() / expected.sum()])
        bounds = [(np.log(settings.least), np.log(settings.most)), (None, None)]

        def loss(logs: Numbers) -> float:
            strength, level = np.exp(logs).tolist()
            doubt = ((logs[0] - np.log(settings.strength)) / settings.doubt) ** 2 / 2
            return float(doubt - log_likelihood(level * expected, seen, strength)) / len(seen)

        strength, level = np.exp(minimize(loss, start, method="L-BFGS-B", bounds=bounds).x).tolist()
        return cls(float(np.clip(strength, settings.least, settings.most)), len(expected), level)

    def multiple(self, expected: Numbers, redeemed: Numbers) -> Numbers:
        """Mean of each deal's multiple after redemptions as the model expected them and as they came; (n,) each."""
        return (self.strength + redeemed) / (self.strength + expected)


def log_likelihood(expected: Numbers, seen: Numbers, strength: float) -> float:
    """Of the redemptions of deals, negative binomial around what is expected, without what neither moves.

    Args:
        expected, seen: Redemptions of each deal; (deals,).
        strength: Above 0.
    """
    mean = np.maximum(expected, _LEAST)
    own = gammaln(seen + strength) - gammaln(strength) - strength * np.log1p(mean / strength)
    return float((own + seen * np.log(mean / (strength + mean))).sum())


def in_odds(multiple: Numbers, mean: Numbers) -> Numbers:
    """The multiple of the odds that makes a mean probability that multiple of itself; (n,).

    A multiple of probabilities would lift some of them over 1; one of odds does not, and on a deal's mean probability
    it is chosen so that it does the same.

    Args:
        multiple: Of the probability.
        mean: Probability of the deal among customers who come, NaN where not known: odds are then as probabilities.
    """
    usual = np.minimum(np.nan_to_num(mean), 1.0 - _NEAREST)
    found: Numbers = multiple * (1.0 - usual) / np.maximum(1.0 - multiple * usual, _NEAREST)
    return found


def moved(probability: Numbers, odds: Numbers) -> Numbers:
    """Probabilities whose odds are a multiple of these; (n,) each."""
    times = odds * probability
    return np.minimum(times / np.maximum(1.0 - probability + times, _LEAST), 1.0)
