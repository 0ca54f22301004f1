"""The section of the locator: what its network can work with, and nothing else."""

from pathlib import Path

import pytest

from infra.errors import SettingsError
from params.base import Profile
from params.loading import load
from params.visual_search import Parameters

REPOSITORY = Path(__file__).resolve().parents[2]


def locator(*settings: str) -> Parameters:
    told = [f"models.locator.{one}" for one in settings]
    return load(Parameters, "visual_search", Profile.QUICK, {}, told, REPOSITORY / "params.yaml")


@pytest.mark.parametrize("setting", ["side=100", "looks=[]", "looks=[128, 130]", "looks=[32]", "agreed=1.5", "prior=0"])
def test_what_the_network_cannot_work_with_is_refused(setting):
    with pytest.raises(SettingsError, match=setting.split("=")[0]):
        locator(setting)


@pytest.mark.parametrize(
    "gone", ["scene.tightest=0.5", "scene.side=96", "scene.augment.rotation=3", "scene.augment.hidden=0.1"]
)
def test_settings_that_moved_nothing_are_refused_by_name(gone):
    with pytest.raises(SettingsError, match=gone.split("=")[0].split(".")[-1]):
        locator(gone)


def test_it_may_look_once():
    assert locator("looks=[160]").models.locator.looks == (160,)


@pytest.mark.parametrize(
    ("low", "high"),
    [("least=5", "most=4"), ("smallest=0.9", "largest=0.8"), ("smallest_ground=0.7", "largest_ground=0.6")],
)
def test_a_range_upside_down_is_refused(low, high):
    with pytest.raises(SettingsError, match=f"{low.split('=')[0]} is .* and {high.split('=')[0]} is"):
        locator(f"scene.{low}", f"scene.{high}")
