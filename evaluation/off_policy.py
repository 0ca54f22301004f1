"""The value that a policy would have had, from the log of another one.

Estimators, with weight w = target probability / propensity, reward r, and a reward model's estimates:

- `ips`: mean of w r. Unbiased (Horvitz and Thompson, 1952, JASA 47).
- `snips`: sum of w r over sum of w. A little biased, less variable where weights vary, never outside of the rewards
  (Swaminathan and Joachims, 2015, NeurIPS).
- `dm`: mean of the model's expectation under the policy. As biased as the model is, and its interval does not say so.
- `dr`: the same plus the mean of w times the model's error. Unbiased whatever the model (Dudik, Langford and
  Li, 2011, ICML).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from evaluation import off_policy_bootstrap as bootstrap
from evaluation.off_policy_bootstrap import Ratio
from evaluation.off_policy_bounds import contradicted, difference_bounds, value_bounds
from evaluation.off_policy_estimate import Estimate, Estimator, Settings
from evaluation.off_policy_log import Floats, Log, Target
from evaluation.off_policy_trust import reasons_against
from evaluation.off_policy_weights import effective_sample_size, least_bound, mass_cut
from infra.errors import DataError

__all__ = ["ESTIMATORS", "Estimate", "Estimator", "Log", "Settings", "Target", "difference", "value", "values"]

ESTIMATORS: Final[tuple[Estimator, ...]] = ("ips", "snips", "dm", "dr")


def value(log: Log, target: Target, estimator: Estimator, settings: Settings) -> Estimate:
    """The value of `target` per row of the log.

    Raises:
        DataError: The shapes differ, or the estimator needs a reward model's estimates and there are none.
    """
    return _estimated(log, [target], estimator, settings)


def values(log: Log, target: Target, settings: Settings) -> dict[Estimator, Estimate]:
    """The value by every estimator for which there is what it needs."""
    fit = ESTIMATORS if target.expected is not None else ("ips", "snips")
    return {estimator: value(log, target, estimator, settings) for estimator in fit}


def difference(log: Log, target: Target, baseline: Target, estimator: Estimator, settings: Settings) -> Estimate:
    """The value of `target` less that of `baseline`, on the same rows and resamples.

    Where both would choose alike nothing is uncertain, so that the interval is narrower than those of the values.
    """
    return _estimated(log, [target, baseline], estimator, settings)


def _estimated(log: Log, policies: list[Target], estimator: Estimator, settings: Settings) -> Estimate:
    raw = [policy.weights(log) for policy in policies]
    caps = [_cap(weights, settings) for weights in raw]
    cut = [np.minimum(weights, cap) for weights, cap in zip(raw, caps, strict=True)]
    ratios = [_ratio(log, policy, weights, estimator) for policy, weights in zip(policies, cut, strict=True)]
    point = bootstrap.value(ratios)
    lost = [mass_cut(weights, cap) for weights, cap in zip(raw, caps, strict=True)]
    reasons = () if estimator == "dm" else reasons_against(log, raw, cut, settings)
    low, high = (
        bootstrap.interval(
            ratios, log.codes, resamples=settings.resamples, confidence=settings.confidence, seed=settings.seed
        )
        if not reasons
        else (np.nan, np.nan)
    )
    if _alike(policies, cut) and not reasons:
        low, high = 0.0, 0.0
    elif estimator != "dm":
        points = [bootstrap.value([ratio]) for ratio in ratios]
        low, high, reasons = _allowed(log, policies, estimator, settings, (low, high), points, lost, reasons)
    far = max(raw, key=lambda weights: abs(float(weights.mean()) - 1))
    clipped = [float((weights > cap).mean()) for weights, cap in zip(raw, caps, strict=True)]
    return Estimate(
        value=point,
        low=low,
        high=high,
        rows=len(log),
        effective=min(effective_sample_size(weights) for weights in cut),
        mean_weight=float(far.mean()),
        largest_weight=max(float(weights.max()) for weights in raw),
        cap=max(caps) if max(clipped) > 0 else None,
        clipped=max(clipped),
        mass_cut=max(lost),
        interval="model" if estimator == "dm" else "bounds" if reasons else "bootstrap",
        reasons=reasons,
    )


def _alike(policies: list[Target], weights: list[Floats]) -> bool:
    """Whether two policies are one on every row."""
    if len(policies) == 1:
        return False
    given = ((cut, policy.estimate, policy.expected) for cut, policy in zip(weights, policies, strict=True))
    columns = zip(*given, strict=True)
    return all(one is other or (one is not None and np.array_equal(one, other)) for one, other in columns)


def _ratio(log: Log, target: Target, weights: Floats, estimator: Estimator) -> Ratio:
    ones = np.ones(len(log))
    if estimator == "ips":
        return Ratio(weights * log.reward, ones)
    if estimator == "snips":
        return Ratio(weights * log.reward, weights)
    if target.expected is None or target.estimate is None:
        raise DataError(
            f"{estimator}: there is no reward model's estimate.", "Give estimate and expected, or take ips or snips."
        )
    if estimator == "dm":
        return Ratio(target.expected, ones)
    return Ratio(target.expected + weights * (log.reward - target.estimate), ones)


def _allowed(
    log: Log,
    policies: list[Target],
    estimator: Estimator,
    settings: Settings,
    found: tuple[float, float],
    points: list[float],
    lost: list[float],
    reasons: tuple[str, ...],
) -> tuple[float, float, tuple[str, ...]]:
    """The interval that is to be shown: the bootstrap's with what clipping may hide, or bounds for any weights."""
    bottom, top = log.range
    low, high = found
    if any(contradicted(log, policy.weights(log), settings.confidence) for policy in policies):
        wrong = "the mean weight is above 1 beyond chance, so that propensities are wrong and nothing is known"
        return (bottom if len(policies) == 1 else bottom - top), (top if len(policies) == 1 else top - bottom), (wrong,)
    if not reasons and np.isnan(low):
        reasons = ("nothing varies in the log",)
    if reasons:
        bounds = (
            value_bounds(log, policies[0], settings.confidence)
            if len(policies) == 1
            else difference_bounds(log, policies[0], policies[1], settings.confidence)
        )
        return *bounds, reasons
    hidden = [_hidden(log, *one, estimator) for one in zip(policies, lost, points, strict=True)]
    below, above = zip(*hidden, strict=True)
    if len(policies) == 2:
        span = top - bottom
        return max(low + below[0] - above[1], -span), min(high + above[0] - below[1], span), reasons
    return max(low + below[0], bottom), min(high + above[0], top), reasons


def _hidden(log: Log, target: Target, lost: float, point: float, estimator: Estimator) -> tuple[float, float]:
    """Least and largest value of the mass that was cut, over what the estimator takes it to be."""
    low, high = log.range
    if estimator == "ips":
        return lost * low, lost * high
    if estimator == "dr" and target.estimate is not None:
        return lost * (low - float(target.estimate.max())), lost * (high - float(target.estimate.min()))
    return lost * (low - point), lost * (high - point)


def _cap(weights: Floats, settings: Settings) -> float:
    if settings.cap is None:
        return float(weights.max())
    if settings.cap != "bound" and not settings.cap > 0:
        raise DataError(f"Weights cannot be clipped to {settings.cap}.", "Take a cap above 0, or none.")
    return least_bound(weights) if settings.cap == "bound" else float(settings.cap)
