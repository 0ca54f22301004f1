"""The contract tables of simulated reviews: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.review_extraction import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.review_breaks import REVIEW_BREAKS, REVIEW_SILENCE, STRANGE_STARS, UNKNOWN_SENTIMENTS
from sources.simulator.review_extraction import TABLES, write

SEED, SCALE = 5, 0.2


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    out = {messy: tmp_path_factory.mktemp(f"messy {messy}") for messy in (True, False)}
    for messy, folder in out.items():
        write(folder, seed=SEED, scale=SCALE, messy=messy)
    return out


@pytest.fixture(scope="module")
def messy(folders: dict[bool, Path]) -> dict[str, pd.DataFrame]:
    return frames(folders[True])


@pytest.fixture(scope="module")
def clean(folders: dict[bool, Path]) -> dict[str, pd.DataFrame]:
    return frames(folders[False])


@pytest.fixture(scope="module")
def report(folders: dict[bool, Path], tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    return validate_directory(CONTRACT, folders[True], tmp_path_factory.mktemp("validated") / "out")


def near(good: int, rate: float) -> object:
    return pytest.approx(good * rate, abs=5 + 4 * np.sqrt(good * rate))


def test_every_column_is_one_of_the_contract(report: ValidationReport) -> None:
    assert report.refusal is None
    assert {table.name for table in CONTRACT.tables} == set(TABLES)
    assert all(not table.ignored_columns for table in report.tables)


def test_without_mess_nothing_is_set_aside(
    folders: dict[bool, Path], clean: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("validated clean") / "out"
    counts = validate_directory(CONTRACT, folders[False], out).counts()
    for name in TABLES:
        assert counts[f"{name}.rows_rejected"] == 0
        assert counts[f"{name}.rows_kept"] == len(clean[name])


def test_each_kind_of_mess_comes_at_its_rate(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    rates, counts = REVIEW_BREAKS, report.counts()
    reviews, annotations = len(clean["reviews"]), len(clean["annotations"])
    expected = {
        "reviews.broken.id_present": (reviews, rates.no_id),
        "reviews.broken.some_text": (reviews, rates.textless + rates.signs + rates.markup),
        "reviews.broken.stars_1_to_5": (reviews, rates.strange_stars),
        "reviews.broken.type.time": (reviews, rates.broken_time),
        "annotations.broken.sentiment_known": (annotations, rates.unknown_sentiment),
        "annotations.broken.opinion_in_text": (
            annotations,
            rates.outside + rates.crossing + rates.backwards + rates.half,
        ),
    }
    for name, (good, rate) in expected.items():
        assert counts[name] == near(good, rate), name
    assert counts["reviews.broken.text_length"] >= 1
    assert messy["reviews"].stars.isin(STRANGE_STARS).any()
    assert messy["annotations"].sentiment.isin(UNKNOWN_SENTIMENTS).any()
    for name in TABLES:
        assert 0.005 < counts[f"{name}.rejected_share"] < 0.05, name


def test_cells_are_left_out_at_their_rates(messy: dict[str, pd.DataFrame]) -> None:
    reviews = messy["reviews"]
    for name in ("product_id", "category", "stars", "time", "language"):
        assert reviews[name].isna().sum() == near(len(reviews), getattr(REVIEW_SILENCE, name)), name


def test_the_mess_takes_nothing_away(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    for name in ("review_truth", "triplet_truth", "product_truth"):
        pd.testing.assert_frame_equal(messy[name], clean[name])
    both = clean["reviews"].merge(messy["reviews"], on=["review_id", "text"], suffixes=("", "_written"))
    assert set(both.review_id) == set(clean["reviews"].review_id)
    assert len(messy["annotations"]) > len(clean["annotations"])
