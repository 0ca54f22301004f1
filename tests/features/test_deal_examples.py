"""Exposures and redemptions as requests: what was shown, what came of it, what was known, where it is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deal_tables import DAY, FILES, SMALL, at, built, market

Files = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tables() -> Files:
    return market()


@pytest.fixture(scope="module")
def examples(tables: Files, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Files]:
    return built(tmp_path_factory.mktemp("deals"), tables)


def requests(files: Files) -> pd.DataFrame:
    return pd.concat([files[name].assign(split=name) for name in ("train", "valid", "test")], ignore_index=True)


def one_by_one(tables: Files) -> dict[tuple[str, str], tuple[float, pd.Timestamp]]:
    """Revenue and first time of what was redeemed of each visit and deal, worked out row by row."""
    ends = tables["deals"].set_index("deal_id")["end"]
    found: dict[tuple[str, str], list[Any]] = {}
    for _, row in tables["redemptions"].sort_values("time").iterrows():
        own = tables["exposures"].query("customer_id == @row.customer_id and deal_id == @row.deal_id")
        own = own[own["time"] <= row["time"]].sort_values("time")
        if len(own) and row["time"] < ends[row["deal_id"]]:
            found.setdefault((own.iloc[-1]["visit_id"], row["deal_id"]), []).append((row["revenue"], row["time"]))
    return {key: (sum(revenue for revenue, _ in rows), rows[0][1]) for key, rows in found.items()}


def test_each_redemption_counts_for_the_last_time_it_was_shown_before(
    tables: Files, examples: tuple[dict[str, Any], Files]
) -> None:
    facts, files = examples
    shown = files["shown"].merge(requests(files)[["example_id", "customer_id", "time"]], on="example_id")
    visits = tables["exposures"].groupby("visit_id").agg(customer_id=("customer_id", "first"), time=("time", "min"))
    shown = shown.merge(visits.reset_index(), on=["customer_id", "time"])
    assert len(shown) == len(tables["exposures"])
    expected = one_by_one(tables)
    redeemed = shown[shown["redeemed"]]
    assert {(row.visit_id, row.deal_id) for row in redeemed.itertuples()} == set(expected)
    for row in redeemed.itertuples():
        revenue, time = expected[row.visit_id, row.deal_id]
        assert row.redeemed_at == time
        assert row.revenue == pytest.approx(revenue, rel=1e-6)
    assert shown.loc[~shown["redeemed"], ["revenue", "redeemed_at"]].isna().all(axis=None)
    assert facts["exposures"] == "logged"
    assert facts["revenue"] == "given"
    assert sum(facts[name]["redeemed"] for name in ("train", "valid", "test")) == len(expected)


def test_requests_know_how_much_their_customer_had_done(tables: Files, examples: tuple[dict[str, Any], Files]) -> None:
    _, files = examples
    for log, name in ((tables["transactions"], "purchases_before"), (tables["redemptions"], "redeemed_before")):
        for row in requests(files).sample(60, random_state=0).itertuples():
            own = log[(log["customer_id"] == row.customer_id) & (log["time"] < row.time)]
            assert getattr(row, name) == len(own)


def test_splits_follow_each_other_in_time_and_rows_stand_as_their_requests_do(
    examples: tuple[dict[str, Any], Files],
) -> None:
    facts, files = examples
    valid_from, test_from = (pd.Timestamp(facts[name]) for name in ("valid_from", "test_from"))
    assert files["train"]["time"].max() < valid_from <= files["valid"]["time"].min()
    assert files["valid"]["time"].max() < test_from <= files["test"]["time"].min()
    whole, shown = requests(files), files["shown"]
    assert shown["example_id"].drop_duplicates().tolist() == whole["example_id"].tolist()
    assert whole["example_id"].is_unique
    assert shown["split"].tolist() == shown["example_id"].map(whole.set_index("example_id")["split"]).tolist()
    assert shown.equals(shown.sort_values(["rank"], kind="stable").loc[shown.index])
    assert (shown.groupby("example_id")["rank"].diff().dropna() > 0).all()
    assert not shown.duplicated(["example_id", "deal_id"]).any()
    assert (shown["weight"] == 1).all()


def test_an_offer_is_new_that_neither_ran_in_an_earlier_split_nor_was_redeemed(
    tables: Files, examples: tuple[dict[str, Any], Files]
) -> None:
    facts, files = examples
    offers = tables["deals"].set_index("deal_id")["offer_id"]
    shown = files["shown"].assign(offer=lambda rows: rows["deal_id"].map(offers))
    redeemed = tables["redemptions"]
    for part, before in (("valid", ["train"]), ("test", ["train", "valid"])):
        met = set(shown.loc[shown["split"].isin(before), "offer"])
        met |= set(redeemed.loc[redeemed["time"] < pd.Timestamp(facts[f"{part}_from"]), "deal_id"].map(offers))
        own = shown[shown["split"] == part]
        assert own["new_deal"].tolist() == (~own["offer"].isin(met)).tolist()
        assert 0 < own["new_deal"].sum() < len(own)
        assert facts[part]["shown_of_new_offers"] == own["new_deal"].sum()
    assert not shown.loc[shown["split"] == "train", "new_deal"].any()


def test_split_by_start_deals_of_one_side_never_stand_with_those_of_another(tables: Files, tmp_path: Path) -> None:
    days = {"valid_from": date(2024, 2, 20), "test_from": date(2024, 3, 10)}
    facts, files = built(tmp_path, tables, replace(SMALL, split_by="start", **days))
    starts = tables["deals"].set_index("deal_id")["start"]
    shown = files["shown"].merge(requests(files)[["example_id", "time"]], on="example_id")
    start = shown["deal_id"].map(starts)
    assert facts["valid_from"] == "2024-02-20T00:00:00+00:00"
    cuts = [pd.Timestamp(days[name], tz="UTC") for name in ("valid_from", "test_from")]
    part = (start >= cuts[0]).astype(int) + (start >= cuts[1]).astype(int)
    assert shown["split"].tolist() == part.map({0: "train", 1: "valid", 2: "test"}).tolist()
    assert (shown.loc[shown["split"] == "train", "time"] < cuts[0]).all(), "of train nothing is shown later"
    late = len(tables["exposures"]) - len(shown)
    assert facts["exposures_after_their_split"] == late > 0


def test_the_same_tables_in_another_order_give_the_same_examples(
    tables: Files, examples: tuple[dict[str, Any], Files], tmp_path: Path
) -> None:
    mixed = {name: table.sample(frac=1, random_state=3) for name, table in tables.items()}
    _, files = built(tmp_path, mixed)
    for name in FILES:
        pd.testing.assert_frame_equal(files[name], examples[1][name])


def test_no_more_requests_than_wanted_are_drawn_and_keep_their_rows(tables: Files, tmp_path: Path) -> None:
    some, files = built(tmp_path / "some", tables, replace(SMALL, max_requests=100, max_test_requests=15))
    assert [some[name]["requests"] for name in ("train", "valid", "test")] == [100, 15, 15]
    assert some["requests_left_out"]["train"] > 0
    whole = built(tmp_path / "whole", tables)[1]
    kept = whole["shown"]["example_id"].isin(requests(files)["example_id"])
    pd.testing.assert_frame_equal(whole["shown"][kept].reset_index(drop=True), files["shown"])


def few(**changes: pd.DataFrame) -> Files:
    """Three deals, a customer a day, each of which redeems on its day."""
    days = np.arange(30.0)
    never = pd.DatetimeIndex([None] * 3, tz="UTC")
    deals = pd.DataFrame({"deal_id": ["a", "b", "c"], "start": at(0, 0, 0), "end": never})
    shown = pd.DataFrame({"customer_id": [f"c{day:02.0f}" for day in days], "deal_id": "a", "time": at(*days)})
    more = shown.assign(deal_id="b")
    return {
        "deals": deals,
        "exposures": pd.concat([shown, more], ignore_index=True),
        "redemptions": shown.assign(time=shown["time"] + pd.Timedelta(hours=1)),
        **changes,
    }


def test_what_a_visit_shows_twice_counts_once_and_at_first(tmp_path: Path) -> None:
    tables = few()
    again = tables["exposures"].assign(visit_id="v", rank=2.0)
    later = again.assign(time=again["time"] + pd.Timedelta(minutes=30), rank=1.0)
    facts, files = built(tmp_path, {**tables, "exposures": pd.concat([later, again], ignore_index=True)})
    assert facts["exposures_twice_in_a_visit"] == len(again)
    assert (files["shown"]["rank"] == 2).all()
    assert requests(files)["time"].tolist() == tables["redemptions"]["time"].sub(pd.Timedelta(hours=1)).tolist()


def test_a_repeated_redemption_counts_once_and_adds_its_revenue_but_none_of_a_later_split(tmp_path: Path) -> None:
    tables = few()
    once = tables["redemptions"].assign(revenue=2.0)
    soon, long_after = once.assign(time=once["time"] + pd.Timedelta(minutes=1)), once.assign(time=at(*[30.0] * 30))
    facts, files = built(
        tmp_path,
        {**tables, "redemptions": pd.concat([once, soon, long_after], ignore_index=True)},
        replace(SMALL, valid_from=date(2024, 1, 11), test_from=date(2024, 1, 21)),
    )
    assert facts["redemptions_repeated"] == 60
    redeemed = files["shown"][files["shown"]["redeemed"]]
    assert redeemed.groupby("split")["revenue"].agg(["min", "max"]).to_dict("index") == {
        **{name: {"min": 4.0, "max": 4.0} for name in ("train", "valid")},
        "test": {"min": 6.0, "max": 6.0},
    }
    assert len(files["redemptions"]) == 90, "all of them are history"


def test_what_lies_outside_of_its_deal_is_no_label_and_still_history(tmp_path: Path) -> None:
    tables = few()
    early = tables["redemptions"].iloc[:3].assign(time=DAY - pd.Timedelta(days=1))
    strange = tables["redemptions"].iloc[:2].assign(customer_id="nobody")
    redemptions = pd.concat([tables["redemptions"], early, strange], ignore_index=True)
    before = tables["exposures"].iloc[:4].assign(time=DAY - pd.Timedelta(days=2))
    facts, files = built(
        tmp_path,
        {
            **tables,
            "redemptions": redemptions,
            "exposures": pd.concat([tables["exposures"], before], ignore_index=True),
        },
    )
    assert facts["redemptions_outside_their_deal"] == 3
    assert facts["exposures_outside_their_deal"] == 4
    assert facts["redemptions_without_exposure"] == 2
    assert files["shown"]["redeemed"].sum() == 30
    assert len(files["redemptions"]) == 35


@pytest.mark.parametrize(
    ("deals", "redeemed", "how", "revenue"),
    [
        ({}, {}, "count", [1.0] * 30),
        ({"price": [10.0, 5.0, 1.0], "discount": [0.2, None, None]}, {}, "price", [8.0] * 30),
        ({"price": [10.0, 5.0, 1.0]}, {"revenue": [3.0, 5.0, *[None] * 28]}, "given", [3.0, 5.0, *[10.0] * 28]),
        ({}, {"revenue": [3.0, 5.0, 5.0, *[None] * 27]}, "given", [3.0, *[5.0] * 29]),
    ],
)
def test_revenue_is_what_is_given_else_the_price_else_a_count(
    deals: dict[str, Any], redeemed: dict[str, Any], how: str, revenue: list[float], tmp_path: Path
) -> None:
    tables = few()
    tables["deals"] = tables["deals"].assign(**deals)
    tables["redemptions"] = tables["redemptions"].assign(**redeemed)
    facts, files = built(tmp_path, tables)
    assert facts["revenue"] == how
    assert facts["redemptions_of_guessed_revenue"] == (27 if how == "given" and not deals else 0)
    assert files["redemptions"]["revenue"].tolist() == revenue


def test_deals_are_normalised_and_what_is_not_given_is_missing(tmp_path: Path) -> None:
    tables = few()
    tables["deals"] = tables["deals"].assign(
        products=['["p1", 2, "p1"]', " p3 ; p4;; ", "[]"], offer_id=["x", None, "x"]
    )
    tables["customers"] = pd.DataFrame({"customer_id": ["c2", "c1"], "age": ["30", None]})
    facts, files = built(tmp_path, tables)
    assert files["deals"]["products"].tolist()[:2] == ['["p1", "2"]', '["p3", "p4"]']
    assert files["deals"]["products"].isna().tolist() == [False, False, True]
    assert files["deals"]["offer_id"].tolist() == ["x", "b", "x"]
    assert files["deals"]["end"].isna().all()
    assert str(files["deals"]["start"].dtype) == "datetime64[us, UTC]"
    assert files["deals"][["title", "price", "stock", "budget"]].isna().all(axis=None)
    assert files["customers"].iloc[:, 0].tolist() == ["c1", "c2"]
    assert facts["customers_columns"] == ["age"]
    assert len(files["purchases"]) == len(files["products"]) == 0
    assert files["purchases"].columns.tolist() == ["customer_id", "product_id", "time", "quantity", "amount"]
    assert (facts["deals_without_products"], facts["deals_without_end"], facts["offers"]) == (1, 3, 2)


def test_one_deal_alone_and_all_redeemed_are_examples_too(tmp_path: Path) -> None:
    tables = few()
    tables = {name: tables[name][tables[name]["deal_id"] == "a"] for name in ("deals", "exposures", "redemptions")}
    facts, files = built(tmp_path, tables)
    assert facts["all_redeemed"]
    assert files["shown"]["redeemed"].all()


def test_what_happens_at_the_same_moment_is_not_before_and_an_end_is_over(tmp_path: Path) -> None:
    tables = few()
    shown = tables["exposures"].query("deal_id == 'a'")
    same = pd.DataFrame({"customer_id": shown["customer_id"], "product_id": "p", "time": shown["time"]})
    tables["transactions"] = pd.concat([same, same.assign(time=same["time"] - pd.Timedelta(microseconds=1))])
    ends = pd.DatetimeIndex([at(30)[0], at(5)[0], None])
    tables["deals"] = tables["deals"].assign(end=ends)
    at_its_end = shown.iloc[:1].assign(deal_id="b", time=at(5)[0])
    tables["redemptions"] = pd.concat([tables["redemptions"], at_its_end], ignore_index=True)
    facts, files = built(tmp_path, tables, replace(SMALL, max_outside=0.9))
    assert (requests(files)["purchases_before"] == 1).all()
    assert facts["exposures_outside_their_deal"] == 25, "of b all from the fifth day on"
    assert facts["redemptions_outside_their_deal"] == 1
    assert not files["shown"].query("deal_id == 'b'")["redeemed"].any()


def test_a_visit_id_that_a_customer_has_for_good_is_cut_into_visits(tables: Files, tmp_path: Path) -> None:
    exposures = tables["exposures"].assign(visit_id=tables["exposures"]["customer_id"])
    facts, files = built(tmp_path, {**tables, "exposures": exposures})
    whole = requests(files)
    shown = files["shown"].merge(whole[["example_id", "customer_id", "time"]], on="example_id")
    starts = tables["deals"].set_index("deal_id")["start"]
    assert (shown["deal_id"].map(starts) <= shown["time"]).all(), "nothing is shown that has not begun"
    assert whole["example_id"].is_unique
    assert len(shown) + facts["exposures_twice_in_a_visit"] == len(exposures)
    assert len(shown) > 0.9 * len(exposures)
    assert facts["exposures_beyond_their_visit"] > 0


def test_a_deal_that_begins_within_a_visit_is_of_another_request(tables: Files, tmp_path: Path) -> None:
    first = tables["deals"].iloc[20]
    later = first["start"] + pd.Timedelta(hours=1)
    deals = pd.concat([tables["deals"], pd.DataFrame([{**first, "deal_id": "e1", "start": later}])])
    own = [("cx", "d20", first["start"], "vx"), ("cx", "e1", later, "vx"), ("cx", "d20", later, "vx")]
    added = pd.DataFrame(own, columns=["customer_id", "deal_id", "time", "visit_id"])
    files = built(tmp_path, {**tables, "deals": deals, "exposures": pd.concat([tables["exposures"], added])})[1]
    whole = requests(files).query("customer_id == 'cx'")
    assert whole["time"].sort_values().tolist() == [first["start"], later]
    shown = whole.merge(files["shown"], on="example_id").sort_values("time")
    assert shown["deal_id"].tolist() == ["d20", "e1"]
