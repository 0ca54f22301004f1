"""A window has the columns that the champion was trained with, wherever the window comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from params.ad_click import Parameters
from params.base import Profile
from params.loading import load
from tasks import monitor_run
from tasks.contract_of import contract_of

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(*settings: str, **changes: Any) -> Parameters:
    return load(Parameters, "ad_click", Profile.QUICK, changes, settings, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("section", ["understood", "of another time"])
def test_the_columns_of_the_champion_s_source_are_read_of_a_window_s_directory(section: str) -> None:
    recorded = parameters("contract.categorical=[shop]").model_dump(mode="json")
    if section == "of another time":
        recorded["features"] = {"unknown": 1}
    run, notes = monitor_run._run("ad_click", parameters(data="window"), recorded)
    names = [column.name for column in contract_of("ad_click", run.parameters).tables[0].columns]
    assert names[-3:] == ["category", "shop", "price"]
    assert bool(notes) == (section == "of another time")


def test_a_retraining_goes_on_with_the_champion_s_columns_unless_params_yaml_declares_others() -> None:
    recorded = parameters("contract.categorical=[shop]").model_dump(mode="json")
    again = monitor_run._with_columns(parameters(data="window"), "ad_click", recorded)
    assert again.contract.model_dump() == {"categorical": ("category", "shop"), "numeric": ("price",)}
    others = parameters("contract.numeric=[depth]", data="window")
    assert monitor_run._with_columns(others, "ad_click", recorded) is others


def test_a_use_case_without_options_has_none_to_remember() -> None:
    recorded = {"source": "simulator", "data": None}
    assert monitor_run._declared("product_matching", recorded) == {}
