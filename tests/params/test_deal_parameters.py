"""Every setting of deal ranking can be set, has its bounds, and is what the rooms were made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel
from settings_for_tests import given, names

from features.deal_ranking import FeaturesParameters
from infra.errors import SettingsError
from models.deal_ranking.parameters import DealRankingParameters
from params.base import Profile
from params.deal_ranking import Parameters
from params.deal_ranking.features import Features
from params.deal_ranking.models import Models
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "deal_ranking", profile, {}, settings, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    parameters = read(profile)
    settings = parameters.models.settings()
    assert given(settings, DealRankingParameters()) == names(DealRankingParameters())
    assert DealRankingParameters.read(settings).seed == parameters.models.seed


def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to() -> None:
    settings = read(Profile.FULL).models.settings()
    assert DealRankingParameters.read(settings) == DealRankingParameters()


def test_for_real_data_the_examples_are_what_their_room_was_made_for() -> None:
    features = read(Profile.FULL).features
    assert features.settings() == FeaturesParameters()
    assert set(features.model_dump()) == set(asdict(FeaturesParameters()))


def fields(kind: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{path}{name}.")
        else:
            yield path + name, field


@pytest.mark.parametrize("section", [Models, Features])
def test_every_setting_has_a_description_and_every_number_a_bound(section: type[BaseModel]) -> None:
    for name, field in fields(section):
        assert getattr(field, "description", None), name
        if getattr(field, "annotation", None) in (int, float):
            assert getattr(field, "metadata", None), name


def test_days_and_declared_columns_are_told_on_the_command_line() -> None:
    settings = ("features.split_by=start", "features.valid_from=2017-06-28", "features.test_from=2017-09-01")
    parameters = read(Profile.FULL, *settings, "contract.customers=[age, income]")
    features = parameters.features.settings()
    assert (features.valid_from, features.test_from) == (date(2017, 6, 28), date(2017, 9, 1))
    assert parameters.contract.customers == ("age", "income")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["features.split_by=end"], "features.split_by = 'end'"),
        (["features.test_from=soon"], "features.test_from = 'soon'"),
        (["features.min_redeemed=0"], "features.min_redeemed = 0"),
        (["features.assumed=3"], "Nearest known: 'features.assumed_"),
        (["features.valid_from=2017-09-01", "features.test_from=2017-09-01"], "before test_from"),
        (["models.pull.least=400"], "at most most"),
        (["models.visits.least=60"], "at most most"),
        (["models.allocation.waiting=2"], "models.allocation.waiting = 2"),
    ],
)
def test_what_cannot_be_is_refused_by_name(settings: list[str], words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(Profile.FULL, *settings)
    assert words in f"{refused.value.problem} {refused.value.remedy}"
