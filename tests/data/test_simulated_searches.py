"""The contract tables of product search: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.product_search import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.product_search import TABLES, write
from sources.simulator.search_mess import (
    BROKEN_TIMES,
    FUTURE_TIME,
    SEARCH_BREAKS,
    UNCLEAR_CLICKS,
    UNKNOWN_GRADES,
    WORDLESS_QUERIES,
)

SEED, SCALE = 5, 0.1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SCALE)
    return out


@pytest.fixture(scope="module")
def messy(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def report(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    return validate_directory(CONTRACT, folder, tmp_path_factory.mktemp("validated") / "out")


def test_every_column_is_one_of_the_contract(messy: dict[str, pd.DataFrame], report: ValidationReport) -> None:
    assert report.refusal is None
    assert all(not table.ignored_columns for table in report.tables)
    named = {table.name: {column.name for column in table.columns} for table in CONTRACT.tables}
    assert set(named) == set(TABLES)
    for name in TABLES:
        assert named[name] - set(messy[name]) <= {"split", "region"}, name


def test_each_kind_of_mess_comes_at_its_rate(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    events, judgments, products = messy["events"], messy["judgments"], messy["products"]
    rates = SEARCH_BREAKS
    stays = messy["stock"].dropna(subset=["available_from", "available_to"])
    strange = [messy[name].product_id.str.startswith("x").sum() for name in ("events", "judgments", "stock")]
    textless = products.drop(columns=["product_id", "colour", "price", "launch_date", "language"]).isna().all(axis=1)
    good = len(clean["events"])
    counts = {
        "no_query": (events["query"].isna().sum(), good * rates.no_query),
        "wordless": (events["query"].isin(WORDLESS_QUERIES).sum(), good * rates.wordless_query),
        "rank": (events["rank"].str.startswith("-").sum(), good * rates.negative_rank),
        "broken time": (events.time.isin(BROKEN_TIMES).sum(), good * rates.broken_time),
        "future": (events.time.eq(FUTURE_TIME).sum(), good * rates.future_time),
        "click": (events.click.isin(UNCLEAR_CLICKS).sum(), good * rates.unclear_click),
        "repeated": (events.duplicated().sum(), good * rates.repeated),
        "strange events": (strange[0], good * rates.unknown_product),
        "strange judgments": (strange[1], len(clean["judgments"]) * rates.unknown_product),
        "strange stock": (strange[2], len(clean["stock"]) * rates.unknown_product),
        "grade": (judgments.grade.isin(UNKNOWN_GRADES).sum(), len(clean["judgments"]) * rates.unknown_grade),
        "stay": ((stays.available_to < stays.available_from).sum(), len(clean["stock"]) * rates.ends_before),
        "no id": (products.product_id.isna().sum(), len(clean["products"]) * rates.no_id),
        "refund": (products.price.str.startswith("-").sum(), len(clean["products"]) * rates.negative_price),
        "textless": (textless.sum(), len(clean["products"]) * rates.textless),
    }
    for name, (found, expected) in counts.items():
        assert found == pytest.approx(expected, abs=1 + 4 * np.sqrt(expected)), name
    of_events = [found for name, (found, _) in counts.items() if name in list(counts)[:8]]
    assert len(events) == good + sum(of_events)


def test_the_contract_sets_aside_the_broken_rows_and_those_of_lost_products_and_no_other(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    counts, truth = report.counts(), clean["product_truth"]
    lost = set(truth.product_id[truth.removed])
    assert lost
    assert counts["products.rows_kept"] == len(truth) - len(lost)
    assert not set(messy["products"].product_id) & lost
    for name in ("stock", "judgments"):
        assert counts[f"{name}.rows_kept"] == (~clean[name].product_id.isin(lost)).sum(), name
    kept = (~clean["events"].product_id.isin(lost)).sum()
    copies = messy["events"].duplicated() & ~messy["events"].product_id.isin(lost)
    assert counts["events.rows_kept"] == kept + copies.sum()
    assert counts["customers.rows_rejected"] == 0
    assert 0 < counts["events.rejected_share"] < 0.03


def test_the_mess_hides_nothing_of_what_happened(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    written = messy["events"]
    written = written[~written.product_id.str.startswith("x")].drop_duplicates(["search_id", "product_id"])
    assert len(written) == len(clean["events"])
    good = clean["events"]
    assert (written["rank"].to_numpy() == good["rank"].astype(str).to_numpy()).all()
    assert (written.click.to_numpy() == np.where(good.click, "1", "0")).all()
    assert (pd.to_datetime(written.time, utc=True).to_numpy() == good.time.to_numpy()).all()
    words = messy["judgments"].grade.str.lower().str[:1]
    assert set(words) >= set("esci")
