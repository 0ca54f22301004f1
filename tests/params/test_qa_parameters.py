"""Columns of one's own are declared, and what is no setting of question answering is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.question_answering import CONTRACT
from evaluation import question_answering as room
from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.question_answering import Parameters
from tasks.contract_of import contract_of

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "question_answering", profile, {}, settings, REPOSITORY / "params.yaml")


def test_attributes_in_columns_of_ones_own_are_declared_on_the_command_line() -> None:
    told = read(Profile.FULL, "contract.products=[voltage]", "models.abstention.levels=[0.9]")
    assert told.models.settings()["abstention"]["levels"] == [0.9]
    own = contract_of("question_answering", told.model_dump(mode="json") | {"data": "tables"})
    products = next(table for table in own.tables if table.name == "products")
    assert products.columns[-1].name == "voltage"
    assert contract_of("question_answering", read(Profile.FULL).model_dump(mode="json")) == CONTRACT


@pytest.mark.parametrize(
    "setting",
    [
        "features.split_by=time",
        "features.test_share=0.9",
        "models.abstention.precision=1.0",
        "models.ranking.reader.name=bert",
        "contract.orders=[carrier]",
    ],
)
def test_what_is_no_setting_or_out_of_bounds_is_refused(setting: str) -> None:
    with pytest.raises(SettingsError):
        read(Profile.QUICK, setting)


def test_the_gate_names_what_the_evaluation_has() -> None:
    gate = read(Profile.FULL).gate
    known = set(room.STATISTICS) | set(room.MEASURES) | {"latency_p99_ms", "bundle_mb"}
    assert {gate.primary, *gate.floors, *gate.ceilings, *gate.max_metric_loss} <= known
    assert set(gate.max_loss) <= set(room.SLICES)
