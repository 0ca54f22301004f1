"""The section of the index: a search keeps as many candidates as it is to find."""

from pathlib import Path

import pytest

from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.visual_search import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def index(*settings: str) -> Parameters:
    told = [f"models.index.{one}" for one in settings]
    return load(Parameters, "visual_search", Profile.FULL, {}, told, REPOSITORY / "params.yaml")


def test_a_search_that_keeps_less_than_it_is_to_find_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"nearest\.looked is 48 and found is 50"):
        index("nearest.looked=48", "found=50")
    assert index("nearest.looked=50", "found=50").models.index.found == 50
