"""What params.yaml says of the evaluation of deal ranking is what its room takes and can measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation import deal_ranking as room
from evaluation.gate import judge
from evaluation.gate_policy import GatePolicy, problems
from evaluation.measure import Measure
from infra.errors import SettingsError
from params.base import Profile
from params.deal_ranking.evaluation import DealRankingEvaluation
from params.loading import check

REPOSITORY = Path(__file__).resolve().parents[2]
RULES = ("not_allowed", "violations", "shown_twice", "missing")


def section(name: str, profile: Profile) -> dict[str, Any]:
    whole = yaml.safe_load((REPOSITORY / "params.yaml").read_text())["deal_ranking"]
    return whole["shared"][name] | (whole[profile.value] or {}).get(name, {})


@pytest.mark.parametrize("profile", list(Profile))
def test_the_gate_names_what_is_measured(profile: Profile) -> None:
    gate = GatePolicy.model_validate(section("gate", profile))
    assert problems(gate, room) == []
    assert gate.primary in room.STATISTICS


@pytest.mark.parametrize("name", RULES)
def test_one_deal_that_must_not_be_shown_is_refused(name: str) -> None:
    gate = GatePolicy.model_validate(section("gate", Profile.FULL))
    met = {one: Measure(bound, n=100) for one, bound in (gate.floors | gate.ceilings).items()}
    assert judge(gate, met, None, {}).promote
    assert gate.ceilings[name] == 0
    assert not judge(gate, met | {name: Measure(0.0001, n=100, higher_is_better=False)}, None, {}).promote


def test_the_quick_profile_asks_less() -> None:
    quick, full = (DealRankingEvaluation(**section("evaluation", one)) for one in (Profile.QUICK, Profile.FULL))
    assert quick.challenge_requests < full.challenge_requests
    assert quick.resamples == full.resamples


@pytest.mark.parametrize("setting", ["challenge_requests", "learning_parts", "shown_share", "candidate_requests"])
def test_what_cannot_be_is_refused_by_name(setting: str) -> None:
    with pytest.raises(SettingsError, match=setting):
        check(DealRankingEvaluation, section("evaluation", Profile.FULL) | {setting: 0})
