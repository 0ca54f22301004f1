"""The section `deployments` of params.yaml: what cannot be scheduled is refused, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from infra.errors import SettingsError
from params.base import Profile
from params.deployments import Deployments
from params.loading import load_section
from tasks import rooms

REPOSITORY = Path(__file__).resolve().parents[2]


def read(tmp_path: Path, train: dict[str, object]) -> Deployments:
    path = tmp_path / "params.yaml"
    path.write_text(yaml.safe_dump({"product_matching": {"deployments": {"train": train}}}))
    return load_section(Deployments, "product_matching", "deployments", path)


def test_a_schedule_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, {"cron": "30 2 * * 1-5", "timezone": "Europe/Berlin", "paused": False, "profile": "quick"})
    assert (found.train.cron, found.train.timezone, found.train.paused) == ("30 2 * * 1-5", "Europe/Berlin", False)
    assert found.train.profile is Profile.QUICK


def test_without_a_section_there_is_no_schedule(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text("product_matching: {}\n")
    found = load_section(Deployments, "product_matching", "deployments", path)
    assert found.train.cron is None
    assert found.train.paused


def test_the_repository_schedules_nothing_by_itself() -> None:
    for use_case in rooms.USE_CASES:
        found = load_section(Deployments, use_case, "deployments", REPOSITORY / "params.yaml")
        assert found.train.paused


@pytest.mark.parametrize(
    ("train", "told"),
    [
        ({"cron": "every day"}, "cron line of five fields"),
        ({"cron": "61 * * * *"}, "cron line of five fields"),
        ({"cron": "0 0 * * * *"}, "cron line of five fields"),
        ({"cron": "R R * * *"}, "cron line of five fields"),
        ({"cron": "0 0 31 2 *"}, "a date that never comes"),
        ({"cron": "0 3 * * *", "timezone": "Europe/Berln"}, "did you mean Europe/Berlin?"),
        ({"crn": "0 3 * * *"}, "Nearest known"),
        ({"profile": "fast"}, "quick"),
        ({"source": "simulator", "data": "tables"}, "choose one"),
    ],
)
def test_what_cannot_be_kept_is_refused(tmp_path: Path, train: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, train)
    assert told in str(refused.value)
    assert "product_matching.deployments of params.yaml" in str(refused.value)
