"""The contract tables of recommendation: bytes, scales, how customers behave, and that the truth is true."""

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
from sources.simulator.rec_lived import TOLD
from sources.simulator.rec_preference import TOLD_PRODUCTS
from sources.simulator.rec_time import DAYS, END, FIRST, SEASONS, TRUTH_DAYS
from sources.simulator.recommendation import TABLES, TRUTH, write
from sources.simulator.search_regions import REGIONS
from sources.simulator.search_time import DAY

ROOT = Path(__file__).parents[2]
SEED, SCALE = 11, 0.3
LATE = pd.Timestamp(FIRST, tz="UTC") + pd.Timedelta(DAYS - TRUTH_DAYS, "D")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def told(clean: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What was looked at in visits whose preferences are told: a row a product, whether the truth ranks it among ten,
    whether nobody met it before these weeks."""
    rows = clean["events"][["visit_id", "product_id"]].drop_duplicates()
    times = clean["visit_truth"].set_index("visit_id").time
    early = set(rows.product_id[(times.reindex(rows.visit_id) < LATE).to_numpy()])
    preference = clean["preference_truth"]
    best = preference[preference.groupby("visit_id").cumcount() < 10]
    rows = rows[rows.visit_id.isin(preference.visit_id)]
    rows = rows.merge(best, on=["visit_id", "product_id"], how="left")
    return rows.assign(hit=rows.preference.notna(), unseen=~rows.product_id.isin(early))


def seconds(times: pd.Series) -> np.ndarray:
    return ((times - pd.Timestamp(FIRST, tz="UTC")) / pd.Timedelta(1, "s")).to_numpy()


def buys_of(clean: dict[str, pd.DataFrame]) -> pd.DataFrame:
    truth = clean["product_truth"][["product_id", "kind", "complement", "repeatable", "cycle_days"]]
    buys = clean["events"][clean["events"].type == "buy"].sort_values("time", kind="stable")
    return buys.merge(truth, on="product_id")


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.02)
    code = "import sys, pathlib; from sources.simulator.recommendation import write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.02)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    files = [*(f"{name}.parquet" for name in sorted(TABLES)), *(f"truth/{name}.parquet" for name in sorted(TRUTH))]
    assert list(digests(tmp_path / "here")) == files
    write(tmp_path / "other", seed=4, scale=0.02)
    assert not set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())


def test_a_larger_scale_holds_the_products_stock_and_customers_of_a_smaller_one(
    clean: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write(tmp_path / "small", seed=SEED, scale=0.1, messy=False)
    small = frames(tmp_path / "small")
    for name, keys in {
        "products": ["product_id"],
        "product_truth": ["product_id"],
        "stock": ["product_id", "region", "available_from"],
        "customers": ["customer_id"],
        "customer_truth": ["customer_id"],
    }.items():
        few, many = small[name], clean[name]
        assert 2 * len(few) < len(many), name
        among = many[many[keys[0]].isin(few[keys[0]])]
        pd.testing.assert_frame_equal(
            among.sort_values(keys).reset_index(drop=True), few.sort_values(keys).reset_index(drop=True)
        )


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 1_000.0)])
def test_a_seed_or_a_scale_that_is_not_to_be_had_is_refused(tmp_path: Path, seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        write(tmp_path, seed=seed, scale=scale)


def test_without_mess_rows_are_whole_and_in_order(clean: dict[str, pd.DataFrame]) -> None:
    events, products = clean["events"], clean["products"]
    assert products.product_id.is_unique
    assert products.attributes.dropna().map(json.loads).map(len).min() > 0
    assert set(events.product_id) <= set(products.product_id)
    assert set(events.customer_id) <= set(clean["customers"].customer_id)
    assert events.notna().all(axis=None)
    assert events.time.is_monotonic_increasing
    assert seconds(events.time).min() >= 0
    assert set(events.region) == {region.name for region in REGIONS}
    assert (events.groupby("visit_id")[["customer_id", "region"]].nunique() == 1).all(axis=None)
    home = clean["customers"].set_index("customer_id").region
    assert (home.reindex(events.customer_id).to_numpy() == events.region.to_numpy()).all()
    assert 180_000 * SCALE < len(events) < 260_000 * SCALE


def test_what_is_bought_was_in_the_cart_and_what_is_in_the_cart_was_looked_at(clean: dict[str, pd.DataFrame]) -> None:
    times = clean["events"].pivot_table("time", ["visit_id", "product_id"], "type", aggfunc=["min", "count"])
    counts = times["count"].fillna(0)
    assert counts.max(axis=None) == 1
    assert (counts["buy"] <= counts["cart"]).all()
    assert (counts["view"] == 1).all()
    first = times["min"]
    assert not (first["cart"] < first["view"]).any()
    assert not (first["buy"] < first["cart"]).any()
    shares = clean["events"].type.value_counts(normalize=True)
    assert 0.6 < shares["view"] < 0.75
    assert 0.08 < shares["buy"] < 0.15


def test_what_is_looked_at_can_be_had_in_the_region_when_the_visit_begins(clean: dict[str, pd.DataFrame]) -> None:
    visits = clean["visit_truth"].rename(columns={"time": "begins"})[["visit_id", "begins"]]
    looks = clean["events"][["visit_id", "product_id", "region", "time"]].merge(visits, on="visit_id")
    assert (looks.groupby("visit_id").time.min() == looks.groupby("visit_id").begins.first()).all()
    stays = looks.drop_duplicates(["visit_id", "product_id"]).reset_index()
    stays = stays.merge(clean["stock"], on=["product_id", "region"], how="left", indicator=True)
    begun = stays.available_from.isna() | (stays.available_from <= stays.begins)
    there = (stays["_merge"] == "both") & begun & (stays.available_to.isna() | (stays.begins < stays.available_to))
    assert there.groupby(stays["index"]).any().all()


def test_what_is_used_up_is_bought_again_after_a_while_and_other_things_are_not(
    clean: dict[str, pd.DataFrame],
) -> None:
    buys = buys_of(clean)
    again = buys.duplicated(["customer_id", "product_id"])
    assert again[buys.repeatable].mean() > 0.25
    assert again[~buys.repeatable].mean() < 0.01
    lag = buys.groupby(["customer_id", "product_id"]).time.diff().dropna() / pd.Timedelta(1, "D")
    cycles = (lag / buys.cycle_days.reindex(lag.index)).dropna()
    assert 0.7 < cycles.median() < 1.6


def test_a_visit_after_a_purchase_is_drawn_to_what_goes_with_it(clean: dict[str, pd.DataFrame]) -> None:
    kinds = clean["product_truth"].set_index("product_id").kind
    visits = clean["events"].drop_duplicates("visit_id").sort_values(["customer_id", "time"])
    visits = visits.assign(kind=kinds.reindex(visits.product_id).to_numpy())
    visits["next_kind"] = visits.groupby("customer_id").kind.shift(-1)
    bought = buys_of(clean).drop_duplicates("visit_id", keep="last")[["visit_id", "complement"]]
    after = visits.merge(bought.dropna(), on="visit_id").dropna(subset="next_kind")
    other = after.complement.sample(frac=1, random_state=0)
    met = (after.next_kind == after.complement).mean()
    assert met > 0.1
    assert met > 5 * (after.next_kind.to_numpy() == other.to_numpy()).mean()


def test_demand_follows_the_season_of_each_region(clean: dict[str, pd.DataFrame]) -> None:
    visits = clean["visit_truth"][["visit_id", "season", "region"]]
    truth = clean["product_truth"][["product_id", "season"]].rename(columns={"season": "best"})
    events = clean["events"][clean["events"].type == "view"][["visit_id", "product_id"]]
    rows = events.merge(visits, on="visit_id").merge(truth.dropna(), on="product_id")
    for region in ("north", "islands"):
        there = rows[rows.region == region]
        shares = pd.crosstab(there.season, there.best, normalize="index")
        lifts = [shares.loc[season, season] / shares[season].mean() for season in SEASONS]
        assert np.mean(lifts) > 1.1, region
    january = clean["visit_truth"][clean["visit_truth"].time.dt.month == 1]
    assert set(january.season[january.region == "islands"]) == {"summer"}
    assert set(january.season[january.region != "islands"]) == {"winter"}


def test_regions_want_different_kinds(clean: dict[str, pd.DataFrame]) -> None:
    kinds = clean["product_truth"].set_index("product_id").kind
    events = clean["events"].assign(kind=kinds.reindex(clean["events"].product_id).to_numpy())
    shares = pd.crosstab(events.kind, events.region, normalize="columns")
    common = shares[(shares[["north", "south"]] > 0.002).all(axis=1)]
    assert len(common) > 30
    assert np.log(common["north"] / common["south"]).std() > 0.3


def test_new_products_and_new_customers_come_to_the_last_weeks(clean: dict[str, pd.DataFrame]) -> None:
    late = clean["events"][clean["events"].time >= LATE]
    launched = clean["product_truth"].set_index("product_id").launched
    assert 0.02 < (launched.reindex(late.product_id) >= LATE).mean() < 0.15
    visits = clean["visit_truth"]
    assert (visits.new_customer == (visits.earlier_visits == 0)).all()
    order = visits.sort_values(["customer_id", "time"], kind="stable")
    assert (order.groupby("customer_id").cumcount() == order.earlier_visits).all()
    assert 0.08 < visits.new_customer[visits.time >= LATE].mean() < 0.3


def test_few_products_have_many_of_the_events(clean: dict[str, pd.DataFrame]) -> None:
    views = clean["events"][clean["events"].type == "view"].product_id.value_counts()
    truth = clean["product_truth"].set_index("product_id")
    assert views.iloc[: len(truth) // 10].sum() / views.sum() > 0.25
    counts = np.log1p(views.reindex(truth.index).fillna(0))
    of_kind = truth.assign(count=counts).groupby("kind")[["count", "level"]]
    apart = truth.assign(count=counts)[["count", "level"]] - of_kind.transform("mean")
    assert apart.corr().loc["count", "level"] > 0.2


def test_preferences_are_told_of_late_visits_for_what_can_be_had_there(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["preference_truth"]
    visits = clean["visit_truth"].set_index("visit_id").loc[truth.visit_id.unique()]
    assert visits.time.min() >= LATE
    assert len(visits) == pytest.approx(TOLD * SCALE**0.5, rel=0.3)
    assert not truth.duplicated(["visit_id", "product_id"]).any()
    best = truth.groupby("visit_id").preference
    assert (best.first() == 1).all()
    assert (best.size() <= TOLD_PRODUCTS).all()
    assert truth.preference.min() > 0
    assert (best.diff().dropna() <= 0).all()
    rows = truth.merge(clean["visit_truth"][["visit_id", "region", "time"]], on="visit_id").reset_index()
    stays = rows.merge(clean["stock"], on=["product_id", "region"])
    there = (stays.available_from.isna() | (stays.available_from <= stays.time)) & (
        stays.available_to.isna() | (stays.time < stays.available_to)
    )
    assert there.groupby(stays["index"]).any().reindex(rows["index"], fill_value=False).all()


def test_the_true_preference_finds_what_is_looked_at_far_better_than_popularity(
    clean: dict[str, pd.DataFrame], told: pd.DataFrame
) -> None:
    oracle = told.groupby("visit_id").hit.mean().mean()
    assert 0.35 < oracle < 0.75
    early = clean["events"][clean["events"].time < LATE]
    popular = early.product_id.value_counts().index[:10]
    assert oracle > 5 * told.product_id.isin(popular).mean()


def test_products_that_nobody_met_before_can_be_told_as_well_as_others(told: pd.DataFrame) -> None:
    """Otherwise no model could recommend them as well as others."""
    assert told.unseen.sum() > 50
    recall = told.groupby("unseen").hit.mean()
    assert recall[True] > 0.9 * recall[False]


def test_moments_lie_in_the_period(clean: dict[str, pd.DataFrame]) -> None:
    begins = seconds(clean["visit_truth"].time)
    assert begins.max() < END
    assert len(set((begins // DAY).astype(int))) == DAYS
    assert DAYS > 366
