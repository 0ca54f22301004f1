"""The log of ad impressions: bytes, scales, what breaks the contract, and that the truth is true."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from contracts.ad_click import IMPRESSIONS, with_options
from contracts.validation import ValidationReport, validate_directory
from sources.simulator.ad_click import CONTRACT_OPTIONS, write
from sources.simulator.ad_mess import BROKEN_TIMES, FUTURE_TIME, IMPRESSION_BREAKS, LATE, SILENT, UNCLEAR_CLICKS
from sources.simulator.ad_time import DAYS, FIRST, SHIFT, SHIFT_DAY
from sources.simulator.ad_truth import CLICK_RATE, PARTS

ROOT = Path(__file__).parents[2]
SEED, SMALL, LARGE = 5, 0.1, 1.0  # the small one is half of a shard, the large one has several


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("messy")
    write(out, seed=SEED, scale=SMALL)
    return out


@pytest.fixture(scope="module")
def messy(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """A larger world of the same seed without any mess."""
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=LARGE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def report(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    return validate_directory(with_options(CONTRACT_OPTIONS), folder, tmp_path_factory.mktemp("validated") / "out")


def good_rows(messy: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The first row of each id that the truth knows."""
    rows = messy["impressions"].drop_duplicates("impression_id")
    return rows[rows.impression_id.isin(messy["ad_truth"].impression_id)]


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.02)
    code = "import sys, pathlib; from sources.simulator.ad_click import CONTRACT_OPTIONS, write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.02)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    assert list(digests(tmp_path / "here")) == ["impressions.parquet", "truth/ad_truth.parquet"]
    write(tmp_path / "other", seed=4, scale=0.02)
    assert not set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())


def test_a_larger_log_holds_the_smaller_one(messy: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame]) -> None:
    few, many = messy["ad_truth"].set_index("impression_id"), clean["ad_truth"].set_index("impression_id")
    assert len(many) == LARGE * 200_000
    assert len(few) == pytest.approx(SMALL * 200_000, rel=0.1)
    pd.testing.assert_frame_equal(many.loc[few.index], few)
    some = good_rows(messy).set_index("impression_id")
    same = clean["impressions"].set_index("impression_id").loc[some.index]
    for name in ("ad", "placement", "propensity", "conversion", "spend"):
        assert (some[name] == same[name]).all(), name
    assert (some.click == same.click.map({True: "1", False: "0"})).all()
    assert (pd.to_datetime(some.time, utc=True) == same.time).all()


def test_columns_are_those_of_the_contract_and_the_two_that_are_declared(messy: dict[str, pd.DataFrame]) -> None:
    named = {column.name for column in IMPRESSIONS.columns}
    assert set(messy["impressions"]) == named | {"category", "price"}


def test_without_mess_every_row_is_whole_and_in_order(clean: dict[str, pd.DataFrame]) -> None:
    rows = clean["impressions"]
    assert rows.impression_id.is_unique
    assert rows.drop(columns="customer").notna().all(axis=None)
    assert 0.06 < rows.customer.isna().mean() < 0.1  # visits without a sign-in
    assert rows.time.is_monotonic_increasing
    day = (rows.time - pd.Timestamp(FIRST, tz="UTC")) / pd.Timedelta(1, "D")
    assert day.between(0, DAYS, inclusive="left").all()
    assert set(np.floor(day).astype(int)) == set(range(DAYS))
    assert rows.propensity.between(0, 1, inclusive="right").all()
    assert not (rows.conversion & ~rows.click).any()
    assert ((rows.spend > 0) == rows.conversion).all()
    assert (rows.groupby("ad")[["campaign", "advertiser", "category", "price"]].nunique() == 1).all(axis=None)
    assert (rows.groupby("campaign").advertiser.nunique() == 1).all()


def test_each_kind_of_mess_comes_at_its_rate(messy: dict[str, pd.DataFrame]) -> None:
    rows, good = messy["impressions"], len(messy["ad_truth"])
    counts = {
        "no_id": rows.impression_id.isna().sum(),
        "no_click": rows.click.isna().sum(),
        "unclear_click": rows.click.isin(UNCLEAR_CLICKS).sum(),
        "broken_time": rows.time.isin(BROKEN_TIMES).sum(),
        "future_time": (rows.time == FUTURE_TIME).sum(),
        "zero_propensity": (rows.propensity == 0).sum(),
        "repeated": rows.impression_id.dropna().duplicated().sum(),
    }
    assert sum(counts.values()) == len(rows) - good
    for name, rate in asdict(IMPRESSION_BREAKS).items():
        assert counts[name] == pytest.approx(good * rate, abs=4 * np.sqrt(good * rate)), name
    for name, rate in SILENT.items():
        assert rows[name].isna().mean() == pytest.approx(rate, rel=0.3), name
    times = pd.to_datetime(good_rows(messy).time, utc=True)
    assert LATE / 2 < (times < times.cummax()).mean() < 2 * LATE


def test_the_contract_sets_aside_the_broken_rows_and_no_other(
    messy: dict[str, pd.DataFrame], report: ValidationReport
) -> None:
    assert report.refusal is None
    assert all(not table.ignored_columns for table in report.tables)
    counts = report.counts()
    assert counts["impressions.rows_read"] == len(messy["impressions"])
    assert counts["impressions.rows_kept"] == len(messy["ad_truth"])


def test_clicks_and_purchases_come_with_their_true_probability(clean: dict[str, pd.DataFrame]) -> None:
    rows = clean["impressions"].merge(clean["ad_truth"], on="impression_id", suffixes=("", "_true"))
    assert rows.click.mean() == pytest.approx(CLICK_RATE, rel=0.2)
    young, late = rows.ad_age_days < 3, rows.redesigned
    parts = [rows.true_probability > 0.02, rows.true_probability < 0.002, young, late, rows.position == 1]
    for part in (slice(None), *parts, rows.campaign == rows.campaign.mode()[0]):
        some = rows[part]
        spread = np.sqrt((some.true_probability * (1 - some.true_probability)).sum())
        assert abs(some.click.sum() - some.true_probability.sum()) < 4 * spread
    clicked = rows[rows.click]
    chance = clicked.true_conversion_probability
    assert abs(clicked.conversion.sum() - chance.sum()) < 4 * np.sqrt((chance * (1 - chance)).sum())
    assert 0.04 < clicked.conversion.mean() < 0.16


def test_the_truth_is_the_sum_of_its_parts_and_leaves_most_to_chance(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["ad_truth"]
    odds = truth[[f"part_{name}" for name in PARTS]].sum(axis=1)
    logit = np.log(truth.true_probability / (1 - truth.true_probability))
    assert (logit - odds).std() < 1e-5  # what is left is one base
    for name in PARTS:
        assert truth[f"part_{name}"].std() > 0.02, name
    assert truth.part_redesign[truth.redesigned].unique() == pytest.approx([SHIFT])
    moment = clean["impressions"].time >= pd.Timestamp(FIRST, tz="UTC") + pd.Timedelta(SHIFT_DAY, "D")
    assert (truth.redesigned == moment).all()
    rate = truth.true_probability.mean()

    def entropy(chance: pd.Series | float) -> float:
        return float(-np.mean(chance * np.log(chance) + (1 - chance) * np.log1p(-chance)))

    assert 0.8 < entropy(truth.true_probability) / entropy(rate) < 0.92


def test_the_logging_policy_is_neither_blind_nor_right(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["ad_truth"]
    mean = truth[["uniform_probability", "policy_probability", "best_probability"]].mean()
    assert 1.2 * mean.uniform_probability < mean.policy_probability < 0.8 * mean.best_probability
    # weights of the inverse propensity give back what a random candidate would have had
    weights = 1 / (8 * clean["impressions"].propensity)
    assert weights.mean() == pytest.approx(1, abs=0.02)
    assert (weights * truth.true_probability).mean() == pytest.approx(mean.uniform_probability, rel=0.05)


def test_ads_and_customers_and_devices_keep_arriving_and_campaigns_differ_in_size(
    clean: dict[str, pd.DataFrame],
) -> None:
    rows = clean["impressions"].assign(true_customer=clean["ad_truth"].true_customer)
    day = ((rows.time - pd.Timestamp(FIRST, tz="UTC")) // pd.Timedelta(1, "D")).to_numpy()
    for name, least in (("ad", 100), ("true_customer", 500), ("device", 1)):
        first = pd.Series(day).groupby(rows[name].to_numpy()).min()
        assert (first >= 48).sum() >= least, name
        assert (first < 10).sum() > (first >= 48).sum(), name
    shares = rows.campaign.value_counts(normalize=True)
    assert shares.iloc[0] > 0.06
    assert shares.iloc[-20:].sum() < 0.01
    visits = rows.true_customer.value_counts()
    assert visits.quantile(0.99) > 10 * visits.median()
