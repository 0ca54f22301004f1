"""What params.yaml says of the evaluation of product classification is what its room takes and can measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation import product_classification as room
from evaluation.gate import judge
from evaluation.gate_policy import GatePolicy, problems
from evaluation.measure import Measure
from infra.errors import SettingsError
from params.base import Profile
from params.loading import check
from params.product_classification.evaluation import ClassificationEvaluation

REPOSITORY = Path(__file__).resolve().parents[2]


def section(name: str, profile: Profile) -> dict[str, Any]:
    whole = yaml.safe_load((REPOSITORY / "params.yaml").read_text())["product_classification"]
    return whole["shared"][name] | (whole[profile.value] or {}).get(name, {})


@pytest.mark.parametrize("profile", list(Profile))
def test_the_gate_names_what_is_measured(profile: Profile) -> None:
    gate = GatePolicy.model_validate(section("gate", profile))
    assert problems(gate, room) == []
    assert set(gate.max_loss) <= set(room.SLICES)
    surely = {"accessory_confusion_at_least", "answer_errors_at_least", "sure_on_unknown_script", "ece_at_least"}
    assert surely <= set(gate.ceilings)


def test_a_tree_without_accessories_and_a_model_that_never_answers_are_not_refused_for_it() -> None:
    gate = GatePolicy.model_validate(section("gate", Profile.FULL))
    met = {name: Measure(bound, n=100) for name, bound in (gate.floors | gate.ceilings).items()}
    for name in ("accessory_confusion_at_least", "answer_errors_at_least", "sure_on_unknown_script"):
        met[name] = Measure(None, n=0, higher_is_better=False)
    assert judge(gate, met, None, {}).promote
    assert not judge(gate, met | {"macro_f1": Measure(0.1, n=100)}, None, {}).promote


def test_the_quick_profile_asks_less() -> None:
    quick, full = (ClassificationEvaluation(**section("evaluation", one)) for one in (Profile.QUICK, Profile.FULL))
    assert quick.challenge_rows < full.challenge_rows
    assert quick.throughput_rows < full.throughput_rows
    assert quick.resamples == full.resamples


@pytest.mark.parametrize("setting", ["challenge_rows", "throughput_rows", "resamples"])
def test_what_cannot_be_is_refused_by_name(setting: str) -> None:
    values = section("evaluation", Profile.FULL)
    with pytest.raises(SettingsError, match=setting):
        check(ClassificationEvaluation, values | {setting: 0})
    with pytest.raises(SettingsError, match="challenge_listings"):
        check(ClassificationEvaluation, values | {"challenge_listings": 5})
