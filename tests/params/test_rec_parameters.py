"""What can be told of recommendation on the command line, and what is refused there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.recommendation import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "recommendation", profile, {}, settings, REPOSITORY / "params.yaml")


def test_days_are_days_on_the_command_line_and_in_the_examples() -> None:
    settings = read(Profile.FULL, "features.valid_from=2011-06-01", "features.test_from=2011-09-01").features.settings()
    assert (settings.valid_from, settings.test_from) == (date(2011, 6, 1), date(2011, 9, 1))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["features.split=random"], "features.split = 'random'"),
        (["features.asks=basket"], "features.asks = 'basket'"),
        (["features.test_from=soon"], "features.test_from = 'soon'"),
        (["features.leave_out_from=2"], "features.leave_out_from = 2"),
        (["features.test_shares=0.1"], "Nearest known: 'features.test_share'"),
        (["features.valid_from=2011-09-01", "features.test_from=2011-09-01"], "before test_from"),
        (["models.candidates.transitions.gap_decay=0"], "models.candidates.transitions.gap_decay = 0"),
    ],
)
def test_what_cannot_be_is_refused_by_name(settings: list[str], words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(Profile.FULL, *settings)
    assert words in f"{refused.value.problem} {refused.value.remedy}"
