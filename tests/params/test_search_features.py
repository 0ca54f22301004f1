"""Every setting of the examples of product search can be set, and params.yaml says what the room expects."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from features.product_search import FeaturesParameters
from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.product_search import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(*settings: str) -> Parameters:
    return load(Parameters, "product_search", Profile.FULL, {}, settings, REPOSITORY / "params.yaml")


def test_for_real_data_the_parameters_are_what_the_room_was_made_for() -> None:
    assert parameters().features.settings() == FeaturesParameters()
    assert set(parameters().features.model_dump()) == set(asdict(FeaturesParameters()))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("features.min_examples=1", "features.min_examples = 1"),
        ("features.test_share=0.9", "features.test_share = 0.9"),
        ("features.gain_click=1.5", "features.gain_click = 1.5"),
        ("features.gain_clicks=0.1", "Nearest known: 'features.gain_click'"),
        ("models.retrieval.rrf_constant=0", "models.retrieval.rrf_constant = 0"),
    ],
)
def test_what_cannot_be_is_refused_by_name(setting: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        parameters(setting)
    assert words in f"{refused.value.problem} {refused.value.remedy}"
