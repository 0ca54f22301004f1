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
    none = {**GOOD, "twins": Measure(None, n=0)}
    strict = policy(ceilings={"latency_p99_ms": 100, "twins": 0.1})
    assert judge(strict, none, None, {}).promote
    assert judge(strict, none, test_of(0.05, 0.01), {"unseen_product": None}).promote
    assert not judge(strict, {**none, "twins": Measure(0.2, n=9)}, None, {}).promote


def test_a_slice_that_was_never_looked_at_refuses() -> None:
    report = judge(policy(max_loss={"unseen_product": 0.02, "region_north": 0.02}), GOOD, test_of(0.05, 0.01), UNHARMED)
    assert not report.promote
    assert "slice region_north could not be measured" in report.reason


def test_no_examples_excuse_neither_a_value_nor_the_primary_metric() -> None:
    strict = policy(ceilings={"latency_p99_ms": 100})
    assert not judge(strict, {**GOOD, "latency_p99_ms": Measure(500.0, n=0)}, None, {}).promote
    lower = policy(primary="wape", direction="lower", floors={"f1": 0.6}, ceilings={"wape": 0.3})
    empty = {"f1": Measure(0.8, n=100), "wape": Measure(None, n=0, higher_is_better=False)}
    assert not judge(lower, empty, None, {}).promote


def test_the_primary_metric_has_to_be_measured_also_where_no_floor_names_it() -> None:
    report = judge(policy(primary="ndcg", max_loss={}), GOOD, None, {})
    assert not report.promote
    assert "ndcg was not measured" in report.reason


def test_an_undefined_comparison_fails_closed() -> None:
    for test in (
        PairedTest(math.nan, math.nan, math.nan, 1.0, 0.95, 1000),
        PairedTest(0.1, math.nan, 0.2, 0.0, 0.95, 9),
    ):
        report = judge(policy(), GOOD, test, UNHARMED)
        assert not report.promote
        assert "cannot be measured" in report.reason
        assert "nan" not in report.reason


LOWER = {"primary": "wape", "direction": "lower", "floors": {}, "ceilings": {"wape": 0.3}}
FORECAST = {"wape": Measure(0.2, n=100, higher_is_better=False)}


def test_where_lower_is_better_the_absolute_bound_is_a_ceiling() -> None:
    assert judge(policy(**LOWER), FORECAST, None, {}).promote
    assert not judge(policy(**LOWER), {"wape": Measure(0.31, n=100, higher_is_better=False)}, None, {}).promote
    unbound = judge(policy(**{**LOWER, "ceilings": {"latency_p99_ms": 100}}), {**FORECAST, **GOOD}, None, {})
    assert not unbound.promote
    assert unbound.reason == "no floor is set, nor a ceiling on wape, so nothing can be promoted"


def test_where_lower_is_better_a_gain_is_told_as_what_it_is() -> None:
    assert judge(policy(**LOWER), FORECAST, test_of(0.05, 0.01), UNHARMED).promote
    worse = judge(policy(**LOWER), FORECAST, test_of(-0.1, -0.15), UNHARMED)
    assert not worse.promote
    assert "wape differs from the champion's by +0.1000 where lower is better" in worse.reason


@pytest.mark.parametrize(("direction", "higher"), [("lower", True), ("higher", False)])
def test_a_direction_that_contradicts_the_measure_refuses(direction: str, higher: bool) -> None:
    measures = {**GOOD, "f1": Measure(0.8, n=100, higher_is_better=higher)}
    report = judge(policy(direction=direction), measures, test_of(0.05, 0.01), UNHARMED)
    assert not report.promote
    assert f"f1 is better when {'higher' if higher else 'lower'}" in report.reason


def test_a_tie_is_no_gain_and_no_loss() -> None:
    tie = PairedTest(0.0, 0.0, 0.0, 1.0, 0.95, 1000)
    refused = judge(policy(max_loss={"unseen_product": 0.0}), GOOD, tie, {"unseen_product": tie})
    assert [check.name for check in refused.checks if not check.passed] == ["gain in f1"]


def test_another_metric_may_not_lose_too_much() -> None:
    guarded = policy(max_metric_loss={"recall": 0.02})
    gained = test_of(0.05, 0.01)
    assert judge(guarded, GOOD, gained, UNHARMED, {"recall": test_of(0.0, -0.02)}).promote
    report = judge(guarded, GOOD, gained, UNHARMED, {"recall": test_of(0.0, -0.03)})
    assert not report.promote
    assert "recall may lose 0.0300, allowed 0.0200" in report.reason
    for unmeasured in ({}, None, {"recall": test_of(math.nan, math.nan)}):
        assert not judge(guarded, GOOD, gained, UNHARMED, unmeasured).promote
    assert judge(guarded, GOOD, None, {}).promote


def test_a_metric_that_neither_model_has_a_value_of_says_nothing() -> None:
    guarded = policy(max_metric_loss={"recall": 0.02})
    report = judge(guarded, GOOD, test_of(0.05, 0.01), UNHARMED, {"recall": None})
    assert report.promote
    assert "recall met no example in the test" in report.checks[-1].says


def test_every_check_is_kept_with_what_was_found_and_its_bound() -> None:
    report = judge(policy(max_metric_loss={"recall": 0.02}), GOOD, test_of(0.05, 0.01), UNHARMED)
    found = {check.name: (check.found, check.bound) for check in report.checks}
    assert found == {
        "f1 is measured, better when higher": (0.8, None),
        "floor f1": (0.8, 0.6),
        "ceiling latency_p99_ms": (20.0, 100.0),
        "gain in f1": (0.01, 0.0),
        "no loss on unseen_product": (-0.01, -0.02),
        "no loss in recall": (None, -0.02),
    }
