"""Every setting of the examples can be set, and params.yaml says what the room expects."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from features.ad_click import TARGETS, FeaturesParameters
from infra.errors import SettingsError
from params.ad_click import Parameters
from params.base import Profile
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(*settings: str) -> Parameters:
    return load(Parameters, "ad_click", Profile.FULL, {}, settings, REPOSITORY / "params.yaml")


def test_for_real_data_the_parameters_are_what_the_room_was_made_for() -> None:
    assert parameters().features.settings() == FeaturesParameters()
    assert set(parameters().features.model_dump()) == set(asdict(FeaturesParameters()))


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_can_be_asked_for(target: str) -> None:
    assert parameters(f"features.target={target}").features.settings().target == target


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("features.target=clicks", "'click', 'conversion' or 'conversion_after_click'"),
        ("features.leak_auc=1.2", "features.leak_auc = 1.2"),
        ("contract.categorial=[shop]", "no parameter 'contract.categorial'"),
        ("contract.categorical=shop", "contract.categorical = 'shop'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(setting: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parameters(setting)
