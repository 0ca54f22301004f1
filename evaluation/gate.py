"""The promotion gate: what a challenger was found to do, held against the thresholds it has to meet."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic import BaseModel

from evaluation.bootstrap import PairedTest
from evaluation.gate_policy import GatePolicy
from evaluation.measure import Measure

__all__ = ["Check", "GatePolicy", "GateReport", "judge"]


class Check(BaseModel):
    """One line of the gate's report; `bound` is None where nothing but a value was asked for."""

    name: str
    passed: bool
    found: float | None
    bound: float | None
    says: str


class GateReport(BaseModel):
    """The verdict and every check that led to it."""

    promote: bool
    reason: str
    checks: list[Check]


def judge(
    policy: GatePolicy,
    measures: Mapping[str, Measure],
    comparison: PairedTest | None,
    slices: Mapping[str, PairedTest | None],
    metrics: Mapping[str, PairedTest | None] | None = None,
) -> GateReport:
    """Fail closed: a missing threshold, a missing metric or an undefined value refuses.

    A slice that no test example falls into says nothing, for or against; no more does a metric that the test has no
    example for, whichever model is asked.

    Args:
        policy: The thresholds.
        measures: What the challenger was measured at, by name.
        comparison: The paired test on the primary metric; None where there is no champion.
        slices: Paired tests on slices of the primary metric, by slice; None for one that holds no test example.
        metrics: Paired tests on other metrics, by name; None for one that neither model has a value of.
    """
    if not policy.bounds_quality:
        return GateReport(promote=False, reason=_nothing_bounds(policy), checks=[])
    checks = [
        _primary(policy, measures.get(policy.primary)),
        *(_floor(name, bound, measures.get(name)) for name, bound in policy.floors.items()),
        *(_ceiling(name, bound, measures.get(name), policy) for name, bound in policy.ceilings.items()),
    ]
    if comparison is not None:
        checks.append(_gain(policy, comparison))
        checks.extend(_slice_loss(name, bound, slices) for name, bound in policy.max_loss.items())
        checks.extend(_metric_loss(name, bound, metrics or {}) for name, bound in policy.max_metric_loss.items())
    failed = [check for check in checks if not check.passed]
    if failed:
        return GateReport(promote=False, reason="; ".join(check.says for check in failed), checks=checks)
    return GateReport(promote=True, reason=_why_promoted(policy, comparison), checks=checks)


def _nothing_bounds(policy: GatePolicy) -> str:
    if policy.higher_is_better:
        return "no floor is set, so nothing can be promoted"
    return f"no floor is set, nor a ceiling on {policy.primary}, so nothing can be promoted"


def _primary(policy: GatePolicy, measure: Measure | None) -> Check:
    value = _value(measure)
    better = "higher" if measure is None or measure.higher_is_better else "lower"
    agrees = better == policy.direction
    says = f"{policy.primary} {'was not measured' if value is None else f'is {value:.4g}'}"
    if not agrees:
        says = f"{policy.primary} is better when {better}, and the policy takes it for better when {policy.direction}"
    return Check(
        name=f"{policy.primary} is measured, better when {policy.direction}",
        passed=value is not None and agrees,
        found=value,
        bound=None,
        says=says,
    )


def _floor(name: str, bound: float, measure: Measure | None) -> Check:
    value = _value(measure)
    passed = value is not None and value >= bound
    return Check(name=f"floor {name}", passed=passed, found=value, bound=bound, says=_says(name, value, "floor", bound))


def _ceiling(name: str, bound: float, measure: Measure | None, policy: GatePolicy) -> Check:
    value = _value(measure)
    if value is None and measure is not None and measure.n == 0 and name != policy.primary:
        return Check(
            name=f"ceiling {name}", passed=True, found=None, bound=bound, says=f"{name} met no example in the test"
        )
    passed = value is not None and value <= bound
    return Check(
        name=f"ceiling {name}", passed=passed, found=value, bound=bound, says=_says(name, value, "ceiling", bound)
    )


def _gain(policy: GatePolicy, test: PairedTest) -> Check:
    if not (math.isfinite(test.low) and math.isfinite(test.difference)):
        return Check(
            name=f"gain in {policy.primary}",
            passed=False,
            found=None,
            bound=policy.min_gain,
            says=f"whether {policy.primary} differs from the champion's cannot be measured: too few examples of the "
            f"test have a value of it; the gain has to be above {policy.min_gain:+.4f}",
        )
    passed = test.low > policy.min_gain
    raw = test.difference if policy.higher_is_better else -test.difference
    sure = f"{test.confidence:.0%} confidence (p = {test.p_value:.3f})"
    if policy.higher_is_better:
        says = f"by {raw:+.4f}, at least {test.low:+.4f} with {sure}; it has to be above {policy.min_gain:+.4f}"
    else:
        says = (
            f"by {raw:+.4f} where lower is better, a gain of at least {test.low:+.4f} with {sure}; "
            f"the gain has to be above {policy.min_gain:+.4f}"
        )
    return Check(
        name=f"gain in {policy.primary}",
        passed=passed,
        found=_or_none(test.low),
        bound=policy.min_gain,
        says=f"{policy.primary} differs from the champion's {says}",
    )


def _slice_loss(name: str, bound: float, slices: Mapping[str, PairedTest | None]) -> Check:
    if name in slices and slices[name] is None:
        return Check(
            name=f"no loss on {name}",
            passed=True,
            found=None,
            bound=-bound,
            says=f"slice {name} has no example in the test",
        )
    return _loss(f"slice {name}", bound, slices.get(name), f"no loss on {name}")


def _metric_loss(name: str, bound: float, metrics: Mapping[str, PairedTest | None]) -> Check:
    if name in metrics and metrics[name] is None:
        return Check(
            name=f"no loss in {name}",
            passed=True,
            found=None,
            bound=-bound,
            says=f"{name} met no example in the test, neither the champion's nor the challenger's",
        )
    return _loss(name, bound, metrics.get(name))


def _loss(what: str, bound: float, test: PairedTest | None, name: str = "") -> Check:
    low = None if test is None else _or_none(test.low)
    found = "could not be measured" if low is None else f"may lose {max(0.0, -low):.4f}"
    return Check(
        name=name or f"no loss in {what}",
        passed=low is not None and low >= -bound,
        found=low,
        bound=-bound,
        says=f"{what} {found}, allowed {bound:.4f}",
    )


def _says(name: str, value: float | None, kind: str, bound: float) -> str:
    found = "was not measured" if value is None else f"is {value:.4g}"
    return f"{name} {found}, its {kind} is {bound:.4g}"


def _why_promoted(policy: GatePolicy, comparison: PairedTest | None) -> str:
    if comparison is None:
        return "first version, and every floor and ceiling holds"
    return (
        f"{policy.primary} gains {comparison.difference:+.4f}, at least {comparison.low:+.4f} with "
        f"{comparison.confidence:.0%} confidence (p = {comparison.p_value:.3f}), and every floor and ceiling holds"
    )


def _value(measure: Measure | None) -> float | None:
    return None if measure is None or measure.value is None else _or_none(measure.value)


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
