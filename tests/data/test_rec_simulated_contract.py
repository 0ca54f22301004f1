"""The contract tables of recommendation: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.recommendation import CONTRACT, TYPES
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.rec_mess import BOT_EVENTS, REC_BREAKS, SAME_MOMENT, UNKNOWN_TYPES
from sources.simulator.recommendation import TABLES, write
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME, SEARCH_BREAKS

SEED, SCALE = 5, 0.2


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
        assert named[name] - set(messy[name]) <= {"order"}, name


def test_each_kind_of_mess_comes_at_its_rate(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    events, rates, good = messy["events"], REC_BREAKS, len(clean["events"])
    machine = events.customer_id.str.startswith("b").fillna(False).astype(bool)
    counts = {
        "no customer": (events.customer_id.isna().sum(), rates.no_customer),
        "no product": (events.product_id.isna().sum(), rates.no_product),
        "type": (events.type.isin(UNKNOWN_TYPES).sum(), rates.unknown_type),
        "price": (events.price.str.startswith("-").sum(), rates.negative_price),
        "broken time": (events.time.isin(BROKEN_TIMES).sum(), rates.broken_time),
        "future": (events.time.eq(FUTURE_TIME).sum(), rates.future_time),
        "delisted": (events.product_id.str.startswith("x").sum(), rates.delisted),
        "repeated": (events[~machine].duplicated().sum(), rates.repeated),
    }
    for name, (found, rate) in counts.items():
        assert found == pytest.approx(good * rate, abs=1 + 4 * np.sqrt(good * rate)), name
    assert len(events) == good + sum(found for found, _ in counts.values()) + BOT_EVENTS
    assert machine.sum() == BOT_EVENTS


def test_the_contract_sets_aside_the_broken_rows_and_no_other(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    counts, truth, rates, good = report.counts(), clean["product_truth"], REC_BREAKS, len(clean["events"])
    events = messy["events"]
    broken = events[["customer_id", "product_id"]].isna().any(axis=1) | ~events.type.isin(TYPES)
    broken |= events.price.str.startswith("-") | events.time.isin([*BROKEN_TIMES, FUTURE_TIME])
    assert counts["events.rows_kept"] == (~broken).sum()
    assert 0.006 < counts["events.rejected_share"] < 0.013
    assert (~broken).sum() >= good + round(rates.delisted * good) + BOT_EVENTS - 1
    lost = set(truth.product_id[truth.removed])
    assert lost
    assert counts["products.rows_kept"] == len(truth) - len(lost)
    assert not set(messy["products"].product_id) & lost
    assert counts["customers.rows_rejected"] == 0
    assert counts["customers.rows_kept"] == len(clean["customers"]) + 1
    stock, refused = len(clean["stock"]), SEARCH_BREAKS.ends_before * len(clean["stock"])
    assert counts["stock.rows_rejected"] == pytest.approx(refused, abs=1 + 4 * np.sqrt(refused))
    assert counts["stock.rows_kept"] >= stock


def test_the_mess_hides_nothing_of_what_happened(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    key = ["visit_id", "product_id", "type"]
    written = messy["events"].dropna(subset=key)
    written = written[written.visit_id.str.startswith("v")].drop_duplicates(key)
    both = clean["events"].merge(written, on=key, suffixes=("", "_written"))
    assert len(both) == len(clean["events"])
    assert (both.price_written.astype(float) == both.price).mean() > 0.99
    visits = messy["events"].drop_duplicates().groupby("visit_id").agg(rows=("time", "size"), times=("time", "nunique"))
    several = visits[visits.rows > 3]
    assert (several.times == 1).mean() == pytest.approx(SAME_MOMENT, abs=0.03)


def test_a_machine_is_one_customer_of_thousands_of_events(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    counts = messy["events"].customer_id.value_counts()
    assert counts.iloc[0] == BOT_EVENTS
    assert counts.iloc[1] < BOT_EVENTS / 2
    assert counts.index[0] in set(messy["customers"].customer_id)
    machine = messy["events"][messy["events"].customer_id == counts.index[0]]
    assert machine.product_id.nunique() > 1_000
    launched = clean["product_truth"].set_index("product_id").launched.reindex(machine.product_id)
    assert (launched.to_numpy() <= pd.to_datetime(machine.time, utc=True).to_numpy()).all()
    assert (machine.type == "view").all()
