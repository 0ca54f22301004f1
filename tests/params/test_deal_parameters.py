"""What can be told of deal ranking on the command line, and what is refused there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from infra.errors import SettingsError
from params.base import Profile
from params.deal_ranking import Parameters
from params.loading import load

REPOSITORY = Path(__file__).resolve().parents[2]


def read(profile: Profile, *settings: str) -> Parameters:
    return load(Parameters, "deal_ranking", profile, {}, settings, REPOSITORY / "params.yaml")


def test_days_and_declared_columns_are_told_on_the_command_line() -> None:
    settings = ("features.split_by=start", "features.valid_from=2017-06-28", "features.test_from=2017-09-01")
    parameters = read(Profile.FULL, *settings, "contract.customers=[age, income]")
    features = parameters.features.settings()
    assert (features.valid_from, features.test_from) == (date(2017, 6, 28), date(2017, 9, 1))
    assert parameters.contract.customers == ("age", "income")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["features.split_by=end"], "features.split_by = 'end'"),
        (["features.test_from=soon"], "features.test_from = 'soon'"),
        (["features.min_redeemed=0"], "features.min_redeemed = 0"),
        (["features.assumed=3"], "Nearest known: 'features.assumed_"),
        (["features.valid_from=2017-09-01", "features.test_from=2017-09-01"], "before test_from"),
        (["models.pull.least=400"], "at most most"),
        (["models.visits.least=60"], "at most most"),
        (["models.allocation.waiting=2"], "models.allocation.waiting = 2"),
    ],
)
def test_what_cannot_be_is_refused_by_name(settings: list[str], words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(Profile.FULL, *settings)
    assert words in f"{refused.value.problem} {refused.value.remedy}"
