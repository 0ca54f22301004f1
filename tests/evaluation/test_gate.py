from __future__ import annotations

import math

import pytest

from evaluation.bootstrap import PairedTest
from evaluation.gate import GatePolicy, judge
from evaluation.measure import Measure


def policy(**changes: object) -> GatePolicy:
    settings = {
        "primary": "f1",
        "confidence": 0.95,
        "min_gain": 0.0,
        "resamples": 1000,
        "floors": {"f1": 0.6},
        "ceilings": {"latency_p99_ms": 100},
        "max_loss": {"unseen_product": 0.02},
    }
    return GatePolicy.model_validate({**settings, **changes})


def test_of(difference: float, low: float) -> PairedTest:
    return PairedTest(difference, low, difference + (difference - low), 0.01, 0.95, 1000)


test_of.__test__ = False  # type: ignore[attr-defined]  # a helper whose name reads well

GOOD = {"f1": Measure(0.8, n=100), "latency_p99_ms": Measure(20.0, n=100)}
UNHARMED = {"unseen_product": test_of(0.0, -0.01)}


def test_a_first_version_needs_its_floors_and_ceilings() -> None:
    assert judge(policy(), GOOD, None, {}).promote
    assert not judge(policy(), {**GOOD, "f1": Measure(0.59)}, None, {}).promote
    assert not judge(policy(), {**GOOD, "latency_p99_ms": Measure(101.0, n=100)}, None, {}).promote


def test_no_floor_is_no_promotion() -> None:
    report = judge(policy(floors={}), GOOD, None, {})
    assert not report.promote
    assert "no floor" in report.reason


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_an_undefined_measure_fails_closed(value: float | None) -> None:
    assert not judge(policy(), {**GOOD, "f1": Measure(value)}, None, {}).promote
    assert not judge(
        policy(ceilings={"latency_p99_ms": 1e12}), {**GOOD, "latency_p99_ms": Measure(value, n=100)}, None, {}
    ).promote


def test_an_unmeasured_threshold_fails_closed() -> None:
    report = judge(policy(floors={"f1": 0.6, "ndcg": 0.1}), GOOD, None, {})
    assert not report.promote
    assert "ndcg was not measured" in report.reason


def test_a_gain_has_to_be_sure() -> None:
    assert judge(policy(), GOOD, test_of(0.05, 0.01), UNHARMED).promote
    unsure = judge(policy(), GOOD, test_of(0.05, -0.001), UNHARMED)
    assert not unsure.promote
    assert "+0.0500" in unsure.reason
    assert "-0.0010" in unsure.reason
    assert not judge(policy(min_gain=0.02), GOOD, test_of(0.05, 0.01), UNHARMED).promote


def test_a_worse_challenger_is_refused_with_its_numbers() -> None:
    report = judge(policy(), GOOD, test_of(-0.1, -0.15), UNHARMED)
    assert not report.promote
    assert "-0.1000" in report.reason


def test_a_slice_may_not_lose_too_much() -> None:
    harmed = {"unseen_product": test_of(-0.01, -0.05)}
    report = judge(policy(), GOOD, test_of(0.05, 0.01), harmed)
    assert not report.promote
    assert "unseen_product may lose 0.0500" in report.reason
    assert not judge(policy(), GOOD, test_of(0.05, 0.01), {}).promote


def test_a_slice_without_examples_says_nothing() -> None:
    none = {**GOOD, "twins": Measure(None, n=0), "f1_unseen_product": Measure(None, n=0)}
    strict = policy(ceilings={"latency_p99_ms": 100, "twins": 0.1})
    assert judge(strict, none, None, {}).promote
    assert judge(strict, none, test_of(0.05, 0.01), {}).promote
    assert not judge(strict, {**none, "twins": Measure(0.2, n=9)}, None, {}).promote


def test_an_undefined_comparison_fails_closed() -> None:
    assert not judge(policy(), GOOD, PairedTest(math.nan, math.nan, math.nan, 1.0, 0.95, 1000), UNHARMED).promote
