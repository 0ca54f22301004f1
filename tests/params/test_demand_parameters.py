"""Every setting of the rooms can be set, and what params.yaml leaves to a room is what the room expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from settings_for_tests import given, names

from features.demand_forecasting.parameters import FeaturesParameters
from models.demand_forecasting.parameters import DemandParameters
from params.base import Profile
from params.demand_forecasting import Parameters
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]
# The examples decide how far ahead is learnt.
OF_THE_EXAMPLES = {"core.horizon"}


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_rooms_is_a_parameter(profile: Profile) -> None:
    parameters = load(Parameters, "demand_forecasting", profile, path=REPOSITORY / "params.yaml")
    models = parameters.models.settings()
    assert given(models, DemandParameters()) == names(DemandParameters()) - OF_THE_EXAMPLES
    read = DemandParameters.read(models)
    assert read.core.seed == parameters.models.seed
    assert read.cold_start.text.threads == read.core.threads == parameters.models.threads
    assert read.reconciliation.top_down.damping == parameters.models.top_down.damping
    assert isinstance(parameters.features.settings(), FeaturesParameters)
    assert parameters.features.horizon <= max(parameters.models.core.blocks)


def test_for_real_data_the_parameters_are_what_the_rooms_were_tuned_to() -> None:
    parameters = load(Parameters, "demand_forecasting", Profile.FULL, path=REPOSITORY / "params.yaml")
    assert DemandParameters.read(parameters.models.settings()) == DemandParameters()
    assert parameters.features.settings() == FeaturesParameters()
