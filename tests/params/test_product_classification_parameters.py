"""Every setting of the classifier can be set, and what params.yaml says for real data is what it was tuned to."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from settings_for_tests import given, names

from models.product_classification.parameters import ClassificationParameters
from params.base import Profile
from params.loading import load
from params.product_classification import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile) -> Parameters:
    return load(Parameters, "product_classification", profile, path=REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    parameters = read(profile)
    settings = parameters.models.settings()
    assert given(settings, ClassificationParameters()) == names(ClassificationParameters())
    assert ClassificationParameters.read(settings).seed == parameters.models.seed


def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to() -> None:
    settings = read(Profile.FULL).models.settings()
    assert ClassificationParameters.read(settings) == ClassificationParameters()


def test_one_fold_is_refused() -> None:
    models = read(Profile.FULL).models
    with pytest.raises(ValidationError, match="folds"):
        type(models).model_validate(models.model_dump() | {"folds": models.folds.model_dump() | {"folds": 1}})
