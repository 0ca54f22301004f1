"""A log of events as requests: what each knows, what it wanted, and which logs are refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.recommendation import FeaturesParameters, build
from infra.errors import DataError

SMALL = FeaturesParameters(min_requests=2)
DAY = pd.Timestamp("2024-01-01", tz="UTC")
CUTS = {"valid_from": date(2024, 3, 1), "test_from": date(2024, 3, 20)}


def log(n: int = 400, customers: int = 40, products: int = 20, seed: int = 0) -> pd.DataFrame:
    """Events of 100 days, a visit of one or two products each time."""
    rng = np.random.default_rng(seed)
    visits = pd.DataFrame(
        {
            "customer_id": [f"c{at:03}" for at in rng.integers(customers, size=n)],
            "time": DAY + pd.to_timedelta(np.sort(rng.integers(100 * 86_400, size=n)), unit="s"),
            "visit_id": [f"v{at}" for at in range(n)],
        }
    )
    events = visits.loc[np.repeat(np.arange(n), rng.integers(1, 3, size=n))].reset_index(drop=True)
    events["product_id"] = [f"p{at:02}" for at in rng.integers(products, size=len(events))]
    events["type"] = rng.choice(["view", "cart", "buy"], size=len(events))
    return events


def made(place: Path, parameters: FeaturesParameters = SMALL, **tables: pd.DataFrame) -> tuple[dict[str, Any], Any]:
    source, out = place / "tables", place / "out"
    source.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(source / f"{name}.parquet", index=False)
    facts = build(source, out, parameters)
    names = ("products", "train", "valid_events", "valid", "test", "histories", "relevant")
    return facts, {name: pd.read_parquet(out / f"{name}.parquet") for name in names}


def as_the_log_says(events: pd.DataFrame, request: pd.Series) -> tuple[Any, Any]:
    """What a request knows and wanted, worked out one by one from the raw log."""
    own = events[events["customer_id"] == request["customer_id"]].sort_values("time", kind="stable")
    visit = own[own["time"] == request["time"]]
    before = own[own["time"] < request["time"]]
    gains = visit["type"].map({"view": 0.2, "cart": 0.5, "buy": 1.0}).groupby(visit["product_id"]).max()
    return before, gains


def test_each_request_knows_all_that_came_before_and_wants_what_its_visit_chose(tmp_path: Path) -> None:
    events = log()
    facts, files = made(tmp_path, events=events)
    assert facts["split"] == "time"
    for name in ("valid", "test"):
        histories, wanted = (files[of][files[of]["split"] == name] for of in ("histories", "relevant"))
        assert len(files[name]) > 20
        for _, request in files[name].iterrows():
            before, gains = as_the_log_says(events, request)
            once = before.drop_duplicates([*before.columns.drop("visit_id")])
            known = histories[histories["example_id"] == request["example_id"]]
            chosen = wanted[wanted["example_id"] == request["example_id"]].set_index("product_id")["gain"]
            assert known["product_id"].tolist() == once["product_id"].tolist()
            assert known["time"].tolist() == once["time"].tolist()
            assert request["events_before"] == len(once)
            assert request["new_customer"] == (len(once) == 0)
            assert chosen.to_dict() == pytest.approx(gains.to_dict())


def test_training_ends_where_valid_begins_and_valid_where_the_test_does(tmp_path: Path) -> None:
    facts, files = made(tmp_path, events=log())
    valid_from, test_from = (pd.Timestamp(facts[name]) for name in ("valid_from", "test_from"))
    assert files["train"]["time"].max() < valid_from <= files["valid_events"]["time"].min()
    assert files["valid_events"]["time"].max() < test_from <= files["test"]["time"].min()
    assert files["valid"]["time"].between(valid_from, test_from, inclusive="left").all()
    for name in ("train", "valid_events"):
        assert files[name].equals(files[name].sort_values(["customer_id", "place"], ignore_index=True))


def test_days_that_are_set_are_the_cuts(tmp_path: Path) -> None:
    parameters = replace(SMALL, valid_from=date(2024, 2, 1), test_from=date(2024, 3, 1))
    facts, _ = made(tmp_path, parameters, events=log())
    assert (facts["valid_from"], facts["test_from"]) == ("2024-02-01T00:00:00+00:00", "2024-03-01T00:00:00+00:00")
    alone, _ = made(tmp_path / "alone", replace(SMALL, test_from=date(2024, 3, 1)), events=log())
    assert alone["test_from"] == facts["test_from"]
    assert alone["valid"]["events"] == pytest.approx(
        0.1 * (alone["valid"]["events"] + alone["train"]["events"]), rel=0.1
    )
    with pytest.raises(DataError, match=r"runs from 2024-01-01.*test from 2025-01-01") as refused:
        made(tmp_path / "late", replace(SMALL, test_from=date(2025, 1, 1)), events=log())
    assert "features.test_from" in refused.value.remedy


def test_asked_by_customer_there_is_one_request_at_the_begin_with_all_of_the_period(tmp_path: Path) -> None:
    events = log()
    facts, files = made(tmp_path, replace(SMALL, asks="customer"), events=events)
    start = pd.Timestamp(facts["test_from"])
    assert (files["test"]["time"] == start).all()
    assert files["test"]["customer_id"].is_unique
    late = events[events["time"] >= start]
    assert set(files["test"]["customer_id"]) == set(late["customer_id"])
    wanted = files["relevant"].query("split == 'test'").merge(files["test"][["example_id", "customer_id"]])
    pairs = set(zip(wanted["customer_id"], wanted["product_id"], strict=True))
    assert pairs == set(zip(late["customer_id"], late["product_id"], strict=True))
    known = files["histories"].query("split == 'test'")
    assert known["time"].max() < start


def test_asked_by_customer_the_region_is_the_home_or_that_of_before_and_none_of_the_period(tmp_path: Path) -> None:
    events = log().assign(region="early")
    facts, _ = made(tmp_path / "cut", replace(SMALL, asks="customer"), events=events)
    start = pd.Timestamp(facts["test_from"])
    fresh = pd.DataFrame({"customer_id": ["fresh", "homely"], "product_id": "p01", "type": "buy", "visit_id": "x"})
    events = pd.concat([events, fresh.assign(time=start, region="late")], ignore_index=True)
    events.loc[events["time"] >= start, "region"] = "late"
    customers = pd.DataFrame({"customer_id": ["c001", "homely"], "region": "home"})
    parameters = replace(SMALL, asks="customer", test_from=start.date())
    events.loc[(events["time"] >= start.normalize()) & (events["time"] < start), "region"] = "late"
    _, files = made(tmp_path / "whole", parameters, events=events, customers=customers)
    region = files["test"].set_index("customer_id")["region"]
    assert (region["c001"], region["homely"]) == ("home", "home")
    assert pd.isna(region["fresh"])
    assert set(region.drop(["c001", "homely", "fresh"])) == {"early"}
    _, files = made(tmp_path / "visits", replace(parameters, asks="visit"), events=events, customers=customers)
    assert set(files["test"]["region"]) == {"late"}


def test_left_out_one_by_one_the_last_is_the_test_and_the_one_before_valid(tmp_path: Path) -> None:
    events = pd.DataFrame(
        [("a", f"p{at}", at) for at in (3, 1, 2, 0)] + [("b", f"p{at}", at) for at in range(3)] + [("c", "p9", 0)],
        columns=["customer_id", "product_id", "order"],
    )
    facts, files = made(tmp_path, events=events)
    assert facts["split"] == "leave_one_out"
    wanted = files["relevant"].set_index("example_id")["product_id"]
    assert [wanted[example] for example in files["test"]["example_id"]] == ["p3", "p2"]
    assert [wanted[example] for example in files["valid"]["example_id"]] == ["p2", "p1"]
    known = files["histories"].groupby("example_id", sort=False)["product_id"].agg(list)
    assert [known[example] for example in files["test"]["example_id"]] == [["p0", "p1", "p2"], ["p0", "p1"]]
    assert files["train"][["customer_id", "product_id", "place"]].values.tolist() == [
        *(["a", "p0", 0], ["a", "p1", 1], ["b", "p0", 0], ["c", "p9", 0])
    ]
    assert files["valid_events"][["product_id", "place"]].values.tolist() == [["p2", 2], ["p1", 1]]
    assert (files["relevant"]["gain"] == 1).all()
    unseen = files["relevant"].set_index("product_id").query("split == 'test'")["unseen"]
    assert unseen.to_dict() == {"p3": True, "p2": False}


def test_all_events_at_one_moment_are_left_out_one_by_one_in_the_order_of_the_rows(tmp_path: Path) -> None:
    events = log().assign(time=DAY, type="buy")
    facts, files = made(tmp_path, events=events)
    assert facts["split"] == "leave_one_out"
    assert facts["events_that_tie"] > 0
    last = events.drop_duplicates("customer_id", keep="last").set_index("customer_id")["product_id"]
    wanted = files["relevant"].set_index("example_id")["product_id"]
    assert (files["test"]["example_id"].map(wanted) == files["test"]["customer_id"].map(last)).all()
    with pytest.raises(DataError, match="the same in all") as refused:
        made(tmp_path / "time", replace(SMALL, split="time"), events=events)
    assert "leave_one_out" in refused.value.remedy


def test_of_equal_times_the_order_tells_what_came_first_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    events = pd.DataFrame(
        [(who, f"p{at}", DAY, at) for who in "abcd" for at in (2, 0, 1)],
        columns=["customer_id", "product_id", "time", "order"],
    )
    facts, files = made(tmp_path, events=events)
    assert facts["events_that_tie"] == 0
    assert (files["relevant"].query("split == 'test'")["product_id"] == "p2").all()
    shuffled, again = made(tmp_path / "again", events=events.sample(frac=1, random_state=1))
    assert all(files[name].equals(again[name]) for name in files)
    assert shuffled == facts


def test_rows_that_say_the_same_count_once_and_who_buys_again_pays_again(tmp_path: Path) -> None:
    row = {"customer_id": "a", "product_id": "p1", "time": DAY, "type": "view", "visit_id": "1", "price": 2.0}
    twice = [
        row,
        row | {"visit_id": "2", "price": 3.0},
        *[row | {"type": "buy"}] * 3,
        row | {"type": "buy", "price": 3.0},
    ]
    events = pd.concat([pd.DataFrame(twice), log()], ignore_index=True)
    facts, files = made(tmp_path, events=events)
    own = files["train"].query("customer_id == 'a'")
    assert own["type"].tolist() == ["view", "buy", "buy"]
    assert own["price"].tolist() == [2.0, 2.0, 3.0]
    assert facts["events_twice"] == len(events) - facts["events_split"]


def test_a_customer_with_ten_thousand_events_is_one_customer_and_is_known_by_the_latest(tmp_path: Path) -> None:
    robot = pd.DataFrame(
        {
            "customer_id": "robot",
            "time": DAY + pd.to_timedelta(np.arange(10_000) * 800, unit="s"),
            "product_id": [f"p{at % 20:02}" for at in range(10_000)],
        }
    )
    facts, files = made(tmp_path, replace(SMALL, history_events=50), events=pd.concat([log(), robot]))
    assert (files["test"]["customer_id"] == "robot").sum() == SMALL.requests_each
    assert facts["requests_left_out"]["test"] > 1_000
    lengths = files["histories"].groupby("example_id").size()
    assert lengths.max() == 50
    request = files["test"].query("customer_id == 'robot'").iloc[0]
    known = files["histories"].query("example_id == @request.example_id")
    assert known["place"].tolist() == list(range(request["events_before"] - 50, request["events_before"]))


def test_more_requests_than_wanted_are_drawn_the_same_way_each_time(tmp_path: Path) -> None:
    few = replace(SMALL, max_requests=10)
    facts, files = made(tmp_path / "one", few, events=log())
    _, again = made(tmp_path / "two", few, events=log().sample(frac=1, random_state=3))
    _, other = made(tmp_path / "three", replace(few, seed=1), events=log())
    assert len(files["test"]) == 10
    assert set(files["test"]["example_id"]) == set(again["test"]["example_id"]) != set(other["test"]["example_id"])
    assert set(files["relevant"]["example_id"]) == set(files["test"]["example_id"]) | set(files["valid"]["example_id"])
    assert facts["requests_left_out"]["test"] > 0


def test_products_that_are_not_listed_are_learnt_from_and_never_wanted(tmp_path: Path) -> None:
    events = log()
    products = pd.DataFrame({"product_id": [f"p{at:02}" for at in range(5, 20)] + ["new"], "title": "mug"})
    facts, files = made(tmp_path, events=events, products=products)
    listed = files["products"].set_index("product_id")["listed"]
    assert listed.sum() == 16
    assert not listed[[f"p{at:02}" for at in range(5)]].any()
    assert files["train"]["product_id"].isin(["p00", "p01"]).any()
    assert files["histories"]["product_id"].isin(["p00", "p01"]).any()
    assert files["relevant"]["product_id"].map(listed).all()
    assert facts["requests_without_a_listed_product"] > 0
    assert files["products"]["product_id"].is_monotonic_increasing


def test_attributes_are_texts_however_they_are_written(tmp_path: Path) -> None:
    written = [
        '["blue", " cotton ", "blue", 5]',
        "blue; cotton;;blue",
        '{"colour": "blue", "size": 5}',
        "[oops",
        None,
        " ; ",
    ]
    products = pd.DataFrame({"product_id": [f"p{at:02}" for at in range(6)], "attributes": written})
    _, files = made(tmp_path, events=log(products=6), products=products)
    read = [None if pd.isna(cell) else json.loads(cell) for cell in files["products"]["attributes"]]
    assert read == [["blue", "cotton", "5"], ["blue", "cotton"], ["colour: blue", "size: 5"], ["[oops"], None, None]


def test_an_event_without_a_region_is_where_its_customer_is_spelt_as_stock_spells_it(tmp_path: Path) -> None:
    events = log().assign(region=None)
    events.loc[events["customer_id"] == "c001", "region"] = " NORTH "
    customers = pd.DataFrame({"customer_id": ["c001", "c002"], "region": ["south", "South"]})
    stock = pd.DataFrame({"product_id": events["product_id"].unique()})
    stock = pd.concat([stock.assign(region="north"), stock.assign(region="south")]).assign(
        available_from=pd.Series(dtype="datetime64[us, UTC]"), available_to=pd.Series(dtype="datetime64[us, UTC]")
    )
    _, files = made(tmp_path, events=events, customers=customers, stock=stock)
    region = files["train"].groupby("customer_id")["region"].agg(lambda own: own.dropna().unique().tolist())
    assert (region["c001"], region["c002"], region["c003"]) == (["north"], ["south"], [])
    strange = events.assign(region="west")
    with pytest.raises(DataError, match=r"events.region.*'west'.*'north', 'south'") as refused:
        made(tmp_path / "strange", events=strange, stock=stock)
    assert "features.max_strange_regions" in refused.value.remedy


def test_a_customer_or_product_of_any_script_stays_itself(tmp_path: Path) -> None:
    names = {f"c{at:03}": name for at, name in enumerate(["Zoë", "客户", "a|b", "@", "ß", "0"])}
    events = log(customers=6).replace({"customer_id": names})
    facts, files = made(tmp_path, events=events)
    assert set(files["train"]["customer_id"]) == set(names.values())
    assert files["test"]["example_id"].is_unique
    assert facts["customers_of_events"] == 6


def test_one_product_alone_leaves_nothing_to_choose(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="1 product can be recommended") as refused:
        made(tmp_path, events=log(products=1))
    assert "whole catalogue" in refused.value.remedy


def test_customers_with_too_few_events_are_told_what_there_is_and_what_it_takes(tmp_path: Path) -> None:
    events = pd.DataFrame({"customer_id": [f"c{at // 2}" for at in range(40)], "order": range(40)})
    events["product_id"] = [f"p{at % 7}" for at in range(40)]
    with pytest.raises(DataError, match=r"40 events of 20 customers; 0 of them have the 3 or more.*\(the most.*2\)"):
        made(tmp_path, events=events)


def test_events_without_a_time_are_left_out_of_a_split_by_time_and_told(tmp_path: Path) -> None:
    events = log().assign(order=lambda table: np.arange(len(table)))
    events.loc[::20, "time"] = pd.NaT
    facts, files = made(tmp_path, events=events)
    assert facts["split"] == "time"
    assert facts["events_without_time_left_out"] > 0
    assert files["train"]["time"].notna().all()
    events.loc[::4, "time"] = pd.NaT
    facts, files = made(tmp_path / "many", events=events)
    assert facts["split"] == "leave_one_out"
    assert files["train"]["time"].isna().any()


@pytest.mark.parametrize("events", [None, log().head(0)])
def test_no_log_or_one_without_rows_is_refused(events: pd.DataFrame | None, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="events"):
        made(tmp_path, **({} if events is None else {"events": events}))


def test_stock_that_has_ended_is_refused(tmp_path: Path) -> None:
    stock = pd.DataFrame({"product_id": ["p01"], "region": ["x"], "available_from": [DAY], "available_to": [DAY]})
    with pytest.raises(DataError, match="can be had in any region at the last event"):
        made(tmp_path, events=log(), stock=stock)


def test_no_history_holds_what_came_later_where_the_order_restarts_and_some_times_are_missing(tmp_path: Path) -> None:
    events = log().assign(customer_id=lambda table: "c0" + table["visit_id"].str[-1])
    events["order"] = events.groupby("visit_id").cumcount() + 1
    events.loc[::15, "time"] = pd.NaT
    facts, files = made(tmp_path, events=events)
    assert facts["split"] == "time"
    asked = pd.concat([files["valid"], files["test"]])[["example_id", "time"]]
    known = files["histories"].merge(asked, on="example_id", suffixes=("", "_asked"))
    assert len(known) > 100
    assert (known["time"] < known["time_asked"]).all()


def test_a_log_of_two_moments_is_left_out_one_by_one(tmp_path: Path) -> None:
    events = log()
    events["time"] = events["time"].where(events["time"] < DAY, DAY + (np.arange(len(events)) % 2) * pd.Timedelta("1D"))
    facts, _ = made(tmp_path, events=events)
    assert facts["split"] == "leave_one_out"
    three = events.assign(time=DAY + pd.to_timedelta(np.arange(len(events)) % 3, unit="D"))
    assert made(tmp_path / "three", events=three)[0]["split"] == "time"


def test_ids_that_are_written_otherwise_in_products_are_shown_beside_those_of_events(tmp_path: Path) -> None:
    events = log()
    products = pd.DataFrame({"product_id": [f"shop-{name}" for name in sorted(events["product_id"].unique())]})
    with pytest.raises(DataError, match=r"events.product_id: (\d+) of \1 events.*'p\d\d'.*has 'shop-p00'") as refused:
        made(tmp_path, events=events, products=products)
    assert "raise features.max_strange_products to 1" in refused.value.remedy
    half = pd.DataFrame({"product_id": [*products["product_id"], *events["product_id"].unique()[:10]]})
    made(tmp_path / "half", events=events, products=half)


def test_stock_without_a_row_is_called_empty(tmp_path: Path) -> None:
    stock = pd.DataFrame({"product_id": ["p01"], "region": ["x"], "available_from": [DAY], "available_to": [DAY]})
    with pytest.raises(DataError, match="the table stock is empty"):
        made(tmp_path, events=log(), stock=stock.head(0))


def test_a_price_that_is_not_given_is_the_mean_of_what_was_paid_before_the_test(tmp_path: Path) -> None:
    events = log(products=5).assign(price=lambda table: np.where(table["product_id"] == "p00", np.nan, 2.0))
    late = events["time"] > events["time"].quantile(0.9)
    events.loc[late, "price"] = 1_000.0
    events.loc[events.index[~late][::2], "price"] += 2.0
    products = pd.DataFrame({"product_id": [f"p{at:02}" for at in range(6)], "price": [None, 7.0, *[None] * 4]})
    facts, files = made(tmp_path, events=events, products=products)
    price = files["products"].set_index("product_id")["price"]
    early = events[events["time"] < pd.Timestamp(facts["test_from"])].groupby("product_id")["price"].mean()
    assert price["p01"] == 7.0
    assert price[["p02", "p03", "p04"]].tolist() == pytest.approx(early[["p02", "p03", "p04"]].tolist(), rel=0.05)
    assert price[["p00", "p05"]].isna().all()


def test_requests_whose_wanted_products_could_not_be_had_are_none_that_suffice(tmp_path: Path) -> None:
    events = log().assign(region="north")
    late = DAY + pd.Timedelta(days=99)
    ids = sorted(events["product_id"].unique())
    stock = pd.DataFrame({"product_id": ids, "region": "North", "available_from": DAY, "available_to": DAY})
    stock["available_to"] = stock["available_to"].where(stock["product_id"] == "")
    made(tmp_path / "open", events=events, stock=stock)
    with pytest.raises(DataError, match=r"0 requests in valid.*requests wanted nothing that could be had") as refused:
        made(tmp_path / "later", events=events, stock=stock.assign(available_from=late))
    assert "min_requests" not in refused.value.remedy
    south = pd.concat([stock.assign(region="south"), stock.head(1)])
    with pytest.raises(DataError, match="requests wanted nothing that could be had"):
        made(tmp_path / "elsewhere", replace(SMALL, min_requests=30), events=events, stock=south)
    moved = events.assign(region=events["region"].where(events["time"] < DAY + pd.Timedelta(days=79), "south"))
    both = pd.concat([stock, south.tail(1).assign(region="south")])
    # who is asked for a whole time is asked where the customer was before it
    made(tmp_path / "before", replace(SMALL, min_requests=20, asks="customer", **CUTS), events=moved, stock=both)
    nowhere = events.assign(region=None)
    made(tmp_path / "anywhere", replace(SMALL, min_requests=30), events=nowhere, stock=south)
    products = pd.DataFrame({"product_id": ids, "launch_date": late})
    with pytest.raises(DataError, match="requests wanted nothing that could be had"):
        made(tmp_path / "unlaunched", events=events, products=products)
