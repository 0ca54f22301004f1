"""Requests of recommendation, read or refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.errors import InputError
from models.recommendation.asked_how import DEFAULTS, asked_of
from models.recommendation.request import input_example, questions_of, signature
from models.recommendation.told_history import BUY, CART, VIEW


def read(**columns: Any) -> Any:
    return questions_of(pd.DataFrame(columns), 1_000.0)


def test_the_example_is_read_and_has_columns_of_the_signature() -> None:
    example = input_example()
    assert set(example) <= {name for name, _, _ in signature()["inputs"]}
    found = questions_of(example, 5.0)
    assert len(found) == 2
    assert found.histories[0].products == ("p4", "p7")
    assert list(found.histories[0].kinds) == [BUY, VIEW]
    assert found.histories[1] is None
    assert found.excluded == (("p17",), ())
    assert list(found.times) == [pd.Timestamp("2026-01-31T18:30:00Z").timestamp(), 5.0]


def test_ids_alone_are_purchases_without_a_time() -> None:
    told = read(history=['["a", 7, 8.0]']).histories[0]
    assert told.products == ("a", "7", "8")
    assert list(told.kinds) == [BUY] * 3
    assert np.isnan(told.seconds).all()


def test_an_empty_list_is_a_history_and_a_missing_cell_is_none() -> None:
    empty, missing, blank = read(history=["[]", None, " "]).histories
    assert len(empty) == 0
    assert missing is None
    assert blank is None


def test_a_long_history_is_read_whole() -> None:
    told = read(history=[json.dumps([f"p{row}" for row in range(10_000)])]).histories[0]
    assert told.products == tuple(f"p{row}" for row in range(10_000))


def test_exclusions_and_histories_name_products_alike() -> None:
    found = read(history=['["a", 7, 8.0]'], exclude=['["a", 7, 8.0]'])
    assert found.excluded[0] == found.histories[0].products


def test_events_are_in_the_order_of_time_where_all_have_one() -> None:
    events = [
        {"product_id": "late", "time": "2026-01-03", "type": "cart"},
        {"product_id": "same", "time": "2026-01-01T00:00:00Z"},
        {"product_id": "twin", "time": "2026-01-01T00:00:00"},
    ]
    told = read(history=[json.dumps(events)]).histories[0]
    assert told.products == ("same", "twin", "late")
    assert list(told.kinds) == [BUY, BUY, CART]
    events[1]["time"] = ""
    assert read(history=[json.dumps(events)]).histories[0].products == ("late", "same", "twin")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"query": ["a"]}, "none of the columns request_id"),
        ({"history": ["p1"]}, "column history holds 1 cells of 1 that cannot be read, the first since it is no JSON"),
        (
            {"history": ['{"product_id": "p1"}', None]},
            "1 cells of 2 that cannot be read, the first since it is no list",
        ),
        ({"history": ["[" * 100_000]}, "it is no JSON"),
        ({"history": ["[true]"]}, "an entry is neither"),
        ({"history": ["[1.5]"]}, "an entry is neither"),
        ({"history": ['[{"time": null}]']}, "an entry has no product_id"),
        ({"history": ['[{"product_id": "p", "type": "stolen"}]']}, "type 'stolen' is none of view, cart, buy"),
        ({"history": ['[{"product_id": "p", "type": ["view"]}]']}, "is none of view, cart, buy"),
        ({"history": ['[{"product_id": "p", "type": 0}]']}, "the type 0 is none of view, cart, buy"),
        ({"history": ['[{"product_id": "p", "type": ""}]']}, "the type '' is none of view, cart, buy"),
        ({"history": [None], "exclude": ["[1.5]"]}, "no JSON lists"),
        ({"history": [None], "exclude": ["[true]"]}, "no JSON lists"),
        ({"history": ['[{"product_id": "p", "time": "soon"}]']}, "the time 'soon' is none"),
        ({"history": ['[{"product_id": "p", "time": 17}]']}, "the time 17 is none"),
        ({"history": [["p1"]]}, "column history holds 1 cells of 1 that are no text"),
        ({"history": [None], "exclude": ["p1"]}, "no JSON lists"),
        ({"history": [None], "time": ["soon"]}, "that are no times"),
        ({"customer_id": [1.5]}, "column customer_id holds 1 cells of 1 that are no text"),
    ],
)
def test_cells_that_cannot_be_read_are_named(columns: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(**columns)


def test_what_is_not_told_has_its_default() -> None:
    assert vars(asked_of(None)) == dict(DEFAULTS)
    assert asked_of({"k": np.int64(3), "diversity": 1, "personal": np.False_}).diversity == 1.0


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"k": 0}, "k is 0"),
        ({"k": True}, "k is True"),
        ({"k": 2.5}, "k is 2.5"),
        ({"diversity": 1.5}, "diversity is 1.5"),
        ({"diversity": float("nan")}, "diversity is nan"),
        ({"diversity": "much"}, "diversity is 'much'"),
        ({"repeats": "sometimes"}, "one of auto, never, always"),
        ({"personal": "no"}, "personal is 'no'"),
    ],
)
def test_parameters_out_of_bounds_are_refused(params: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        asked_of(params)


def test_a_request_without_a_name_has_its_rows_number() -> None:
    assert read(customer_id=["a", None, "b"], request_id=["x", None, 7]).ids == ["x", "1", "7"]
    assert read(customer_id=["a", "b"]).ids == ["0", "1"]
