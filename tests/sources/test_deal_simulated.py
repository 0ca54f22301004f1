"""The contract tables of deals: bytes, sizes, what limits hold, how customers behave, and that the truth is true."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from infra.errors import SettingsError
from sources.simulator.deal_kinds import NAMES
from sources.simulator.deal_ranking import TABLES, TRUTH, write
from sources.simulator.deal_time import BEGINS, ENDS, FIRST, TEST_FROM
from sources.simulator.rec_truth import type_paths

ROOT = Path(__file__).parents[2]
SEED, SCALE = 7, 0.3
PAIR = ["customer_id", "deal_id"]


def moment(seconds: int) -> pd.Timestamp:
    return pd.Timestamp(FIRST, tz="UTC") + pd.Timedelta(seconds, "s")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def shown(clean: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Exposures with their truth and that of their deals."""
    deals = clean["deals"].merge(clean["deal_truth"].drop(columns="offer_id"), on="deal_id")
    return clean["exposure_truth"].rename(columns={"redeemed": "taken"}).merge(deals, on="deal_id")


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.02)
    code = "import sys, pathlib; from sources.simulator.deal_ranking import write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.02)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    files = [*(f"{name}.parquet" for name in sorted(TABLES)), *(f"truth/{name}.parquet" for name in sorted(TRUTH))]
    assert list(digests(tmp_path / "here")) == files
    write(tmp_path / "other", seed=4, scale=0.02)
    assert not set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 1_000.0)])
def test_a_seed_or_a_scale_that_is_not_to_be_had_is_refused(tmp_path: Path, seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        write(tmp_path, seed=seed, scale=scale)


def test_without_mess_rows_are_whole_and_in_order(clean: dict[str, pd.DataFrame]) -> None:
    for name, table in clean.items():
        if "time" in table:
            assert table.time.is_monotonic_increasing, name
            assert table.time.max() < moment(ENDS), name
        for column, other in {"deal_id": "deals", "customer_id": "customers", "product_id": "products"}.items():
            if column in table:
                assert set(table[column]) <= set(clean[other][column]), (name, column)
    assert clean["exposures"].notna().all(axis=None)
    assert clean["transactions"].notna().all(axis=None)
    assert clean["exposures"].time.min() >= moment(BEGINS)
    assert clean["transactions"].time.min() < moment(BEGINS)
    assert clean["deals"].deal_id.is_unique
    listed = set(clean["deals"].products.dropna().map(json.loads).explode())
    assert listed <= set(clean["products"].product_id)
    assert set(clean["deals"].type) == set(NAMES)
    assert 440_000 * SCALE < len(clean["exposures"]) < 570_000 * SCALE
    assert clean["exposure_truth"].written.all()


def test_a_page_shows_each_deal_once_while_it_runs_and_every_place_from_the_top(shown: pd.DataFrame) -> None:
    assert not shown.duplicated(["visit_id", "deal_id"]).any()
    places = shown.groupby("visit_id")["rank"].agg(["min", "max", "size"])
    assert (places["min"] == 1).all()
    assert (places["max"] == places["size"]).all()
    assert (shown.start <= shown.time).all()
    assert (shown.time < shown.ends).all()
    assert (shown.end.isna() | (shown.end == shown.ends)).all()
    assert shown.end.isna().any()


def test_a_deal_is_redeemed_once_a_customer_after_it_was_shown_and_before_it_ends(
    clean: dict[str, pd.DataFrame], shown: pd.DataFrame
) -> None:
    redeemed = clean["redemptions"].merge(clean["deal_truth"], on="deal_id")
    assert not redeemed.duplicated(PAIR).any()
    assert (redeemed.time < redeemed.ends).all()
    taken = shown[shown.taken][[*PAIR, "time"]].merge(redeemed, on=PAIR, suffixes=("_shown", ""))
    assert len(taken) == len(redeemed)
    assert (taken.time >= taken.time_shown).all()
    assert (taken.time - taken.time_shown < pd.Timedelta(1, "h")).all()
    assert (shown.groupby(PAIR).cumcount() == shown.earlier_showings).all()
    again = shown.merge(taken[[*PAIR, "time"]], on=PAIR, suffixes=("", "_taken"))
    assert not (again.time > again.time_taken).any()


def test_what_is_sold_out_or_over_budget_is_redeemed_no_more(
    clean: dict[str, pd.DataFrame], shown: pd.DataFrame
) -> None:
    deals = clean["deals"].merge(clean["deal_truth"].drop(columns="offer_id"), on="deal_id")
    assert (deals.redeemed <= deals.stock.fillna(np.inf)).all()
    assert (deals.redeemed * deals.cost <= deals.budget.fillna(np.inf) + 1e-6).where(deals.budget.notna(), True).all()
    gone = deals.sold_out_at.notna()
    last = deals.redeemed.eq(deals.stock) | (deals.budget - deals.redeemed * deals.cost < deals.cost * (1 - 1e-6))
    assert (gone == last).all()
    assert not (shown.taken & (shown.time > shown.sold_out_at)).any()
    # nobody shows what was gone before the hour began
    assert not (shown.time.dt.floor("h") > shown.sold_out_at).any()
    limited = deals.stock.notna() | deals.budget.notna()
    assert 0.1 < gone[limited].mean() < 0.5
    assert (deals.redeemed[limited & (deals.shown > 0)] == 0).mean() > 0.2


def test_sizes_and_rates_are_those_of_a_shop(clean: dict[str, pd.DataFrame], shown: pd.DataFrame) -> None:
    assert 0.01 < shown.taken.mean() < 0.03
    assert 0.5 < (shown.taken[shown["rank"] == 4].mean() / shown.taken[shown["rank"] == 1].mean()) / 4**-0.45 < 1.3
    days = pd.date_range(moment(BEGINS), moment(ENDS), freq="D", inclusive="left") + pd.Timedelta(12, "h")
    truth = clean["deals"].merge(clean["deal_truth"], on="deal_id")
    live = np.array([((truth.start <= day) & (day < truth.ends)).sum() for day in days])
    assert live.min() >= 25
    assert live.max() <= 200
    sorted_counts = truth.shown.sort_values(ascending=False)
    assert sorted_counts.iloc[: len(truth) // 10].sum() > 0.35 * truth.shown.sum()
    hours = (truth.ends - truth.start) / pd.Timedelta(1, "h")
    assert hours[truth.type == "flash"].between(6, 48).all()
    assert hours[truth.type == "coupon"].min() >= 14 * 24
    together = truth[truth.campaign_id.notna()].groupby("campaign_id")[["start", "ends"]].nunique()
    assert (together == 1).all(axis=None)


def test_some_offers_run_again_and_the_last_weeks_are_full_of_new_deals(
    clean: dict[str, pd.DataFrame], shown: pd.DataFrame
) -> None:
    deals = clean["deals"].merge(clean["deal_truth"].drop(columns="offer_id"), on="deal_id")
    assert 0.05 < deals.again.mean() < 0.3
    runs = deals.sort_values("start").groupby("offer_id")
    assert (runs[["products", "discount", "price"]].nunique(dropna=False) == 1).all(axis=None)
    assert runs.pull.std().max() > 0
    assert runs.pull.std().mean() < 0.5 * deals.pull.std()
    late = shown[shown.time >= moment(TEST_FROM)]
    assert 0.3 < late.new.mean() < 0.9


def test_the_true_probability_is_that_of_what_was_redeemed(shown: pd.DataFrame) -> None:
    part = pd.qcut(shown.probability, 10, labels=False)
    found = shown.groupby(part).agg(expected=("probability", "sum"), taken=("taken", "sum"))
    assert (np.abs(found.taken - found.expected) < 4.5 * np.sqrt(found.expected) + 0.03 * found.expected).all()
    by_place = shown.probability / shown.looked_at_probability
    np.testing.assert_allclose(by_place, shown["rank"] ** -0.45, rtol=1e-9)


def test_redemptions_bring_in_what_is_expected(clean: dict[str, pd.DataFrame], shown: pd.DataFrame) -> None:
    taken = shown[shown.taken].merge(clean["redemptions"][[*PAIR, "revenue"]], on=PAIR)
    ratio = taken.revenue / taken.expected_revenue
    assert ratio.mean() == pytest.approx(1, abs=5 * ratio.std() / len(ratio) ** 0.5)
    assert taken.revenue.min() > 0
    offered = taken.price * (1 - taken.discount)
    assert 0.8 < (taken.revenue / offered).median() < 1.4


def test_the_propensity_is_that_of_the_choice(clean: dict[str, pd.DataFrame], shown: pd.DataFrame) -> None:
    """The mean of 1 / propensity is the number of deals to choose from (Horvitz & Thompson 1952)."""
    first = shown[(shown["rank"] == 1) & (shown.time >= moment(TEST_FROM))]
    hours = first.time.dt.floor("h")
    truth = clean["deals"].merge(clean["deal_truth"], on="deal_id")
    live = {
        hour: ((truth.start <= hour) & (hour < truth.ends) & ~(truth.sold_out_at < hour)).sum()
        for hour in hours.unique()
    }
    inverse, count = 1 / first.propensity, hours.map(live)
    assert (inverse / count).mean() == pytest.approx(1, abs=5 * (inverse / count).std() / len(first) ** 0.5)
    assert shown.propensity.gt(0).all()


def test_tastes_drive_purchases_and_redemptions_alike(clean: dict[str, pd.DataFrame], shown: pd.DataFrame) -> None:
    customers = clean["customer_truth"].set_index("customer_id")
    favourites = customers[["type_1", "type_2", "type_3"]]

    def own(ids: pd.Series, types: pd.Series) -> np.ndarray:
        return (favourites.reindex(ids).to_numpy() == types.to_numpy()[:, None]).any(axis=1)

    lines = clean["transactions"].merge(clean["products"], on="product_id").dropna(subset="category")
    types = lines.category.str.split(" > ").str[:3].str.join(" > ")
    assert set(types) <= set(type_paths().to_pylist())
    assert 0.4 < own(lines.customer_id, types).mean() < 0.6
    mine = own(shown.customer_id, shown.main_type)
    assert shown.taken[mine].mean() > 3 * shown.taken[~mine].mean()


def test_sensitivity_pull_and_tiredness_show_in_what_is_redeemed(
    clean: dict[str, pd.DataFrame], shown: pd.DataFrame
) -> None:
    sensitivity = clean["customer_truth"].set_index("customer_id").sensitivity.reindex(shown.customer_id).to_numpy()
    deep = shown.discount.to_numpy() > 0.3
    gain = [
        shown.taken[deep & some].mean() / shown.taken[~deep & some].mean()
        for some in (sensitivity < 1, sensitivity > 1)
    ]
    assert gain[1] > 1.3 * gain[0]
    assert shown.taken[shown.pull > 0.6].mean() > 2 * shown.taken[shown.pull < -0.6].mean()
    odds = np.log(shown.looked_at_probability).groupby(shown.earlier_showings.clip(upper=3)).mean()
    assert odds.is_monotonic_decreasing


def test_what_is_redeemed_is_bought(clean: dict[str, pd.DataFrame]) -> None:
    redeemed = clean["redemptions"].merge(clean["deals"][["deal_id", "products"]], on="deal_id")
    lines = clean["transactions"].rename(columns={"amount": "revenue"})
    both = redeemed.merge(lines, on=["customer_id", "time", "revenue"], how="left")
    assert both.product_id.notna().all()
    listed = both.dropna(subset="products")
    assert all(product in products for product, products in zip(listed.product_id, listed.products, strict=True))
