"""The contract tables of simulated question answering: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.question_answering import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.qa_breaks import MARKED_UP, QA_BREAKS, QA_SILENCE
from sources.simulator.question_answering import TABLES, TRUTH, write

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
    assert {table.name for table in CONTRACT.tables if table.name != "opinions"} == set(TABLES)
    assert all(not table.ignored_columns for table in report.tables)


def test_without_mess_nothing_is_set_aside(
    folders: dict[bool, Path], clean: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> None:
    counts = validate_directory(CONTRACT, folders[False], tmp_path_factory.mktemp("validated clean") / "out").counts()
    for name in TABLES:
        assert counts[f"{name}.rows_rejected"] == 0
        assert counts[f"{name}.rows_kept"] == len(clean[name])


def test_each_kind_of_mess_comes_at_its_rate(clean: dict[str, pd.DataFrame], report: ValidationReport) -> None:
    rates, counts = QA_BREAKS, report.counts()
    expected = {
        "products.broken.type.attributes": rates.broken_attributes,
        "reviews.broken.product_known": rates.unknown_product,
        "reviews.broken.text_says_something": rates.wordless,
        "reviews.broken.stars_1_to_5": rates.strange_stars,
        "reviews.broken.type.time": rates.broken_time,
        "community_answers.broken.answer_says_something": rates.wordless,
        "orders.broken.quantity_not_negative": rates.negative_quantity,
        "orders.broken.price_not_negative": rates.negative_price,
        "qa.broken.question_says_something": rates.wordless,
        "qa.broken.source_known": rates.unknown_source,
        "qa.broken.product_known": rates.unknown_product,
        "qa.broken.question_id_present": rates.no_id,
    }
    for name, rate in expected.items():
        assert counts[name] == near(len(clean[name.split(".")[0]]), rate), name
    for name in ("reviews.broken.review_id_present", "qa.broken.question_length", "reviews.broken.id_unique"):
        assert counts[name] >= 1, name
    for name in ("products", "reviews", "community_answers", "orders", "qa"):
        assert 0.003 < counts[f"{name}.rejected_share"] < 0.04, name


def test_cells_are_left_out_at_their_rates_and_texts_stand_between_tags(messy: dict[str, pd.DataFrame]) -> None:
    cells = {"reviews": ("stars", "time"), "community_answers": ("votes", "time"), "qa": ("kind",)}
    for name, columns in cells.items():
        for column in columns:
            empty = messy[name][column].isna().sum()
            assert empty == near(len(messy[name]), getattr(QA_SILENCE, column)), (name, column)
    tagged = messy["reviews"].text.str.contains(r"^<p>.*</p>$|^<div><b>|<br />$", na=False)
    assert tagged.sum() >= near(len(tagged), MARKED_UP).expected * 0.6  # type: ignore[attr-defined]


def test_the_mess_takes_nothing_away(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    for name in TRUTH:
        pd.testing.assert_frame_equal(messy[name], clean[name])
    for name, key in (("products", "product_id"), ("reviews", "review_id"), ("orders", "order_id")):
        assert set(clean[name][key]) <= set(messy[name][key])
    keys = ["question_id", "candidate"]
    assert len(clean["qa"].merge(messy["qa"].drop_duplicates(keys), on=keys)) == len(clean["qa"])
