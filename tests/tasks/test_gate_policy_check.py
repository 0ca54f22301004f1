from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import SettingsError
from params import loading
from params.base import Profile
from params.product_matching import ProductMatchingParameters
from tasks import gate_policy
from tasks.flow_run import flow_run

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(*settings: str) -> ProductMatchingParameters:
    path = REPOSITORY / "params.yaml"
    return loading.load(ProductMatchingParameters, "product_matching", Profile.QUICK, {}, settings, path)


def test_the_policy_of_params_yaml_can_be_kept() -> None:
    gate_policy.check("product_matching", parameters())


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("gate.primary=f2", "gate.primary names 'f2'"),
        ("gate.max_loss={unseen_products: 0.1}", "nearest known: unseen_product"),
        ("gate.direction=lower", "gate.direction is lower, but f1 is better when higher"),
        ("gate.ceilings={latency_p98_ms: 20}", "nearest known: latency_p99_ms"),
    ],
)
def test_one_that_cannot_is_refused_before_the_first_step(setting: str, says: str, home: Path) -> None:
    asked = parameters(setting)
    with pytest.raises(SettingsError, match="gate policy is refused") as caught, flow_run("product_matching", asked):
        pytest.fail("the run began")
    assert says in caught.value.problem
    assert not (home / "mlruns").exists()
