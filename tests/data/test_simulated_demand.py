"""The contract tables of demand forecasting: bytes, scales, what breaks the contract, and that the truth is true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from contracts.demand_forecasting import CONTRACT
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.demand_forecasting import write
from sources.simulator.demand_mess import BROKEN_DATES, FUTURE_DATE, SALES_BREAKS
from sources.simulator.demand_time import FIRST, WEEKS

ROOT = Path(__file__).parents[2]
SEED, SCALE = 5, 0.06  # the last of its runs of families is cut off by the scale
KEY = ["product_id", "region", "date"]


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


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """A larger world of the same seed without broken rows."""
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=0.2, messy=False)
    return frames(out)


def as_known(sales: pd.DataFrame) -> pd.DataFrame:
    """Of each product, region and date the row that was recorded last."""
    return sales.sort_values("recorded_at").drop_duplicates(KEY, keep="last")


def mondays(days: pd.Series) -> pd.Series:
    """The Monday of each day's week, as the truth's `week` has it."""
    moments = pd.to_datetime(days)
    return (moments - pd.to_timedelta(moments.dt.day_of_week, unit="D")).dt.date


def test_the_same_arguments_give_the_same_bytes_in_any_process(folder: Path, tmp_path: Path) -> None:
    code = "import sys, pathlib; from sources.simulator.demand_forecasting import write\n"
    code += f"write(pathlib.Path(sys.argv[1]), seed={SEED}, scale={SCALE})"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(folder) == digests(tmp_path / "there")
    names = ["calendar", "products", "promotions", "regions", "sales", "truth/demand_truth"]
    assert list(digests(folder)) == [f"{name}.parquet" for name in names]
    write(tmp_path / "other", seed=SEED + 1, scale=SCALE)
    here, other = digests(folder), digests(tmp_path / "other")
    assert {name for name in here if here[name] == other[name]} == {"regions.parquet"}


def test_a_larger_scale_holds_the_products_the_sales_and_the_truth_of_a_smaller_one(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    small = messy["products"].set_index("product_id")
    assert 4 * len(small) > len(clean["products"]) > 2 * len(small)
    pd.testing.assert_frame_equal(clean["products"].set_index("product_id").loc[small.index], small)
    for name, key in (("demand_truth", ["product_id", "region", "week"]), ("promotions", None)):
        few, many = messy[name], clean[name][clean[name].product_id.isin(small.index)]
        order = key or list(few)
        few, many = (frame.sort_values(order).reset_index(drop=True) for frame in (few, many))
        pd.testing.assert_frame_equal(many, few)
    many = clean["sales"][clean["sales"].product_id.isin(small.index)]
    columns = list(many)
    found = messy["sales"].merge(many, on=columns, how="inner").drop_duplicates()
    assert len(found) == len(many)  # every good row of the smaller one, to the hour of its recording
    pd.testing.assert_frame_equal(messy["calendar"], clean["calendar"])


def test_without_mess_every_row_is_whole(clean: dict[str, pd.DataFrame]) -> None:
    sales, products = clean["sales"], clean["products"]
    assert sales[[*KEY, "units", "recorded_at", "stock_out", "orders"]].notna().all(axis=None)
    assert not sales.duplicated([*KEY, "recorded_at"]).any()
    dates = pd.to_datetime(sales.date, format="%Y-%m-%d")
    assert dates.min() >= pd.Timestamp(FIRST)
    assert dates.max() == pd.Timestamp(FIRST) + pd.Timedelta(7 * WEEKS - 1, "D")
    assert dates.max().day_name() == "Sunday"
    assert (sales.recorded_at > dates.dt.tz_localize("UTC")).all()
    assert set(sales.product_id) <= set(products.product_id)
    assert (sales.groupby("region").currency.nunique() == 1).all()
    told = sales.merge(products, on="product_id").assign(date=dates.to_numpy())
    launched = told[told.launch_date.notna()]
    assert (launched.date >= pd.to_datetime(launched.launch_date)).all()
    sold = told[(told.end_date.notna()) & (told.orders > 0)]
    assert (sold.date <= pd.to_datetime(sold.end_date)).all()
    assert len(sold) > 1_000


def test_each_kind_of_broken_row_comes_at_its_rate(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    sales = messy["sales"]
    good = int(clean["sales"].product_id.isin(messy["products"].product_id).sum())
    counts = {
        "no_product": sales.product_id.isna().sum(),
        "no_units": sales.units.isna().sum(),
        "negative_price": (sales.price < 0).sum(),
        "broken_date": sales.date.isin(BROKEN_DATES).sum(),
        "future_date": (sales.date == FUTURE_DATE).sum(),
        "repeated": sales.duplicated().sum(),
    }
    for kind, count in counts.items():
        assert count == pytest.approx(good * getattr(SALES_BREAKS, kind), abs=1.5), kind
    assert sum(counts.values()) == len(sales) - good
    assert 0.005 < (len(sales) - good) / good < 0.02


def test_the_contract_sets_aside_the_broken_rows_and_no_other(
    messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    assert report.refusal is None
    assert not report.absent
    counts = report.counts()
    good = int(clean["sales"].product_id.isin(messy["products"].product_id).sum())
    assert counts["sales.rows_read"] == len(messy["sales"])
    assert counts["sales.rows_kept"] == good
    for name in ("products", "calendar", "promotions", "regions"):
        assert counts[f"{name}.rows_kept"] == len(messy[name]), name
    assert all(not table.ignored_columns for table in report.tables)


def test_the_truth_is_what_is_sold_where_there_is_stock(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["demand_truth"]
    assert truth.asked.sum() / truth.rate.sum() == pytest.approx(1, abs=0.01)
    assert truth.asked.sum() / truth["mean"].sum() == pytest.approx(1, abs=0.04)  # surprises move a year's fashion
    for part in (truth["mean"] < 0.5, truth["mean"].between(0.5, 3), truth["mean"] > 3, truth.region == "au-nsw"):
        assert truth.asked[part].sum() / truth.rate[part].sum() == pytest.approx(1, abs=0.03)

    sales = as_known(clean["sales"])
    week = mondays(sales.date)
    net = sales.groupby(["product_id", "region", week.rename("week")]).units.sum().rename("net").reset_index()
    both = truth.merge(net, how="left").fillna({"net": 0.0})
    stocked = both.out == 0
    assert (both.net[stocked] == both.asked[stocked]).all()
    empty = both[both.out > 0.5]
    assert empty.net.sum() < 0.35 * empty.rate.sum()  # what is sold then says little about demand
    assert 0.005 < truth.out.mean() < 0.03
    flagged = sales.groupby(["product_id", "region", week.rename("week")]).stock_out.any().reset_index()
    seen = both[~stocked].merge(flagged, how="left").stock_out.fillna(False).mean()
    assert 0.8 < seen < 0.97


def test_counts_vary_more_than_a_poisson_process_and_the_mean_is_the_better_guess(
    clean: dict[str, pd.DataFrame],
) -> None:
    truth = clean["demand_truth"]
    spread = (truth.asked - truth.rate) ** 2
    assert spread.sum() / truth.rate.sum() > 1.5
    by_series = truth.groupby(["product_id", "region"])["mean"].transform("mean")
    error = (truth.asked - truth["mean"]).abs().sum()
    assert error < 0.97 * (truth.asked - by_series).abs().sum()
    assert 0.4 < error / truth.asked.sum() < 0.8  # a hard floor, not a hopeless one


def test_the_season_is_half_a_year_apart_below_the_equator_and_events_show(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["demand_truth"].merge(clean["products"][["product_id", "category"]])
    month = pd.to_datetime(truth.week).dt.month
    garden = truth[truth.category == "Garden"].groupby([truth.region, month])["mean"].mean().unstack()
    assert set(garden.loc[["de-north", "us-west"]].idxmax(axis=1)) <= {4, 5, 6}
    assert set(garden.loc[["au-nsw", "au-vic"]].idxmax(axis=1)) <= {10, 11, 12}
    calendar = clean["calendar"]
    fridays = calendar[(calendar.event == "black friday") & (calendar.region == "us-east")].date
    fridays = fridays[pd.to_datetime(fridays).dt.day_of_week == 4]
    weeks = mondays(fridays)
    electric = truth[truth.category.isin(["Computers", "Electronics", "Phones & Gaming", "Appliances"])]
    units = electric.groupby(["week", "product_id"])["mean"].sum().unstack()
    found = [monday for monday in weeks if monday in units.index]
    assert len(found) == 3
    for monday in found:
        before = units.loc[[(pd.Timestamp(monday) - pd.Timedelta(7 * back, "D")).date() for back in (2, 3, 4)]]
        assert (units.loc[monday] / before.mean()).median() > 1.3
    ahead = calendar[pd.to_datetime(calendar.date) > pd.Timestamp("2024-12-29")]
    assert {"black friday", "easter", "christmas run-up"} <= set(ahead.event)
    assert ahead.known_ahead.all()
    assert not calendar.known_ahead.all()


def test_products_come_in_every_year_and_some_stop_return_or_are_corrected(clean: dict[str, pd.DataFrame]) -> None:
    truth, sales = clean["demand_truth"], clean["sales"]
    seen = pd.to_datetime(truth.groupby("product_id").week.min()).dt.year.value_counts()
    assert all(seen.get(year, 0) >= 5 for year in (2022, 2023, 2024))
    planned = ~clean["products"].product_id.isin(truth.product_id)
    assert 0.005 < planned.mean() < 0.1
    assert 0.03 < clean["products"].end_date.notna().mean() < 0.3
    assert 0.01 < (sales.units < 0).mean() < 0.08
    corrected = sales[sales.duplicated(KEY, keep=False)].sort_values("recorded_at")
    assert 0.002 < len(corrected) / 2 / len(sales) < 0.01
    pairs = corrected.groupby(KEY)
    assert (pairs.recorded_at.last() > pairs.recorded_at.first()).all()
    assert (pairs.units.last() != pairs.units.first()).mean() > 0.95
    assert np.all(pairs.size() == 2)
