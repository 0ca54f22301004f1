"""The contract tables of deals: what the mess breaks, at its rates, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import frames

from contracts.deal_ranking import CONTRACT, with_options
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.deal_breaks import DEAL_BREAKS, DEAL_SILENCE
from sources.simulator.deal_mess import UNLOGGED_DAYS
from sources.simulator.deal_ranking import CONTRACT_OPTIONS, TABLES, write
from sources.simulator.deal_time import BEGINS, FIRST
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME
from sources.simulator.search_time import DAY

SEED, SCALE = 5, 0.1
PAIR = ["customer_id", "deal_id"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SCALE)
    return out


@pytest.fixture(scope="module")
def messy(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def clean_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return out


@pytest.fixture(scope="module")
def clean(clean_folder: Path) -> dict[str, pd.DataFrame]:
    return frames(clean_folder)


@pytest.fixture(scope="module")
def report(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    return validate_directory(with_options(CONTRACT_OPTIONS), folder, tmp_path_factory.mktemp("validated") / "out")


def near(good: int, rate: float) -> object:
    return pytest.approx(good * rate, abs=5 + 4 * np.sqrt(good * rate))


def test_every_column_is_one_of_the_contract(messy: dict[str, pd.DataFrame], report: ValidationReport) -> None:
    assert report.refusal is None
    assert all(not table.ignored_columns for table in report.tables)
    named = {table.name: {column.name for column in table.columns} for table in CONTRACT.tables}
    assert set(named) == set(TABLES)
    for name in TABLES:
        assert named[name] <= set(messy[name]), name


def test_without_mess_nothing_is_set_aside(
    clean_folder: Path, clean: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("validated clean") / "out"
    counts = validate_directory(with_options(CONTRACT_OPTIONS), clean_folder, out).counts()
    for name in TABLES:
        assert counts[f"{name}.rows_rejected"] == 0
        assert counts[f"{name}.rows_kept"] == len(clean[name])


@pytest.mark.parametrize("name", ["exposures", "redemptions", "transactions"])
def test_each_kind_of_mess_of_what_happened_comes_at_its_rate(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], name: str
) -> None:
    rows, rates = messy[name], DEAL_BREAKS
    good = int(messy["exposure_truth"].written.sum()) if name == "exposures" else len(clean[name])
    counts = {
        "no customer": (rows.customer_id.isna(), rates.no_customer),
        "broken time": (rows.time.isin(BROKEN_TIMES), rates.broken_time),
        "future time": (rows.time == FUTURE_TIME, rates.future_time),
    }
    if name == "transactions":
        counts["no product"] = (rows.product_id.isna(), rates.no_product)
        counts["delisted"] = (rows.product_id.str.startswith("x").fillna(False).astype(bool), rates.delisted)
        counts["returned"] = (rows.quantity == "-1", rates.negative_quantity)
    else:
        counts["unknown deal"] = (~rows.deal_id.isin(clean["deals"].deal_id), rates.unknown_deal)
        counts["repeated"] = (rows.duplicated(), rates.repeated)
    if name == "exposures":
        counts["rank"] = (rows["rank"].isin(["0", "-1"]), rates.rank_zero)
    if name == "redemptions":
        counts["revenue"] = (rows.revenue.str.startswith("-"), rates.negative_revenue)
    for kind, (found, rate) in counts.items():
        assert found.sum() == near(good, rate), kind


def test_the_contract_sets_aside_the_broken_rows_and_no_other(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    counts = report.counts()
    for name in ("exposures", "redemptions", "transactions"):
        rows = messy[name]
        broken = rows.customer_id.isna() | rows.time.isin([*BROKEN_TIMES, FUTURE_TIME])
        if name == "transactions":
            broken |= rows.product_id.isna() | (rows.quantity == "-1")
        else:
            broken |= ~rows.deal_id.isin(clean["deals"].deal_id)
            broken |= rows["rank"].isin(["0", "-1"]) if name == "exposures" else rows.revenue.str.startswith("-")
        assert counts[f"{name}.rows_rejected"] == broken.sum(), name
        assert 0.004 < counts[f"{name}.rejected_share"] < 0.02, name
    for name in ("deals", "products"):
        assert counts[f"{name}.rows_kept"] == len(clean[name])
        assert counts[f"{name}.rows_rejected"] == len(messy[name]) - len(clean[name])
        assert 0.001 < counts[f"{name}.rejected_share"] < 0.02, name
    assert counts["customers.rows_rejected"] == 0
    assert counts["customers.rows_kept"] == len(clean["customers"])


def test_some_days_and_a_channel_are_not_logged_but_redeemed(messy: dict[str, pd.DataFrame]) -> None:
    truth = messy["exposure_truth"]
    days = (truth.time - pd.Timestamp(FIRST, tz="UTC")) // pd.Timedelta(1, "D") - BEGINS // DAY
    gap = days.between(UNLOGGED_DAYS[0], UNLOGGED_DAYS[1] - 1)
    assert gap.any()
    assert not truth.written[gap].any()
    assert (~truth.written[~gap]).mean() == pytest.approx(DEAL_SILENCE.visits, abs=0.02)
    assert (truth.groupby("visit_id").written.nunique() == 1).all()
    lost = truth[~truth.written & truth.redeemed]
    assert len(lost) > 20
    seen, redeemed = messy["exposures"], messy["redemptions"]
    assert not lost.merge(seen[[*PAIR, "visit_id"]], on=[*PAIR, "visit_id"]).shape[0]
    assert len(lost.merge(redeemed.drop_duplicates(PAIR), on=PAIR)) == len(lost)


def test_cells_are_left_out_at_their_rates(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    deals = messy["deals"][messy["deals"].deal_id.isin(clean["deals"].deal_id)]
    whole = clean["deals"].set_index("deal_id").loc[deals.deal_id]
    for name in ("products", "category", "brand", "title", "price"):
        told = whole[name].notna().to_numpy()
        missing = (deals[name].isna() | (deals[name] == ""))[told]
        assert missing.sum() == near(int(told.sum()), getattr(DEAL_SILENCE, name)), name
    assert (deals.category == "").any()
    assert deals.category.isna().any()
    customers = messy["customers"].set_index("customer_id").loc[clean["customers"].customer_id]
    for name in ("age", "income"):
        assert customers[name].isna().sum() == near(len(customers), getattr(DEAL_SILENCE, name)), name


def test_the_mess_hides_nothing_of_what_happened(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    written = messy["redemptions"].dropna(subset=["customer_id"]).drop_duplicates(PAIR)
    both = clean["redemptions"].merge(written, on=PAIR, suffixes=("", "_written"))
    assert len(both) == len(clean["redemptions"])
    assert (both.revenue_written.astype(float) == both.revenue).mean() > 0.99
    pd.testing.assert_frame_equal(
        messy["exposure_truth"].drop(columns="written"), clean["exposure_truth"].drop(columns="written")
    )
    deals = messy["deals"].drop_duplicates("deal_id").merge(clean["deals"], on="deal_id", suffixes=("_written", ""))
    assert len(deals) == len(clean["deals"])
    assert (pd.to_datetime(deals.start_written, utc=True) == deals.start).all()
