"""Requests of deals, read or refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.deal_ranking import request, told_deals, told_past
from models.deal_ranking.profile_settings import ProfileSettings
from models.deal_ranking.profiles import Profiles
from models.deal_ranking.stored_deals import StoredDeals
from models.deal_ranking.told_deals import EVERY
from models.errors import InputError


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_purchases_are_ids_or_objects_in_the_order_of_time_where_all_have_one() -> None:
    late = {"product_id": "p2", "time": "2026-01-02", "amount": 4}
    early = {"product_id": 7, "time": "2026-01-01T00:00:00Z"}
    told = told_past.purchases_of(frame(purchases=[json.dumps([late, early]), '["p1", 3]', "[]", None, " "]))
    first, second, third = told[0], told[1], told[2]
    assert first is not None
    assert first.products == ("7", "p2")
    assert np.diff(first.seconds).tolist() == [86_400.0]
    assert first.amounts.tolist() == pytest.approx([np.nan, 4.0], nan_ok=True)
    assert second is not None
    assert second.products == ("p1", "3")
    assert third is not None
    assert len(third) == 0
    assert told[3:] == (None, None)
    mixed = told_past.purchases_of(frame(purchases=[json.dumps([late, "p9", {"category": "A > B"}])]))[0]
    assert mixed is not None
    assert mixed.products == ("p2", "p9", None)
    assert mixed.categories == (None, None, "A > B")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("{", "no JSON"),
        ('{"product_id": "p"}', "no list"),
        ("[true]", "no id"),
        ("[{}]", "neither product_id nor category"),
        ('[{"product_id": "p", "time": "soon"}]', "'soon' is no time"),
        ('[{"product_id": "p", "amount": -1}]', "-1 is not from 0"),
        ('[{"product_id": "p", "amount": "much"}]', "'much' is no number"),
    ],
)
def test_strange_purchases_are_refused(cell: str, why: str) -> None:
    with pytest.raises(InputError, match=f"purchases holds 1 cells of 2 .*{why}"):
        told_past.purchases_of(frame(purchases=[cell, None]))


def test_redeemed_deals_may_be_named_by_deal_or_offer() -> None:
    told = told_past.redeemed_of(frame(redeemed=['["d1", {"offer_id": "o1"}]']))[0]
    assert told is not None
    assert (told.deals, told.offers) == (("d1", None), (None, "o1"))
    with pytest.raises(InputError, match="neither deal_id nor offer_id"):
        told_past.redeemed_of(frame(redeemed=['[{"time": "2026-01-01"}]']))


def test_a_list_is_read_once_however_many_requests_have_it() -> None:
    which, lists = told_deals.lists_of(frame(deals=['["a"]', None, '["a"]', '["b", "a", "b"]', ""]))
    assert which.tolist() == [0, EVERY, 0, 1, EVERY]
    assert [one.ids for one in lists] == [("a",), ("b", "a")]


def test_objects_are_columns_beside_bare_ids() -> None:
    told = {"deal_id": 5, "price": 20, "end": "2026-01-01", "products": "p1; p2", "stock_left": -2, "title": "T"}
    _, (found,) = told_deals.lists_of(frame(deals=[json.dumps(["x", told, {"deal_id": "y", "shown": 3}])]))
    assert found.ids == ("x", "5", "y")
    assert found.places.tolist() == [-1, 0, 1]
    assert found.columns["products"] == [["p1", "p2"], None]
    assert found.columns["price"].tolist() == pytest.approx([20.0, np.nan], nan_ok=True)
    assert found.columns["end"][0] == 1_767_225_600.0
    assert found.counts["stock_left"].tolist() == pytest.approx([-2.0, np.nan], nan_ok=True)
    assert found.counted.tolist() == [False, True]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"price": 1}, "has no deal_id"),
        ({"deal_id": "d", "discount": 20}, "discount, 20 is not from 0 to 1"),
        ({"deal_id": "d", "price": -1}, "price, -1 is not from 0"),
        ({"deal_id": "d", "stock": "many"}, "stock, 'many' is no number"),
        ({"deal_id": "d", "stock": True}, "stock, True is no number"),
        ({"deal_id": "d", "end": "never"}, "end, 'never' is no time"),
        ({"deal_id": "d", "end": 5}, "end, 5 is no time"),
        ({"deal_id": "d", "products": {"a": 1}}, "products, .* is no list of product ids"),
        ({"deal_id": "d", "products": [None]}, "products, .* is no list of product ids"),
        ({"deal_id": "d", "products": "[1"}, "products, .* is no list of product ids"),
        ({"deal_id": "d", "category": 3}, "category, 3 is no text"),
        ({"deal_id": "d", "shown": -1}, "shown, -1 is not from 0"),
        ([1], "neither a deal id nor an object"),
        ({"deal_id": " "}, "an entry has no deal_id"),
        ({"deal_id": None}, "an entry has no deal_id"),
        ({"deal_id": "\ud800"}, r"'\\ud800' is no id"),
        ("\ud800", r"'\\ud800' is no id"),
        ({"deal_id": "d", "offer_id": "\ud800"}, r"offer_id, '\\ud800' is no id"),
        ({"deal_id": "d", "price": 10**400}, "price, 10{40,60} is no number"),
        ({"deal_id": "d", "redeemed": -(10**400)}, "redeemed, -10{40,60} is no number"),
    ],
)
def test_strange_deals_are_refused(told: object, why: str) -> None:
    with pytest.raises(InputError, match=f"deals holds 2 cells of 3 .*{why}"):
        told_deals.lists_of(frame(deals=[json.dumps([told]), None, json.dumps([told])]))


def test_ids_are_told_without_the_blanks_around_them() -> None:
    found = told_deals.lists_of(frame(deals=['[" 1 ", {"deal_id": "\\td2 ", "offer_id": " o "}, 1, ""]']))[1][0]
    assert found.ids == ("1", "d2", "")
    assert (found.columns["deal_id"], found.columns["offer_id"]) == (["d2"], ["o"])
    asked = request.questions_of(frame(customer_id=[" c ", " ", None], redeemed=['[" 1 "]', None, None]), (), 0.0)
    assert list(asked.customers) == ["c", None, None]
    assert asked.redeemed[0] is not None
    assert asked.redeemed[0].deals == ("1",)


def test_texts_that_no_file_can_hold_are_read_with_question_marks() -> None:
    found = told_deals.lists_of(frame(deals=['[{"deal_id": "d\u00fc", "title": "T\\ud800\u00fc"}]']))[1][0]
    assert (found.ids, found.columns["title"]) == (("d\u00fc",), ["T?\u00fc"])


def test_numbers_of_the_past_may_not_be_endless() -> None:
    with pytest.raises(InputError, match=r"amount, 10{40,60} is no number"):
        told_past.purchases_of(frame(purchases=[json.dumps([{"product_id": "p", "amount": 10**400}])]))


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(InputError, match="price"):
        told_deals.lists_of(frame(deals=['[{"deal_id": "d", "price": Infinity}]']))


def test_a_frame_without_any_column_of_the_signature_is_refused() -> None:
    with pytest.raises(InputError, match="has none of the columns"):
        request.questions_of(frame(other=[1]), (), 0.0)
    assert len(request.questions_of(frame(age=["30"]), ("age",), 5.0)) == 1


def test_the_input_example_is_one_that_is_read() -> None:
    example = request.input_example(("age",))
    assert set(example.columns) == {name for name, _, _ in request.signature(("age",))["inputs"]}
    found = request.questions_of(example, ("age",), 0.0)
    assert found.lists[0].ids == ("d1", "d2")
    assert found.part(1, 2).customers == [None]


def test_stored_deals_are_refused_where_ids_are_missing_or_twice() -> None:
    with pytest.raises(InputError, match="2 are missing and 1 occur twice"):
        StoredDeals.of(frame(deal_id=["a", "a", None, None]))
    with pytest.raises(InputError, match="column discount"):
        StoredDeals.of(frame(deal_id=["a"], discount=[20.0]))


def test_times_of_deals_are_read_as_they_were_written(tmp_path: Path) -> None:
    micros = np.random.default_rng(3).integers(0, 10**14, 500) + 1_700_000_000_000_000
    start = pd.Series(micros.astype("datetime64[us]")).dt.tz_localize("UTC")
    end = ["9999-12-31T23:59:59Z", None, *["2100-01-01T00:00:00.123457"] * 498]
    stored = StoredDeals.of(pd.DataFrame({"deal_id": np.arange(500), "start": start, "end": end}))
    stored.save(tmp_path)
    again = StoredDeals.load(tmp_path)
    for name in ("start", "end"):
        np.testing.assert_array_equal(again.columns[name], stored.columns[name])


def test_profiles_keep_the_latest_of_each_customer() -> None:
    from deal_shop import known

    past = known()
    found = Profiles.of(past, np.array([1, 2]), np.array([4, 5, 6]), ProfileSettings(purchases=1, redeemed=1))
    assert found.bought.values.tolist() == [1]  # p3 of 2 January, told before p1 of the 1st
    assert found.redeemed.values.tolist() == [4, 6]
    assert found.customers == {"age": ["30", None]}
    none = Profiles.of(past, np.array([1, 2]), np.array([4, 5, 6]), ProfileSettings(enabled=False))
    assert len(none) == 0
    assert none.customers == {"age": []}
