"""What the settings of the search cannot be together, and what its gate holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import UserError
from params.base import Profile
from params.loading import load
from params.product_search import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile) -> Parameters:
    return load(Parameters, "product_search", profile, path=REPOSITORY / "params.yaml")


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
