"""What opening a model takes of memory, told by a process that has opened nothing before."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from ad_click_tables import SETTINGS, impressions, written

from evaluation import cost, opening
from features.ad_click import build
from models.ad_click import train
from models.serving import load_bundle

LEARNING: dict[str, Any] = {
    "threads": 1,
    "trees": {"rounds": 2, "learning_rate": 0.1, "patience": 5},
    "past": {"folds": 2, "tree_folds": 2},
}
LEAST_MB = 30  # what pandas alone takes is more


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("opening")
    build(written(room / "clean", impressions(1_000, rate=0.3)), room / "examples", SETTINGS)
    train(room / "examples", LEARNING, room / "bundle", lambda *_: None)
    return room / "bundle"


def test_libraries_count_though_this_process_has_them(bundle: Path) -> None:
    load_bundle(bundle)
    found = opening.memory(bundle)
    assert set(found) == {"load_memory_mb"} <= set(cost.MEASURES)
    measure = found["load_memory_mb"]
    assert measure.value is not None
    assert measure.value > LEAST_MB
    assert (measure.unit, measure.higher_is_better) == ("MB", False)


def test_what_cannot_be_opened_is_no_measure(bundle: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        opening.memory(bundle / "nothing")
