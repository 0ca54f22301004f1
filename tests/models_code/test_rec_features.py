"""What is told of candidates: tastes, repeats, behaviour by region and season."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.recommendation import again_features, product_features, taste_features
from models.recommendation.asks import Asks, without_bought
from models.recommendation.behaviour import Behaviour, months_of
from models.recommendation.catalogue import Catalogue
from models.recommendation.event_log import EventLog
from models.recommendation.feature_settings import FeatureSettings
from models.recommendation.places import Places
from models.recommendation.profile_settings import ProfileSettings
from models.recommendation.profiles import Profiles
from models.recommendation.repeats import Repeats
from models.recommendation.repeats_settings import RepeatsSettings
from models.recommendation.tables import Tables
from models.recommendation.told_history import BUY, CART, VIEW

WORTH = np.array([0.2, 0.5, 1.0], dtype=np.float32)
DAY = 86_400.0
YEAR = pd.Timestamp("2024-01-01", tz="UTC")


def goods() -> pd.DataFrame:
    """Two coffees, a tea, a lamp of the coffee's brand, and a thing of which nothing is known."""
    out = pd.DataFrame(
        {
            "product_id": ["a", "b", "c", "d", "e"],
            "category": ["Food > Coffee", "Food > Coffee", "Food > Tea", "Home > Lamps", None],
            "brand": ["Sonora", "Velmont", "Velmont", "sonora ", None],
            "attributes": [json.dumps(["dark", "ground"]), json.dumps(["dark"]), json.dumps(["green"]), "[]", None],
            "price": [10.0, 20.0, 10.0, 0.0, np.nan],
            "launch_date": pd.to_datetime([YEAR, YEAR, YEAR, YEAR, None], utc=True).astype("datetime64[us, UTC]"),
            "listed": [True, True, True, True, False],
        }
    )
    return out.astype(dict.fromkeys(["product_id", "category", "brand", "attributes"], "str"))


def events(rows: list[tuple[str, str, float, str, str | None]]) -> EventLog:
    """Of customer, product, day of the year, type, region."""
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "day", "type", "region"])
    frame["time"] = (YEAR + pd.to_timedelta(frame["day"], unit="D")).astype("datetime64[us, UTC]")
    frame["place"] = frame.groupby("customer_id").cumcount()
    text = ["customer_id", "product_id", "type", "region"]
    return EventLog.of([frame.astype(dict.fromkeys(text, "str"))], goods())


def tables(log: EventLog, **settings: Any) -> Tables:
    catalogue, chosen = Catalogue.of(goods()), FeatureSettings(**settings)
    behaviour = Behaviour.of(log, np.ones(len(log), dtype=np.float32), catalogue, chosen)
    repeats = Repeats.of(log, catalogue, RepeatsSettings(prior=1.0))
    vectors = np.eye(5, 3, dtype=np.float16)
    return Tables(catalogue, behaviour, repeats, vectors, WORTH, chosen)


def asks(histories: list[list[tuple[int, float, int]]], regions: list[str | None] | None = None) -> Asks:
    """Histories of position, day, kind; asked at day 100."""
    flat = [one for history in histories for one in history]
    starts = np.append(0, np.cumsum([len(history) for history in histories])).astype(np.int64)
    now = YEAR.timestamp() + 100 * DAY
    return Asks(
        starts,
        np.array([one[0] for one in flat], dtype=np.int64),
        np.array([YEAR.timestamp() + one[1] * DAY for one in flat], dtype=np.float64),
        np.array([one[2] for one in flat], dtype=np.int8),
        regions or [None] * len(histories),
        np.full(len(histories), now),
        [np.ones(5, dtype=bool)] * len(histories),
    )


def column(module: Any, found: Any, name: str) -> list[float]:
    return [round(float(one), 4) for one in found[:, module.NAMES.index(name)]]


LOG = [("x", "a", 10.0, "buy", "north"), ("x", "b", 20.0, "buy", "north"), ("y", "c", 30.0, "buy", "south")]


def test_tastes_are_shares_of_the_history_by_worth() -> None:
    asked = asks([[(0, 1.0, BUY), (3, 2.0, VIEW)], []])
    request, position = np.array([0, 0, 0, 0, 1]), np.array([1, 2, 3, 4, 0])
    found = taste_features.taste_features(asked, request, position, tables(events(LOG), half_events=1e9))
    part = round(1 / 1.2, 4)
    np.testing.assert_allclose(column(taste_features, found, "category_share"), [part, 0, 0.1667, np.nan, np.nan])
    np.testing.assert_allclose(column(taste_features, found, "parent_share"), [part, part, 0.1667, np.nan, np.nan])
    np.testing.assert_allclose(column(taste_features, found, "brand_share"), [0, 0, 1, np.nan, np.nan])
    np.testing.assert_allclose(column(taste_features, found, "attribute_share")[:2], [part, 0])
    np.testing.assert_allclose(column(taste_features, found, "last_brand"), [0, 0, 1, np.nan, np.nan])
    np.testing.assert_allclose(column(taste_features, found, "price_gap")[0], round(np.log(2), 4), atol=1e-4)
    np.testing.assert_allclose(column(taste_features, found, "like_last"), [0, 0, np.nan, np.nan, np.nan])


def test_later_events_count_more() -> None:
    asked = asks([[(0, 1.0, BUY), (3, 2.0, BUY)]])
    found = taste_features.recency(asked, WORTH, 1.0)
    np.testing.assert_allclose(found, [0.5, 1.0])


def test_what_was_done_with_the_product_itself_is_told() -> None:
    asked = asks([[(0, 40.0, BUY), (1, 50.0, CART), (0, 70.0, BUY), (2, 98.0, VIEW)], [(1, 1.0, CART), (1, 2.0, BUY)]])
    request, position = np.array([0, 0, 0, 0, 1]), np.array([0, 1, 2, 3, 1])
    found = again_features.again_features(asked, request, position, tables(events(LOG)))
    np.testing.assert_allclose(column(again_features, found, "bought"), np.log1p([2, 0, 0, 0, 1]).round(4))
    np.testing.assert_allclose(column(again_features, found, "viewed"), np.log1p([0, 0, 1, 0, 0]).round(4))
    assert column(again_features, found, "in_cart") == [0, 1, 0, 0, 0]
    np.testing.assert_allclose(column(again_features, found, "since_seen"), [2, 3, 1, np.nan, 1])
    np.testing.assert_allclose(column(again_features, found, "since_bought")[0], np.log1p(30).round(4))
    np.testing.assert_allclose(column(again_features, found, "idle_days")[0], np.log1p(2).round(4))
    assert column(again_features, found, "last_kind") == [VIEW] * 4 + [BUY]


def test_a_purchase_is_due_when_the_usual_gap_has_passed() -> None:
    log = events([("x", "a", float(day), "buy", None) for day in (0, 30, 60)])
    asked = asks([[(0, 70.0, BUY)], [(0, 40.0, BUY)]])
    found = again_features.again_features(asked, np.array([0, 1]), np.array([0, 0]), tables(log))
    np.testing.assert_allclose(column(again_features, found, "due"), [0, round(np.log(2), 4)], atol=1e-3)


def test_regions_are_compared_with_everywhere() -> None:
    rows = [(f"n{i}", "a", 1.0 + i, "buy", "north") for i in range(30)]
    rows += [(f"s{i}", "c", 1.0 + i, "buy", "south") for i in range(30)]
    asked = asks([[], [], []], ["north", "south", None])
    request = np.repeat([0, 1, 2], 3)
    found = product_features.product_features(asked, request, np.tile([0, 2, 3], 3), tables(events(rows)))
    lift = column(product_features, found, "region_lift")
    assert lift[0] > 0.2 > -0.2 > lift[1]
    assert lift[4] > 0.2 > -0.2 > lift[3]
    assert np.isnan(lift[6:]).all()
    assert lift[2] == lift[5] == 0  # neither it nor its category has ever sold
    assert column(product_features, found, "never_seen")[:3] == [0, 0, 1]


def test_what_hardly_sells_is_as_regional_as_its_category() -> None:
    rows = [(f"n{i}", "a", 1.0 + i, "buy", "north") for i in range(30)]
    rows += [(f"s{i}", "c", 1.0 + i, "buy", "south") for i in range(30)]
    rows += [("s0", "b", 50.0, "buy", "south")]
    asked, where = asks([[], []], ["north", "south"]), np.repeat([0, 1], 2)
    found = product_features.product_features(asked, where, np.tile([0, 1], 2), tables(events(rows), region_events=5.0))
    north_a, north_b, south_a, south_b = column(product_features, found, "region_lift")
    assert north_a > north_b > 0.2  # one sale in the south against thirty of its category in the north
    assert south_a < south_b < -0.2
    log = events([row for row in rows if row[1] != "b"])
    never = product_features.product_features(asked, where, np.tile([0, 1], 2), tables(log, region_events=5.0))
    lifts = column(product_features, never, "region_lift")
    assert lifts[1] > 0.2 > -0.2 > lifts[3]


def test_seasons_need_a_year_and_follow_the_category() -> None:
    rows = [(f"c{i}", "a", 340.0 + i % 20, "buy", None) for i in range(60)]
    rows += [(f"d{i}", "c", float(i * 6), "buy", None) for i in range(60)]
    rows.append(("late", "c", 400.0, "buy", None))
    found = tables(events(rows), smoothing=5.0).behaviour.season
    assert found[0, 11] > 0.3
    assert found[0, 5] < -0.3
    assert found[1, 11] > 0.1  # another coffee, never sold
    assert np.isnan(tables(events(rows[:60])).behaviour.season).all()


def test_months_are_those_of_the_calendar() -> None:
    stamps = [pd.Timestamp("2024-02-29", tz="UTC").timestamp(), pd.Timestamp("2023-12-31T23:59", tz="UTC").timestamp()]
    assert months_of(np.array([*stamps, np.nan])).tolist() == [1, 11, 0]


def test_what_sells_of_late_is_popular() -> None:
    rows = [(f"c{i}", "a", 1.0, "buy", None) for i in range(9)] + [(f"d{i}", "c", 700.0, "buy", None) for i in range(5)]
    found = tables(events(rows)).behaviour
    assert found.popular[0] == 2
    assert found.short[2] > found.short[0]
    assert found.events.tolist() == [9, 0, 5, 0, 0]
    assert np.isnan(found.last[1])


def test_tables_are_read_as_they_were_written(tmp_path: Any) -> None:
    made = tables(events(LOG))
    made.catalogue.save(tmp_path)
    made.behaviour.save(tmp_path)
    made.repeats.save(tmp_path)
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.positions(["c", "strange", "a"]).tolist() == [2, -1, 0]
    np.testing.assert_array_equal(catalogue.category, made.catalogue.category)
    read = Behaviour.load(tmp_path)
    assert read.regions == ("north", "south")
    both = np.array([0, 1, 0]), np.array([0, 0, 4])
    np.testing.assert_array_equal(read.regional.lift(*both), made.behaviour.regional.lift(*both))
    np.testing.assert_array_equal(Repeats.load(tmp_path).rate, made.repeats.rate)


def test_categories_are_a_tree_and_brands_have_no_capitals() -> None:
    found = Catalogue.of(goods())
    assert found.category[0] == found.category[1] != found.category[2]
    assert found.parents[found.category[0]] == found.parents[found.category[2]]
    assert found.category[4] == -1
    assert found.brand[0] == found.brand[3]
    assert np.isnan(found.log_price[3:]).all()


def test_what_was_bought_and_is_not_bought_again_is_not_allowed() -> None:
    allowed, repeated = np.ones(4, dtype=bool), np.array([True, False, False, False])
    left = without_bought(allowed, np.array([0, 1, 2]), np.array([BUY, BUY, VIEW], dtype=np.int8), repeated)
    assert left.tolist() == [True, False, True, True]
    assert allowed.all()


def test_profiles_hold_the_latest_events(tmp_path: Any) -> None:
    log = events([*LOG, ("x", "d", 40.0, "view", None)])
    Profiles.of(log, ProfileSettings(events=2)).save(tmp_path)
    kept = Profiles.load(tmp_path)
    product, seconds, kind = kept.events("x") or pytest.fail("x has events")
    assert product.tolist() == [1, 3]
    assert kind.tolist() == [BUY, VIEW]
    assert seconds[1] == YEAR.timestamp() + 40 * DAY
    assert kept.events("nobody") is None
    assert kept.events(None) is None
    assert Profiles.of(log, ProfileSettings(enabled=False)).events("x") is None


def test_profiles_hold_purchases_from_before_the_events_that_are_kept(tmp_path: Any) -> None:
    views = [("x", "d", 40.0 + day, "view", None) for day in range(30)]
    log = events([("x", "a", 1.0, "buy", None), ("x", "b", 2.0, "buy", None), ("x", "a", 3.0, "buy", None), *views])
    Profiles.of(log, ProfileSettings(events=2)).save(tmp_path)
    kept = Profiles.load(tmp_path)
    assert sorted(kept.purchases("x").tolist()) == [0, 1]
    assert Profiles.of(log, ProfileSettings(bought=1)).purchases("x").tolist() == [0], "what was bought last"
    assert not len(kept.purchases("nobody"))
    assert not len(kept.purchases(None))
    assert not len(Profiles.of(log, ProfileSettings(enabled=False)).purchases("x"))


def test_places_are_spelt_as_the_log_does(tmp_path: Any) -> None:
    customers = pd.DataFrame({"customer_id": ["c", "b", "a", "a"], "region": [" NORTH", None, "Island", "south"]})
    Places.of(customers.astype("str"), ["north"], pd.DataFrame({"region": ["west"]})).save(tmp_path)
    found = Places.load(tmp_path)
    assert found.known.names == ("Island", "north", "west")
    assert found.known.spelt(found.home("c")) == "north"
    assert found.home("a") == "Island"
    assert found.home("b") is None
    assert found.home(None) is None
    assert Places.of(None, [], None).home("c") is None
