"""Bounds on a policy's value that hold for any weights, for any number of rows.

A normal or bootstrap interval knows the weights that were seen. Where a log seldom or never holds what the target
policy chooses, the large weights are those that are missing, and such intervals are narrow and wrong. A non-negative
mean has a lower bound without knowing how large a summand can be (Waudby-Smith, Wu, Ramdas, Karampatziakis and
Mineiro, 2022, "Anytime-valid off-policy inference for contextual bandits"): a gambler who bets on the summands being
larger than m multiplies his stake by 1 / alpha with probability at most alpha where m is their mean (Ville, 1939).
A reward of at most b gives the upper bound in the same way, from the mean of what is missing to b.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from evaluation.off_policy_log import Log, Target

Floats = npt.NDArray[np.float64]

# Stakes as shares of what can be lost: a mixture over powers of two serves every ratio of deviation to mean
# (Orabona and Jun, 2024, IEEE Trans. Inf. Theory: mixtures in place of one tuned bet).
STAKES: Final = np.concatenate([0.5 ** np.arange(1, 17), 1 - 0.5 ** np.arange(2, 6)])
HALVINGS: Final = 50


def value_bounds(log: Log, target: Target, confidence: float) -> tuple[float, float]:
    """Two-sided interval of the value of the target policy, inside of the rewards' bounds.

    Holds for independent groups of one size (of sizes that vary, as well as their mean size is known) and for logs of a
    policy that learnt while it logged; what the logging policy never shows counts as anything between the bounds.
    """
    low, high = log.range
    weights, alpha = target.weights(log), (1 - confidence) / 2
    least = low + lower_bound(_by_group(log, weights * (log.reward - low)), alpha)
    if log.least_propensity is None:
        most = high - lower_bound(_by_group(log, weights * (high - log.reward)), alpha)
    else:
        most = min(
            high - lower_bound(_by_group(log, weights * (high - log.reward)), alpha / 2),
            low - _least_mean(log, -weights * (log.reward - low), alpha / 2),
        )
    return min(least, high), max(most, low)


def difference_bounds(log: Log, target: Target, baseline: Target, confidence: float) -> tuple[float, float]:
    """Two-sided interval of the value of `target` less that of `baseline`.

    Where both choose alike nothing is at stake: with d the difference of their weights and s the smaller one, the mean
    of max(d, 0) (r - low) + max(-d, 0) (high - r) + s (high - low) is the difference plus (high - low).
    """
    alpha = (1 - confidence) / 2
    gain = _least_gain(log, target.weights(log), baseline.weights(log), alpha)
    loss = _least_gain(log, baseline.weights(log), target.weights(log), alpha)
    return gain, -loss


def contradicted(log: Log, weights: Floats, confidence: float) -> bool:
    """Whether the mean weight is above 1 beyond chance, which it cannot be with right propensities."""
    summands = _by_group(log, weights)
    return bool(summands.mean() > 1) and _exceeds(*np.unique(summands, return_counts=True), 1.0, (1 - confidence) / 2)


def lower_bound(summands: Floats, alpha: float) -> float:
    """Lower bound of the mean of independent summands >= 0 that is wrong with probability at most `alpha`.

    Args:
        summands: Shape (n,), at least one; no upper limit need be known.
    """
    values, counts = np.unique(summands, return_counts=True)
    low, high = 0.0, float(summands.mean())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle > 0 and _exceeds(values, counts, middle, alpha):
            low = middle
        else:
            high = middle
    return low


def _exceeds(values: Floats, counts: npt.NDArray[np.int64], mean: float, alpha: float) -> bool:
    """Whether the mean of the summands is larger than `mean`; wrongly so with probability at most `alpha`."""
    growth = np.log1p(STAKES[:, None] * (values / mean - 1)[None, :]) @ counts
    largest = float(growth.max())
    return largest + float(np.log(np.exp(growth - largest).mean())) >= -float(np.log(alpha))


def _least_gain(log: Log, weights: Floats, other: Floats, alpha: float) -> float:
    low, high = log.range
    apart = weights - other
    summands = (
        np.maximum(apart, 0) * (log.reward - low)
        + np.maximum(-apart, 0) * (high - log.reward)
        + np.minimum(weights, other) * (high - low)
    )
    if log.least_propensity is None:
        return min(lower_bound(_by_group(log, summands), alpha) - (high - low), high - low)
    by_any_weight = lower_bound(_by_group(log, summands), alpha / 2) - (high - low)
    return min(max(by_any_weight, _least_mean(log, apart * (log.reward - low), alpha / 2)), high - low)


def _least_mean(log: Log, summands: Floats, alpha: float) -> float:
    """Lower bound of a mean of weighted rewards of either sign, where no weight can be over 1 / `least_propensity`."""
    low, high = log.range
    sizes = np.bincount(log.codes)
    grouped = _by_group(log, summands)
    reach = (high - low) / (log.least_propensity or 1.0) * float(sizes.max() / sizes.mean())
    return lower_bound(np.maximum(grouped + reach, 0.0), alpha) - reach


def _by_group(log: Log, summands: Floats) -> Floats:
    sums = np.bincount(log.codes, summands)
    return np.asarray(sums * (len(sums) / len(log)), dtype=np.float64)
