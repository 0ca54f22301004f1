"""Every setting of the examples can be set, and params.yaml says what the room expects."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from contracts.product_classification import CONTRACT
from features.product_classification import FeaturesParameters
from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.product_classification import Parameters
from tasks.contract_of import contract_of

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(*settings: str) -> Parameters:
    return load(Parameters, "product_classification", Profile.FULL, {}, settings, REPOSITORY / "params.yaml")


def test_for_real_data_the_parameters_are_what_the_room_was_made_for() -> None:
    assert parameters().features.settings() == FeaturesParameters()
    assert set(parameters().features.model_dump()) == set(asdict(FeaturesParameters()))


def test_one_root_is_expected_unless_several_are_asked_for() -> None:
    own = parameters().model_dump(mode="json") | {"data": "tables"}
    assert contract_of("product_classification", own) is CONTRACT
    several = parameters("contract.roots=[several]").model_dump(mode="json") | {"data": "tables"}
    taxonomy = contract_of("product_classification", several).tables[1]
    assert taxonomy.table_rules[0].options["roots"] == "several"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("features.min_examples=1", "features.min_examples = 1"),
        ("features.test_share=0.9", "features.test_share = 0.9"),
        ("contract.root=[several]", r"no parameter 'contract.root'"),
        ("contract.roots=several", "contract.roots = 'several'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(setting: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parameters(setting)
