"""Splits by time, and what an example asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_tables import MONDAY, SETTINGS, added, built, days, row, sales, units

from features.demand_forecasting.splits import Split, split_of
from features.demand_forecasting.weeks import Grid
from models.demand_forecasting.panel import as_day

SPLITS = ("train", "valid", "test")
LONG = replace(SETTINGS, origin_step=4, horizon=12, test_weeks=20, valid_weeks=10, test_share=0.4, valid_share=0.2)


def grid(weeks: int) -> Grid:
    return Grid(
        start=19_359,
        weeks=weeks,
        daily=True,
        open_days=7,
        filled=weeks,
        partial_first_days=0,
        partial_days=0,
        early_rows=0,
    )


def read(place: Path) -> dict[str, pd.DataFrame]:
    return {name: pd.read_parquet(place / "examples" / f"{name}.parquet") for name in SPLITS}


def test_weeks_are_split_by_time_and_shares_cap_them() -> None:
    assert split_of(grid(300), replace(SETTINGS, test_weeks=52, valid_weeks=26)) == Split(222, 248, 300)
    assert split_of(grid(100), replace(SETTINGS, test_weeks=52, valid_weeks=26)) == Split(55, 70, 100)


def test_no_example_looks_into_the_next_split(tmp_path: Path) -> None:
    panel, facts = built(tmp_path, sales(60), LONG)
    train_end, valid_end = facts["train_end"], facts["valid_end"]
    assert (train_end, valid_end) == (30, 40)
    for (name, examples), begin, end in zip(read(tmp_path).items(), (0, 30, 40), (30, 40, 60), strict=True):
        origin = np.array([panel.week_of(as_day(day)) for day in examples["origin"]])
        assert origin.min() >= begin
        assert (origin + examples["weeks"] <= end).all()
        assert (examples["weeks"] == np.minimum(12, end - origin)).all()
        assert (examples["actual"].map(len) == examples["weeks"]).all()
        assert facts[name]["examples"] == len(examples)
        assert sorted(set(examples["origin"])) == facts[name]["origins"]
    assert read(tmp_path)["test"]["origin"].nunique() == 5


def test_ids_are_never_shared_and_stay_the_same(tmp_path: Path) -> None:
    frame = sales(60)
    built(tmp_path / "a", frame, LONG)
    built(tmp_path / "b", frame.sample(frac=1, random_state=5), LONG)
    ids = [read(tmp_path / "a")[name]["example_id"] for name in SPLITS]
    assert pd.concat(ids).is_unique
    for name in SPLITS:
        assert (tmp_path / "a" / "examples" / f"{name}.parquet").read_bytes() == (
            tmp_path / "b" / "examples" / f"{name}.parquet"
        ).read_bytes()


def test_actuals_are_the_weeks_of_the_series_and_of_the_sums(tmp_path: Path) -> None:
    frame = sales(60)
    frame["units"] *= 1 + (frame["date"] - MONDAY).dt.days // 7
    products = pd.DataFrame({"product_id": ["p0", "p1"], "category": ["a", None]})
    regions = pd.DataFrame({"region": ["north", "south"], "country": ["X", "X"]})
    panel, _ = built(tmp_path, frame, LONG, products=products, regions=regions)
    test = read(tmp_path)["test"].set_index(["level", "product_id", "region", "category", "country", "origin"])
    origin = str(panel.date_of(44))

    def actual(*key: str) -> np.ndarray:
        return np.asarray(test.loc[(*key, origin), "actual"])

    weeks = np.arange(45, 57)
    assert (actual("series", "p1", "north", "", "X") == units(panel, "p1", "north")[44:56]).all()
    assert (actual("product", "p1", "", "", "") == 2 * 14 * weeks).all()
    assert (actual("region", "", "south", "", "X") == 21 * weeks).all()
    assert (actual("category", "", "", "a", "") == 14 * weeks).all()
    assert (actual("country", "", "", "", "X") == 42 * weeks).all()
    assert (actual("total", "", "", "", "") == 42 * weeks).all()
    # a sum of what has no category would be asked for by the same words as the total
    assert len(test.xs(origin, level="origin")) == 4 + 2 + 2 + 1 + 1 + 1
    assert (
        test.loc[test.index.get_level_values("level") != "series", "history"]
        .eq(
            [
                panel.week_of(as_day(day))
                for day in test.index.get_level_values("origin")[test.index.get_level_values("level") != "series"]
            ]
        )
        .all()
    )


def test_history_counts_from_the_first_sale_and_what_has_none_is_cold(tmp_path: Path) -> None:
    new = [row("new", "north", day, 1) for day in days(70, MONDAY + pd.Timedelta(weeks=46))]
    launched = pd.DataFrame({"product_id": ["new"], "launch_date": [MONDAY + pd.Timedelta(weeks=46)]})
    panel, facts = built(tmp_path, added(sales(60), *new), LONG, products=launched)
    test = read(tmp_path)["test"].query("level == 'series' and product_id == 'new'").set_index("origin")
    history = {panel.week_of(as_day(day)): weeks for day, weeks in test["history"].items()}
    assert history == {40: 0, 44: 0, 48: 2, 52: 6, 56: 10}
    assert test["cold"].tolist() == [True, True, False, False, False]
    assert facts["test"]["cold"] == 4  # the series, and the product that it alone makes up
    assert not read(tmp_path)["valid"]["product_id"].eq("new").any()
    old = read(tmp_path)["test"].query("product_id == 'p0'")
    assert (old["history"] == [panel.week_of(as_day(day)) for day in old["origin"]]).all()


def test_what_nobody_announced_is_not_asked_for_before_it_sells(tmp_path: Path) -> None:
    new = [row("new", "north", day, 1) for day in days(70, MONDAY + pd.Timedelta(weeks=46))]
    panel, facts = built(tmp_path, added(sales(60), *new), LONG)
    asked = read(tmp_path)["test"].query("product_id == 'new'")
    assert sorted({panel.week_of(as_day(day)) for day in asked["origin"]}) == [48, 52, 56]
    assert facts["test"]["cold"] == 0


def test_many_series_are_sampled_by_product_and_sums_are_all_there(tmp_path: Path) -> None:
    settings = replace(LONG, max_test_series=10, max_train_series=4)
    _, facts = built(tmp_path, sales(60, products=30), settings)
    examples = read(tmp_path)
    for name, most in (("train", 4), ("valid", 10), ("test", 10)):
        series = examples[name].query("level == 'series'")
        pairs = series[["product_id", "region"]].drop_duplicates()
        assert 0 < len(pairs) <= most
        assert pairs.groupby("product_id").size().eq(2).all()
        assert set(examples[name].query("level == 'product'")["product_id"]) == set(pairs["product_id"])
        totals = examples[name].query("level == 'total'")
        assert len(totals) == len(facts[name]["origins"])
        assert all(np.asarray(actual).min() == 2 * 7 * sum(range(1, 31)) for actual in totals["actual"])
    assert set(examples["train"]["product_id"]) <= set(examples["test"]["product_id"])


def test_series_are_sampled_one_by_one_where_a_product_alone_has_too_many(tmp_path: Path) -> None:
    regions = tuple(f"r{number}" for number in range(30))
    settings = replace(LONG, max_test_series=10, max_train_series=4, max_daily_series=5)
    panel, facts = built(tmp_path, sales(60, products=1, regions=regions), settings)
    assert facts["series_with_single_days"] == 5
    assert panel.daily["region"].nunique() == 5
    for name, most in (("train", 4), ("valid", 10), ("test", 10)):
        assert facts[name]["asked_series"] == most
        products = read(tmp_path)[name].query("level == 'product'")
        assert all((np.asarray(actual) == 30 * 7).all() for actual in products["actual"])


@pytest.mark.parametrize("regions", [("only",), ("a", "b", "c")])
def test_one_region_alone_is_asked_for_like_many(tmp_path: Path, regions: tuple[str, ...]) -> None:
    built(tmp_path, sales(60, regions=regions), LONG)
    test = read(tmp_path)["test"]
    counts = test["level"].value_counts() / test["origin"].nunique()
    assert counts.to_dict() == {
        "series": 2 * len(regions),
        "product": 2,
        "region": len(regions),
        "country": len(regions),
        "total": 1,
    }
