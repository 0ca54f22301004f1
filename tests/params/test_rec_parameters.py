"""Every setting of recommendation can be set, has its bounds, and is what the rooms were made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel
from settings_for_tests import given, names

from features.recommendation import FeaturesParameters
from infra.errors import SettingsError
from models.recommendation.parameters import RecommendationParameters
from params.base import Profile
from params.loading import load
from params.recommendation import Parameters
from params.recommendation.features import Features
from params.recommendation.models import Models

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "recommendation", profile, {}, settings, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    parameters = read(profile)
    settings = parameters.models.settings()
    assert given(settings, RecommendationParameters()) == names(RecommendationParameters())
    assert RecommendationParameters.read(settings).seed == parameters.models.seed


def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to() -> None:
    settings = read(Profile.FULL).models.settings()
    assert RecommendationParameters.read(settings) == RecommendationParameters()


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


def test_days_are_days_on_the_command_line_and_in_the_examples() -> None:
    settings = read(Profile.FULL, "features.valid_from=2011-06-01", "features.test_from=2011-09-01").features.settings()
    assert (settings.valid_from, settings.test_from) == (date(2011, 6, 1), date(2011, 9, 1))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["features.split=random"], "features.split = 'random'"),
        (["features.asks=basket"], "features.asks = 'basket'"),
        (["features.test_from=soon"], "features.test_from = 'soon'"),
        (["features.leave_out_from=2"], "features.leave_out_from = 2"),
        (["features.test_shares=0.1"], "Nearest known: 'features.test_share'"),
        (["features.valid_from=2011-09-01", "features.test_from=2011-09-01"], "before test_from"),
        (["models.candidates.transitions.gap_decay=0"], "models.candidates.transitions.gap_decay = 0"),
    ],
)
def test_what_cannot_be_is_refused_by_name(settings: list[str], words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(Profile.FULL, *settings)
    assert words in f"{refused.value.problem} {refused.value.remedy}"
