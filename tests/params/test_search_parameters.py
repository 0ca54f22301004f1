"""Every setting of the search can be set, has its bounds, and is what the model was tuned to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from settings_for_tests import given, names

from infra.errors import UserError
from models.product_search.parameters import SearchParameters
from params.base import Profile
from params.loading import load
from params.product_search import Parameters
from params.product_search.models import Models

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile) -> Parameters:
    return load(Parameters, "product_search", profile, path=REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_every_setting_of_the_model_is_a_parameter(profile: Profile) -> None:
    parameters = read(profile)
    settings = parameters.models.settings()
    assert given(settings, SearchParameters()) == names(SearchParameters())
    assert SearchParameters.read(settings).seed == parameters.models.seed


def test_for_real_data_the_parameters_are_what_the_model_was_tuned_to() -> None:
    settings = read(Profile.FULL).models.settings()
    assert SearchParameters.read(settings) == SearchParameters()


def fields(kind: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    for name, field in kind.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{path}{name}.")
        else:
            yield path + name, field


def test_every_setting_has_a_description_and_every_number_a_bound() -> None:
    for name, field in fields(Models):
        assert getattr(field, "description", None), name
        if getattr(field, "annotation", None) in (int, float):
            assert getattr(field, "metadata", None), name


def test_a_gain_that_is_right_and_wrong_at_once_is_refused() -> None:
    changes = ("models.tuning.wrong_gain=0.3", "models.tuning.right_gain=0.3")
    with pytest.raises(UserError, match=r"wrong_gain \(0.3\) has to be below right_gain \(0.3\)"):
        load(Parameters, "product_search", Profile.QUICK, {}, changes, path=REPOSITORY / "params.yaml")
    both = load(
        Parameters, "product_search", Profile.QUICK, {}, ("models.tuning.right_gain=0.11",), REPOSITORY / "params.yaml"
    )
    assert both.models.tuning.wrong_gain < both.models.tuning.right_gain


def test_the_gate_holds_what_is_lost_to_the_targets() -> None:
    quick, full = (read(profile).gate.ceilings for profile in (Profile.QUICK, Profile.FULL))
    assert (quick["typed_60_loss_at_least"], quick["typos_1_loss_at_least"]) == (0.05, 0.1)
    assert (full["typed_60_loss_at_least"], full["typos_1_loss_at_least"]) == (0.15, 0.1)
    assert set(quick) == set(full)
