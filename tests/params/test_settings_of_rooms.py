"""Every setting of a room can be set, has its bounds, and is what the room was made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from settings_for_tests import given, names

from features.deal_ranking import FeaturesParameters as DealFeatures
from features.question_answering import FeaturesParameters as QuestionFeatures
from features.recommendation import FeaturesParameters as RecommendationFeatures
from features.speech_recognition import FeaturesParameters as SpeechFeatures
from features.visual_search import FeaturesParameters as VisualFeatures
from models.deal_ranking.parameters import DealRankingParameters
from models.product_search.parameters import SearchParameters
from models.question_answering.parameters import QuestionAnsweringParameters
from models.recommendation.parameters import RecommendationParameters
from models.speech_recognition.parameters import SpeechParameters
from models.visual_search.parameters import VisualSearchParameters
from params.base import Profile
from params.loading import load
from tasks import rooms

REPOSITORY = Path(__file__).resolve().parents[2]
MODELS: dict[str, Any] = {
    "product_search": SearchParameters,
    "recommendation": RecommendationParameters,
    "deal_ranking": DealRankingParameters,
    "question_answering": QuestionAnsweringParameters,
    "visual_search": VisualSearchParameters,
    "speech_recognition": SpeechParameters,
}
FEATURES: dict[str, Any] = {
    "recommendation": RecommendationFeatures,
    "deal_ranking": DealFeatures,
    "question_answering": QuestionFeatures,
    "visual_search": VisualFeatures,
    "speech_recognition": SpeechFeatures,
}

of_models = pytest.mark.parametrize("use_case", MODELS)
of_features = pytest.mark.parametrize("use_case", FEATURES)


def kind_of(use_case: str) -> Any:
    return rooms.module("params", use_case).Parameters


def read(use_case: str, profile: Profile) -> Any:
    return load(kind_of(use_case), use_case, profile, path=REPOSITORY / "params.yaml")


@of_models
@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(use_case: str, profile: Profile) -> None:
    parameters, made = read(use_case, profile), MODELS[use_case]
    settings = parameters.models.settings()
    assert given(settings, made()) == names(made())
    assert made.read(settings).seed == parameters.models.seed


@of_models
def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to(use_case: str) -> None:
    made = MODELS[use_case]
    assert made.read(read(use_case, Profile.FULL).models.settings()) == made()


@of_features
def test_for_real_data_the_examples_are_what_their_room_was_made_for(use_case: str) -> None:
    features, made = read(use_case, Profile.FULL).features, FEATURES[use_case]
    assert features.settings() == made()
    assert set(features.model_dump()) == set(asdict(made()))


def fields(kind: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{path}{name}.")
        else:
            yield path + name, field


def described_and_bounded(section: type[BaseModel]) -> None:
    for name, field in fields(section):
        assert getattr(field, "description", None), name
        if getattr(field, "annotation", None) in (int, float):
            assert getattr(field, "metadata", None), name


@of_models
def test_every_setting_of_the_model_has_a_description_and_every_number_a_bound(use_case: str) -> None:
    described_and_bounded(kind_of(use_case).model_fields["models"].annotation)


@of_features
def test_every_setting_of_the_examples_has_a_description_and_every_number_a_bound(use_case: str) -> None:
    described_and_bounded(kind_of(use_case).model_fields["features"].annotation)
