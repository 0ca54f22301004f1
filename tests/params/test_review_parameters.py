"""Every setting of review extraction can be set, has its bounds, and is what the rooms were made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel
from settings_for_tests import given, names

from evaluation import review_extraction as room
from features.review_extraction import FeaturesParameters
from infra.errors import SettingsError
from models.review_extraction.parameters import ReviewExtractionParameters
from params.base import Profile
from params.loading import load
from params.review_extraction import Parameters
from params.review_extraction.evaluation import ReviewExtractionEvaluation
from params.review_extraction.features import Features
from params.review_extraction.models import Models

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "review_extraction", profile, {}, settings, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    settings = read(profile).models.settings()
    assert given(settings, ReviewExtractionParameters()) == names(ReviewExtractionParameters())
    assert ReviewExtractionParameters.read(settings).seed == settings["seed"]


def test_for_real_data_the_parameters_are_what_the_rooms_were_made_for() -> None:
    parameters = read(Profile.FULL)
    assert ReviewExtractionParameters.read(parameters.models.settings()) == ReviewExtractionParameters()
    assert parameters.features.settings() == FeaturesParameters()
    assert set(parameters.features.model_dump()) == set(asdict(FeaturesParameters()))


def fields(kind: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{path}{name}.")
        else:
            yield path + name, field


@pytest.mark.parametrize("section", [Models, Features, ReviewExtractionEvaluation])
def test_every_setting_has_a_description_and_every_number_a_bound(section: type[BaseModel]) -> None:
    for name, field in fields(section):
        assert getattr(field, "description", None), name
        if getattr(field, "annotation", None) in (int, float):
            assert getattr(field, "metadata", None), name


def test_engine_categories_and_languages_are_told_on_the_command_line() -> None:
    told = read(
        Profile.FULL,
        "models.extraction.engine=crf",
        "features.categories=[electronics]",
        "features.languages=[]",
        "features.holdout_category=home",
    )
    assert told.models.extraction.engine == "crf"
    features = told.features.settings()
    assert (features.categories, features.languages, features.holdout_category) == (("electronics",), (), "home")


@pytest.mark.parametrize(
    "setting",
    ["features.split_by=time", "features.test_share=0.9", "models.extraction.engine=bert", "features.stars=1"],
)
def test_what_is_no_setting_or_out_of_bounds_is_refused(setting: str) -> None:
    with pytest.raises(SettingsError):
        read(Profile.QUICK, setting)


def test_the_gate_names_what_the_evaluation_has() -> None:
    gate = yaml.safe_load((REPOSITORY / "params.yaml").read_text())["review_extraction"]["shared"]["gate"]
    known = set(room.STATISTICS) | set(room.MEASURES) | {"latency_p99_ms", "bundle_mb"}
    assert {gate["primary"], *gate["floors"], *gate["ceilings"], *gate["max_metric_loss"]} <= known
    assert set(gate["max_loss"]) <= set(room.SLICES)
