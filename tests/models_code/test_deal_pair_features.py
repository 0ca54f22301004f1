"""Features of a customer and a deal, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.deal_ranking import looks
from models.deal_ranking.as_unseen import as_unseen
from models.deal_ranking.customer_columns import CustomerColumns
from models.deal_ranking.deal_codes import DealCodes
from models.deal_ranking.deals import Deals
from models.deal_ranking.log import Log
from models.deal_ranking.memory import Memory
from models.deal_ranking.outlook_settings import OutlookSettings
from models.deal_ranking.pair_features import features_of
from models.deal_ranking.products import Products, above, tidy
from models.deal_ranking.states import States
from models.deal_ranking.tables import Tables

DAY = 86_400.0
NOW = 100 * DAY
GOODS = pd.DataFrame(
    {
        "product_id": ["tea", "mate", "cup", "lamp"],
        "category": ["Food > Tea", "Food>Tea ", "Home > Cups", None],
        "brand": ["Leaf", "leaf", "Clay", None],
    }
)
DEALS = pd.DataFrame(
    {
        "deal_id": ["a", "b", "c", "d"],
        "offer_id": ["hot", "hot", None, None],
        "campaign_id": ["x", "x", None, None],
        "type": ["flash", "flash", "coupon", None],
        "category": [None, None, "Food", None],
        "brand": [None, None, None, "LEAF"],
        "products": ['["tea", "mate"]', '["cup"]', None, None],
        "start": pd.to_datetime([98, 98, 90, 90], unit="D", utc=True),
        "end": pd.to_datetime([102, 104, 110, None], unit="D", utc=True),
        "discount": [0.5, np.nan, 0.1, 0.2],
        "price": [10.0, 4.0, np.nan, 8.0],
        "stock": [10.0, np.nan, np.nan, np.nan],
    }
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    products = Products.of(GOODS, ["tea", "unlisted"])
    deals = Deals.of_table(DEALS, products)
    columns = CustomerColumns.of(pd.DataFrame({"customer_id": ["k", "l"], "age": ["45-54", "25-34"], "size": [2, 4]}))
    return Tables(deals, products, DealCodes.of(deals, products), columns, OutlookSettings())


@pytest.fixture(scope="module")
def memory(tables: Tables) -> Memory:
    bought = tables.products.positions(["tea", "tea", "mate", "cup", "lamp"])
    log = Log(
        np.array(["k", "l"], dtype=object),
        np.array([0, 0, 0, 1, 1]),
        bought,
        np.array([10, 20, 30, 40, 200]) * DAY,
        np.ones(5),
        np.array([0]),
        np.array([0]),
        np.array([99 * DAY]),
        np.array([0, 0, 1, 2]),
        np.array([98.5, 98.5, 99, 200]) * DAY,
        np.ones(4),
        np.array([np.nan, 99 * DAY, np.nan, np.nan]),
        NOW,
    )
    return tables.memory(log, NOW)


def features(tables: Tables, memory: Memory, deals: Deals, states: States) -> pd.DataFrame:
    count = len(deals)
    found = features_of(
        tables.tastes(states, np.array([NOW])),
        tables.looks(deals, memory),
        memory,
        np.zeros(count, dtype=np.int64),
        np.arange(count),
        np.array([NOW]),
        np.full(count, 4.0),
        np.full(count, 1.0),
        tables.columns.numbers(states.customers, 1),
        5.0,
    )
    return pd.DataFrame(found, columns=list(tables.names), index=deals.ids)


@pytest.fixture(scope="module")
def buyer(tables: Tables) -> States:
    bought = tables.products.positions(["tea", "tea", "cup"])
    return States.of(
        1,
        (np.zeros(3, dtype=np.int64), bought, np.array([40, 90, np.nan]) * DAY, np.array([4.0, 6.0, np.nan])),
        (np.zeros(1, dtype=np.int64), np.array([1]), np.array([99 * DAY])),
        {"age": ["25-34"], "size": [4]},
    )


def test_purchases_of_the_deal(tables: Tables, memory: Memory, buyer: States) -> None:
    found = features(tables, memory, tables.deals, buyer)
    assert found["own"].tolist() == [2, 1, 0, 0]
    assert found["own_money"].tolist() == [10, 0, 0, 0]
    np.testing.assert_allclose(found["own_lately"], [2**-1 + 2 ** (-1 / 6), 0.5, 0, 0], rtol=1e-6)
    # everybody: two of tea, one of mate, one of cup; what is bought later is not known
    np.testing.assert_allclose(found["pull"], [0.75, 0.25, 0.75, 0], rtol=1e-6)
    np.testing.assert_allclose(found["own_share"][:2], [(2 + 5 * 0.75) / 8, (1 + 5 * 0.25) / 8], rtol=1e-6)
    # the whole shelf of tea is of the first deal, and a deal of a category stands for all that lies beneath it
    np.testing.assert_allclose(found["leaf_expected"], [(2 + 3.75) / 8, (1 + 1.25) / 8, (2 + 3.75) / 8, 0], rtol=1e-6)
    assert found["brand_expected"]["d"] == pytest.approx(2 / 8)  # a deal of a brand stands for it
    assert found["spent"].tolist() == [5] * 4
    assert found["since"].tolist() == [10] * 4


def test_redemptions_and_the_past_of_offers(tables: Tables, memory: Memory, buyer: States) -> None:
    found = features(tables, memory, tables.deals, buyer)
    assert found["redeemed_offer"].tolist() == [1, 1, 0, 0]  # the same offer ran as another deal
    assert found["redeemed_products"].tolist() == [0, 1, 0, 0]
    assert found["redeemed_type"].tolist() == [1, 1, 0, 0]
    np.testing.assert_allclose(np.expm1(found["offer_shown"]), [3, 3, 0, 0], atol=1e-6)
    np.testing.assert_allclose(np.expm1(found["offer_redeemed"]), [1, 1, 0, 0], atol=1e-6)
    assert found["uses"].tolist() == [1] * 4
    assert found["since_use"].tolist() == [1] * 4


def test_rates_are_of_what_was_shown(tables: Tables, buyer: States) -> None:
    # shown a 10 times, b 5 times at weight 2, c 20 times, d 4 times; of these 3, 1, 1 and 0 redeemed, one only later
    shown, used = np.repeat(np.arange(4), [10, 5, 20, 4]), np.full(39, np.nan)
    used[[0, 1, 2, 10, 15]] = np.array([99, 99, 101, 99, 98]) * DAY
    weight = np.where(shown == 1, 2.0, 1.0)
    deals = np.array([0, 0, 1, 2, 2, 2, 2])  # three of c without a showing
    none = np.zeros(0, dtype=np.int64)
    bought = (none, none, np.zeros(0), np.zeros(0))
    redeemed = (np.zeros(7, dtype=np.int64), deals, np.full(7, 98.5 * DAY))
    log = Log(np.array(["k"], dtype=object), *bought, *redeemed, shown, np.full(39, 97 * DAY), weight, used, NOW)
    known = tables.memory(log, NOW)
    found = features(tables, known, tables.deals, buyer)
    rate = 5 / 44
    assert known.rate == pytest.approx(rate)
    flash, coupon = (4 + 300 * rate) / 320, (1 + 300 * rate) / 320
    nan = np.nan
    np.testing.assert_allclose(found["type_rate"], np.array([flash, flash, coupon, nan]) / rate, rtol=1e-6)
    food, home, leaf, clay = (
        (came + 300 * rate) / (of + 300) / rate for came, of in ((3, 30), (2, 10), (2, 14), (2, 10))
    )
    np.testing.assert_allclose(found["category_rate"], [food, home, food, nan], rtol=1e-6)
    np.testing.assert_allclose(found["brand_rate"], [leaf, clay, nan, leaf], rtol=1e-6)
    campaign = (4 + 300 * flash) / 320
    hot, own, other = (4 + 1) / (20 * campaign + 1), (1 + 1) / (20 * coupon + 1), 1 / (4 * rate + 1)
    np.testing.assert_allclose(found["offer_ratio"], [hot, hot, own, other], rtol=1e-6)
    shared = (2 + 1) / (10 * campaign + 1)  # of a, half by each of its products
    np.testing.assert_allclose(found["product_ratio"], [shared, shared, 1, 1], rtol=1e-6)
    tea = Deals.of({"deal_id": ["t"], "products": [["tea"]]}, tables.products)
    half = (1 + 1) / (5 * campaign + 1)
    assert features(tables, known, tea, buyer)["product_ratio"].iloc[0] == pytest.approx(half)
    np.testing.assert_allclose(np.expm1(found["offer_redeemed"]), [3, 3, 4, 0], atol=1e-5)


def test_likeness_is_that_of_shelves(tables: Tables, memory: Memory, buyer: States) -> None:
    space = np.zeros((tables.products.shelves, 2), dtype=np.float32)
    for way, goods in enumerate(("tea", "cup")):
        space[tables.products.shelf[tables.products.positions([goods])[0]], way] = 1
    found = features(tables, replace(memory, space=space), tables.deals, buyer)["likeness"]
    np.testing.assert_allclose(found, np.array([2, 1, 2, 0]) / 5**0.5, rtol=1e-6)


def test_time_price_and_what_is_left(tables: Tables, memory: Memory, buyer: States) -> None:
    found = features(tables, memory, tables.deals, buyer)
    assert found["hours_left"].tolist()[:3] == [48, 96, 240]
    assert np.isnan(found["hours_left"]["d"])
    assert found["life_gone"].tolist()[:2] == [0.5, 1 / 3] or np.allclose(found["life_gone"][:2], [0.5, 1 / 3])
    assert found["stock_left"]["a"] == pytest.approx(0.4)
    assert found["weekday"].tolist() == [5] * 4  # 11 April 1970, a Saturday, where Monday is 0
    assert found["hour"].tolist() == [0] * 4
    assert found["price_usual"]["a"] == pytest.approx(0.0)  # pays 5, as usual
    np.testing.assert_allclose(np.expm1(found["campaign_deals"][:2]), [2, 2], rtol=1e-6)
    assert found[["age", "size"]].iloc[0].tolist() == [0, 4]


def test_a_told_deal_looks_as_the_stored_one(tables: Tables, memory: Memory, buyer: States) -> None:
    stored = features(tables, memory, tables.deals, buyer)
    told = Deals.of(
        {
            "deal_id": ["a", "c"],
            "offer_id": ["hot", None],
            "campaign_id": ["x", None],
            "type": ["flash", "coupon"],
            "category": [None, " Food"],
            "products": [["tea", "mate", "nobody knows"], None],
            "start": np.array([98.0, 90.0]) * DAY,
            "end": np.array([102.0, 110.0]) * DAY,
            "discount": np.array([0.5, 0.1]),
            "price": np.array([10.0, np.nan]),
            "stock": np.array([10.0, np.nan]),
        },
        tables.products,
    )
    here, apart = stored.loc[["a", "c"]], ["campaign_deals"]  # how many there are in a campaign no deal tells
    pd.testing.assert_frame_equal(features(tables, memory, told, buyer).drop(columns=apart), here.drop(columns=apart))
    beside = tables.looks(told, memory, np.array([2.0, np.nan]))
    assert np.expm1(beside.features[:, looks.NAMES.index("campaign_deals")]) == pytest.approx(
        [2.0, np.nan], nan_ok=True
    )


def test_a_shelf_is_one_category_told_as_a_path_or_by_its_products(tables: Tables, memory: Memory) -> None:
    goods = pd.DataFrame({"product_id": ["t", "m"], "category": ["A > B > C", "A > B > D"], "brand": None})
    products = Products.of(goods, ())
    columns = {"category": ["A>B>C", None, "A > B", "A > B > D", "A"], "products": [None, ["t"], None, ["t"], None]}
    deals = Deals.of({"deal_id": list("vwxyz")} | columns, products)
    codes = DealCodes.of(deals, products)
    assert codes.names["category"] == ["A", "A > B"]
    assert codes.numbers(deals, products)["category"].tolist() == [1, 1, 1, 1, 0]
    # what the deals of the shelf's products brought counts for a told path too
    told = Deals.of({"deal_id": ["n"], "category": ["Food > Tea"]}, tables.products)
    rate = [tables.looks(one, memory).features[0, looks.NAMES.index("category_rate")] for one in (told, tables.deals)]
    assert rate[0] == rate[1] > 0


def test_nobody_known_has_everybodys_taste(tables: Tables, memory: Memory) -> None:
    found = features(tables, memory, tables.deals, States.empty(1))
    np.testing.assert_allclose(found["own_share"], found["pull"], rtol=1e-6)
    assert found["own"].sum() == 0
    assert found["age"].isna().all()


def test_as_unseen_hides_the_past_of_an_offer_alone(tables: Tables, memory: Memory, buyer: States) -> None:
    found = features(tables, memory, tables.deals, buyer)
    blanked = found.to_numpy().copy()
    as_unseen(blanked, np.array([0]))
    changed = {found.columns[at] for at in np.flatnonzero(np.nan_to_num(blanked[0]) != np.nan_to_num(found.iloc[0]))}
    assert {"offer_shown", "offer_redeemed", "redeemed_offer"} <= changed
    assert changed <= {"offer_shown", "offer_redeemed", "offer_ratio", "product_ratio", "redeemed_offer"}
    np.testing.assert_array_equal(blanked[1:], found.to_numpy()[1:])


def test_paths() -> None:
    assert tidy(" Food>  Tea>Green ") == "Food > Tea > Green"
    assert above("Food > Tea > Green") == "Food > Tea"
    assert above("Food") == "Food"


def test_shelves_beneath_a_path() -> None:
    names = ["Food > Tea", "Food > Tea > Green", "Food > Teapots", "Food", "Foods"]
    products = Products.of(pd.DataFrame({"product_id": list("abcde"), "category": names, "brand": None}), [])
    assert {products.leaf_names[at] for at in products.beneath("Food > Tea")} == set(names[:2])
    assert {products.leaf_names[at] for at in products.beneath("Food")} == set(names[:4])
    assert not len(products.beneath("Fo"))


def titled(titles: list[str | None]) -> Tables:
    """The same deals with titles; the product cup has one as well."""
    products = Products.of(GOODS.assign(title=[None, None, "Blue cup", None]), ["tea", "unlisted"])
    deals = Deals.of_table(DEALS.assign(title=titles), products)
    return Tables(
        deals,
        products,
        DealCodes.of(deals, products),
        CustomerColumns.of(DEALS[["deal_id"]].rename(columns={"deal_id": "customer_id"})),
        OutlookSettings(),
    )


def shown_and_redeemed(shown: list[int], redeemed: list[int]) -> Log:
    """Nothing bought; deals by position, all before `NOW`."""
    nothing = np.zeros(0, dtype=np.int64)
    whole = (np.array(["k"], dtype=object), nothing, nothing, np.zeros(0), np.zeros(0))
    used = (
        np.zeros(len(redeemed), dtype=np.int64),
        np.array(redeemed, dtype=np.int64),
        np.full(len(redeemed), 95 * DAY),
    )
    left = list(redeemed)
    came = [one in left and left.remove(one) is None for one in shown]
    shows = (np.array(shown), np.full(len(shown), 95 * DAY), np.ones(len(shown)))
    return Log(*whole, *used, *shows, np.where(came, 95 * DAY, np.nan), NOW)


def test_titles_alike_tell_of_each_other_and_a_deal_never_of_itself() -> None:
    tables = titled(["Tea for you", "TEA, for you!", "tea for all", "lamp for all"])
    rare = tables.titles
    assert rare is not None
    # three offers: "for" is in all of them, "tea" and "all" in two, "you" and "lamp" in one
    two, one = np.log(4 / 3), np.log(4 / 2)
    log = shown_and_redeemed([0] * 4 + [2] * 4 + [3] * 8, [2, 2])
    memory = tables.memory(log, NOW)
    customer = States.of(
        1,
        (np.zeros(1, dtype=np.int64), tables.products.positions(["cup"]), np.array([90 * DAY]), np.ones(1)),
        (np.zeros(1, dtype=np.int64), np.array([0]), np.array([95 * DAY])),
    )
    found = features(tables, memory, tables.deals, customer)
    hot = two**2 + one**2
    expected = dict(zip(tables.codes.names["offer"], memory.offer_expected, strict=True))
    # of "tea for you" only the offer "tea for all" is alike, by the word tea
    share = two**2 / hot
    smooth = tables.chosen.memory.title_smoothing
    ratio = (share * 2 + smooth) / (share * expected["c"] + smooth)
    np.testing.assert_allclose(found["title_ratio"][["a", "b"]], [ratio] * 2, rtol=1e-5)
    assert found["title_ratio"]["c"] < 1, "its own redemptions do not count, and those like it had none"
    np.testing.assert_allclose(found["title_redeemed"], [1, 1, two**2 / np.sqrt(hot * 2 * two**2), 0], atol=1e-6)
    assert (found["title_bought"] == 0).all()


def test_redemptions_of_what_was_not_seen_to_be_shown_move_no_title() -> None:
    tables = titled(["Tea for you", "TEA, for you!", "tea for all", "lamp for all"])
    shown = [0] * 4 + [2] * 4 + [3] * 8
    nobody = States.empty(1)
    logs = shown_and_redeemed(shown, [0, 2, 2]), shown_and_redeemed(shown, [0, *[2] * 22])
    one, two = (features(tables, tables.memory(log, NOW), tables.deals, nobody) for log in logs)
    assert two["offer_redeemed"]["c"] > one["offer_redeemed"]["c"]
    seen = shown_and_redeemed([*shown, *[2] * 20], [0, *[2] * 22])
    three = features(tables, tables.memory(seen, NOW), tables.deals, nobody)
    assert (three["title_ratio"][["a", "b"]] > one["title_ratio"][["a", "b"]]).all()
    # all but what is beyond the showings of the offer: matched redemptions are what counts
    matched = shown_and_redeemed(shown, [0, *[2] * 4])
    four = features(tables, tables.memory(matched, NOW), tables.deals, nobody)
    np.testing.assert_allclose(two["title_ratio"], four["title_ratio"])


def test_titles_of_what_was_bought_are_near_and_a_deal_without_one_tells_nothing() -> None:
    tables = titled(["blue CUP", "Green tea", None, "Nothing else"])
    memory = tables.memory(shown_and_redeemed([0, 1], [0]), NOW)
    bought = tables.products.positions(["cup", "tea"])
    customer = States.of(
        1,
        (np.zeros(2, dtype=np.int64), bought, np.full(2, 90 * DAY), np.ones(2)),
        (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)),
    )
    found = features(tables, memory, tables.deals, customer)
    assert found["title_bought"]["a"] > found["title_bought"]["b"] > found["title_bought"]["d"] == 0
    assert found.loc["c", ["title_bought", "title_redeemed", "title_ratio"]].isna().all()
    assert found["title_redeemed"].isna().all(), "nothing was redeemed"
    told = tables.deals.take(np.array([1]))
    again = features(tables, memory, told, customer)
    of_titles = [name for name in found if name.startswith("title")]
    pd.testing.assert_frame_equal(again[of_titles], found.loc[["b"], of_titles])


def test_without_any_title_there_is_no_feature_of_titles(tables: Tables) -> None:
    assert tables.titles is None
    assert not any(name.startswith("title") for name in tables.names)


def test_titles_that_are_all_alike_are_none() -> None:
    assert titled(["A deal"] * 4).titles is None
