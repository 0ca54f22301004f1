"""The promotion gate: which thresholds a challenger has to meet, and what it was found to do."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from evaluation.bootstrap import PairedTest
from evaluation.measure import Measure


class GatePolicy(BaseModel):
    """When a version may become champion. Without floors nothing is promoted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    primary: str = Field(description="Metric on which champion and challenger are compared.")
    confidence: float = Field(gt=0.5, lt=1, description="One-sided confidence of the paired tests.")
    min_gain: float = Field(ge=0, description="The interval's lower end must lie above this gain.")
    resamples: int = Field(ge=100, le=100_000, description="Bootstrap resamples.")
    floors: dict[str, float] = Field(description="Metric -> the least its value may be.")
    ceilings: dict[str, float] = Field(description="Metric -> the most its value may be.")
    max_loss: dict[str, float] = Field(
        description="Slice of the primary metric -> the most it may lose to the champion at that confidence."
    )


class Check(BaseModel):
    """One line of the gate's report."""

    name: str
    passed: bool
    found: float | None
    bound: float
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
    slices: Mapping[str, PairedTest],
) -> GateReport:
    """Fail closed: a missing threshold, a missing metric or an undefined value refuses.

    A slice that no test example falls into says nothing, for or against.

    Args:
        policy: The thresholds.
        measures: What the challenger was measured at, by name.
        comparison: The paired test on the primary metric; None where there is no champion.
        slices: Paired tests on slices of the primary metric, by slice.
    """
    if not policy.floors:
        return GateReport(promote=False, reason="no floor is set, so nothing can be promoted", checks=[])
    checks = [
        *(_floor(name, bound, measures.get(name)) for name, bound in policy.floors.items()),
        *(_ceiling(name, bound, measures.get(name)) for name, bound in policy.ceilings.items()),
    ]
    if comparison is not None:
        checks.append(_gain(policy, comparison))
        checks.extend(
            _loss(name, bound, slices.get(name), _examples(measures, f"{policy.primary}_{name}"))
            for name, bound in policy.max_loss.items()
        )
    failed = [check for check in checks if not check.passed]
    if failed:
        return GateReport(promote=False, reason="; ".join(check.says for check in failed), checks=checks)
    return GateReport(promote=True, reason=_why_promoted(policy, comparison), checks=checks)


def _floor(name: str, bound: float, measure: Measure | None) -> Check:
    value = None if measure is None else measure.value
    passed = value is not None and math.isfinite(value) and value >= bound
    return Check(name=f"floor {name}", passed=passed, found=value, bound=bound, says=_says(name, value, "floor", bound))


def _ceiling(name: str, bound: float, measure: Measure | None) -> Check:
    if measure is not None and measure.n == 0:
        return Check(
            name=f"ceiling {name}", passed=True, found=None, bound=bound, says=f"{name} met no example in the test"
        )
    value = None if measure is None else measure.value
    passed = value is not None and math.isfinite(value) and value <= bound
    return Check(
        name=f"ceiling {name}", passed=passed, found=value, bound=bound, says=_says(name, value, "ceiling", bound)
    )


def _gain(policy: GatePolicy, test: PairedTest) -> Check:
    passed = math.isfinite(test.low) and test.low > policy.min_gain
    return Check(
        name=f"gain in {policy.primary}",
        passed=passed,
        found=_or_none(test.low),
        bound=policy.min_gain,
        says=(
            f"{policy.primary} differs from the champion's by {test.difference:+.4f}, at least {test.low:+.4f} with "
            f"{test.confidence:.0%} confidence (p = {test.p_value:.3f}); it has to be above {policy.min_gain:+.4f}"
        ),
    )


def _loss(name: str, bound: float, test: PairedTest | None, examples: int | None) -> Check:
    if examples == 0:
        return Check(
            name=f"no loss on {name}",
            passed=True,
            found=None,
            bound=-bound,
            says=f"slice {name} has no example in the test",
        )
    low = None if test is None else _or_none(test.low)
    passed = low is not None and low >= -bound
    found = "could not be measured" if low is None else f"may lose {max(0.0, -low):.4f}"
    return Check(
        name=f"no loss on {name}",
        passed=passed,
        found=low,
        bound=-bound,
        says=f"slice {name} {found}, allowed {bound:.4f}",
    )


def _examples(measures: Mapping[str, Measure], name: str) -> int | None:
    return measures[name].n if name in measures else None


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


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
