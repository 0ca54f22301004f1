"""The contract tables of simulated pictures: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.validation import ValidationReport, validate_directory
from contracts.visual_search import CONTRACT
from sources.simulator.visual_breaks import VISUAL_BREAKS, VISUAL_SILENCE
from sources.simulator.visual_search import TABLES, write

SEED, SCALE = 5, 0.15


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SCALE)
    return out


@pytest.fixture(scope="module")
def messy(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def report(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    return validate_directory(CONTRACT, folder, tmp_path_factory.mktemp("validated") / "out")


def near(good: int, rate: float) -> object:
    return pytest.approx(good * rate, abs=2 + 4 * np.sqrt(good * rate))


def test_every_column_is_one_of_the_contract(report: ValidationReport) -> None:
    assert report.refusal is None
    assert {table.name for table in CONTRACT.tables} == set(TABLES)
    assert all(not table.ignored_columns for table in report.tables)


def test_without_mess_nothing_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path / "in", seed=SEED, scale=0.05, messy=False)
    clean = frames(tmp_path / "in")
    counts = validate_directory(CONTRACT, tmp_path / "in", tmp_path / "out").counts()
    for name in TABLES:
        assert counts[f"{name}.rows_rejected"] == 0
        assert counts[f"{name}.rows_kept"] == len(clean[name])


def test_each_kind_of_mess_comes_at_its_rate(messy: dict[str, pd.DataFrame], report: ValidationReport) -> None:
    rates, counts = VISUAL_BREAKS, report.counts()
    photos, shots = len(messy["photo_truth"]), len(messy["shot_truth"])
    boxes = rates.backwards + rates.outside + rates.too_few
    expected = {
        "photos.broken.picture_readable": (photos, rates.unreadable),
        "photos.broken.photo_id_present": (photos, rates.no_photo),
        "photos.broken.products_known": (photos, rates.unknown_product),
        "catalogue.broken.picture_readable": (shots, rates.absent_shot),
        "catalogue.broken.product_id_present": (shots, rates.no_product),
    }
    for name, (good, rate) in expected.items():
        assert counts[name] == near(good, rate), name
    wrong = counts["photos.broken.boxes_listed"] + counts["photos.broken.boxes_in_picture"]
    assert wrong == near(photos, boxes)
    assert counts["photos.broken.picture_readable.too_large"] == 1
    assert 0 < counts["photos.rejected_share"] < 0.06
    assert counts["distractors.rows_rejected"] == 0


def test_the_mess_takes_nothing_away(messy: dict[str, pd.DataFrame]) -> None:
    photos = messy["photos"].drop_duplicates("photo_id")
    assert set(messy["photo_truth"].photo_id) <= set(photos.photo_id)
    silent = messy["catalogue"].title.isna().mean()
    assert silent == pytest.approx(VISUAL_SILENCE.title, abs=0.06)
