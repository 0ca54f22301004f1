"""Every setting of the model can be set, and what params.yaml says is what the model expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from settings_for_tests import given, names

from models.ad_click.parameters import AdClickParameters
from params.ad_click import Parameters
from params.base import Profile
from params.calibration import Calibration
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    parameters = load(Parameters, "ad_click", profile, path=REPOSITORY / "params.yaml")
    settings = parameters.models.settings()
    assert given(settings, AdClickParameters()) == names(AdClickParameters())
    assert AdClickParameters.read(settings).seed == parameters.models.seed


@pytest.mark.parametrize("name", ["overall_weight", "segment_weight", "block_weight"])
def test_calibration_is_never_without_a_prior(name: str) -> None:
    given = load(Parameters, "ad_click", Profile.FULL, path=REPOSITORY / "params.yaml").models.calibration.model_dump()
    assert Calibration(**given | {name: 1e-3})
    with pytest.raises(ValidationError, match=name):
        Calibration(**given | {name: 0})


def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to() -> None:
    parameters = load(Parameters, "ad_click", Profile.FULL, path=REPOSITORY / "params.yaml")
    assert AdClickParameters.read(parameters.models.settings()) == AdClickParameters()
