"""What params.yaml says of the evaluation of product search is what its room takes and can measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation import product_search as room
from evaluation import search_bounds
from evaluation.gate import judge
from evaluation.gate_policy import GatePolicy, problems
from evaluation.measure import Measure
from evaluation.proportion import share
from infra.errors import SettingsError
from params.base import Profile
from params.loading import check
from params.product_search.evaluation import SearchEvaluation

REPOSITORY = Path(__file__).resolve().parents[2]


def section(name: str, profile: Profile) -> dict[str, Any]:
    whole = yaml.safe_load((REPOSITORY / "params.yaml").read_text())["product_search"]
    return whole["shared"][name] | (whole[profile.value] or {}).get(name, {})


@pytest.mark.parametrize("profile", list(Profile))
def test_the_gate_names_what_is_measured(profile: Profile) -> None:
    gate = GatePolicy.model_validate(section("gate", profile))
    assert problems(gate, room) == []
    assert gate.primary in room.STATISTICS
    assert set(gate.max_loss) <= set(room.SLICES)


def test_one_result_that_cannot_be_had_is_refused() -> None:
    gate = GatePolicy.model_validate(section("gate", Profile.FULL))
    met = {name: Measure(bound, n=100) for name, bound in (gate.floors | gate.ceilings).items()}
    assert judge(gate, met, None, {}).promote
    for name in ("unavailable", "unavailable_asked_again"):
        assert gate.ceilings[name] == 0
        assert not judge(gate, met | {name: Measure(0.0001, n=100, higher_is_better=False)}, None, {}).promote


def test_what_chance_explains_refuses_nobody_and_what_it_does_not_is_refused() -> None:
    gate = GatePolicy.model_validate(section("gate", Profile.FULL))
    met = {name: Measure(bound, n=100) for name, bound in (gate.floors | gate.ceilings).items()}
    for changed, queries, promoted in ((1, 30, True), (4, 1000, True), (5, 30, False), (25, 1000, False)):
        told = search_bounds.measures({"false_corrections": share(changed, queries, higher_is_better=False)})
        assert judge(gate, met | told, None, {}).promote is promoted, (changed, queries)
    for name in ("typed_60_of_full", "typos_1_of_full"):
        for ratio, promoted in ((Measure(0.6, 0.4, 0.9, n=30), True), (Measure(0.6, 0.55, 0.65, n=900), False)):
            assert judge(gate, met | search_bounds.measures({name: ratio}), None, {}).promote is promoted


def test_the_quick_profile_asks_less() -> None:
    quick, full = (SearchEvaluation(**section("evaluation", one)) for one in (Profile.QUICK, Profile.FULL))
    assert quick.challenge_searches < full.challenge_searches
    assert quick.resamples == full.resamples


@pytest.mark.parametrize("setting", ["challenge_searches", "resamples"])
def test_what_cannot_be_is_refused_by_name(setting: str) -> None:
    values = section("evaluation", Profile.FULL)
    with pytest.raises(SettingsError, match=setting):
        check(SearchEvaluation, values | {setting: 0})
    with pytest.raises(SettingsError, match="challenge_listings"):
        check(SearchEvaluation, values | {"challenge_listings": 5})
