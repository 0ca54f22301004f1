from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from evaluation import product_matching
from evaluation.gate_policy import GatePolicy, problems

SETTINGS: dict[str, Any] = {
    "primary": "wape",
    "direction": "lower",
    "confidence": 0.95,
    "min_gain": 0.0,
    "resamples": 1000,
    "floors": {"coverage": 0.8},
    "ceilings": {"wape": 0.4, "latency_p99_ms": 100, "bundle_mb": 50},
    "max_loss": {"region_north": 0.02},
    "max_metric_loss": {"coverage": 0.01},
}
ROOM: Any = SimpleNamespace(
    STATISTICS={"wape": None, "coverage": None},
    LOWER_IS_BETTER=frozenset({"wape"}),
    SLICES=("new_product", "region_*"),
    MEASURES=("wape_new_product", "wape_region_*"),
)


def found(**changes: Any) -> list[str]:
    return problems(GatePolicy.model_validate({**SETTINGS, **changes}), ROOM)


def test_what_is_measured_is_taken() -> None:
    assert found() == []
    assert found(ceilings={"wape_region_south": 0.5, "wape": 0.4}) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"primary": "wap"}, "gate.primary names 'wap', which is not measured (nearest known: wape)"),
        ({"floors": {"coverge": 0.8}}, "nearest known: coverage"),
        ({"ceilings": {"latency_p95_ms": 100}}, "gate.ceilings names 'latency_p95_ms'"),
        ({"max_loss": {"new_products": 0.1}}, "nearest known: new_product"),
        ({"max_metric_loss": {"latency_p99_ms": 1.0}}, "gate.max_metric_loss names 'latency_p99_ms'"),
        ({"direction": "higher"}, "gate.direction is higher, but wape is better when lower"),
        ({"floors": {"wape": 0.5}}, "leave no value for wape"),
    ],
)
def test_what_cannot_be_kept_is_told(changes: dict[str, Any], says: str) -> None:
    assert any(says in problem for problem in found(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": "up"},
        {"floors": {"coverage": float("nan")}},
        {"ceilings": {"wape": float("inf")}},
        {"max_loss": {"region_north": -0.1}},
        {"min_gain": float("inf")},
    ],
)
def test_a_threshold_that_is_no_number_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GatePolicy.model_validate({**SETTINGS, **changes})


def test_a_higher_is_better_policy_on_product_matching_is_the_default() -> None:
    settings = {
        **SETTINGS,
        "primary": "f1",
        "floors": {"f1": 0.5},
        "ceilings": {},
        "max_loss": {},
        "max_metric_loss": {},
    }
    del settings["direction"]
    assert problems(GatePolicy.model_validate(settings), product_matching) == []  # type: ignore[arg-type]
