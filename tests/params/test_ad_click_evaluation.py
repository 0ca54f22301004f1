"""What params.yaml says of the evaluation of ad clicks is what its room takes and can measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import ad_click as room
from evaluation.gate_policy import problems
from evaluation.off_policy import Settings
from infra.errors import SettingsError
from params.ad_click import Parameters
from params.base import Profile
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


def parameters(profile: Profile = Profile.FULL, *settings: str) -> Parameters:
    return load(Parameters, "ad_click", profile, {}, settings, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("profile", list(Profile))
def test_the_gate_names_what_is_measured_and_guards_both_slices(profile: Profile) -> None:
    gate = parameters(profile).gate
    assert problems(gate, room) == []
    assert set(gate.max_loss) == set(room.SLICES)
    assert {"auc", "calibration_error"} <= set(gate.max_metric_loss)


def test_policies_are_valued_as_the_estimators_expect() -> None:
    evaluation = parameters().evaluation
    how = {name: getattr(evaluation, name) for name in ("resamples", "confidence", "seed")}
    assert Settings(**how, **evaluation.off_policy.model_dump()) == Settings()
    assert parameters(Profile.FULL, "evaluation.off_policy.cap=bound").evaluation.off_policy.cap == "bound"
    assert parameters(Profile.FULL, "evaluation.off_policy.cap=20").evaluation.off_policy.cap == 20


@pytest.mark.parametrize("setting", ["campaign_clicks=0", "staleness_parts=1", "off_policy.cap=half", "off_policy.x=1"])
def test_what_cannot_be_is_refused_by_name(setting: str) -> None:
    with pytest.raises(SettingsError, match=setting.partition("=")[0].split(".")[0]):
        parameters(Profile.FULL, f"evaluation.{setting}")
