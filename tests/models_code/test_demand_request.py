"""Requests: what is understood, and what is refused with column, count and way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting import request
from models.demand_forecasting.panel import Panel
from models.errors import InputError

LONGEST = 52


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


def asked(panel: Panel, params: dict[str, Any] | None = None, **columns: Any) -> request.Asked:
    return request.read(pd.DataFrame({"product_id": ["p0", "p1"], **columns}), params, panel, LONGEST)


def test_nothing_but_products_is_the_default_horizon_from_the_end_of_the_panel(panel: Panel) -> None:
    found = asked(panel)
    assert (found.horizon, found.daily, len(found)) == (13, False, 2)
    assert found.origin.tolist() == [60, 60]
    assert found.texts["region"].tolist() == ["", ""]
    assert np.isnan(found.price).all()
    assert found.launch.tolist() == [-1, -1]


def test_the_default_horizon_is_no_longer_than_the_trained_one(panel: Panel) -> None:
    assert request.read(pd.DataFrame({"product_id": ["p0"]}), None, panel, 4).horizon == 4


def test_an_origin_is_the_week_that_its_day_lies_in(panel: Panel) -> None:
    assert asked(panel, origin=["2024-01-08", "2024-01-14"]).origin.tolist() == [1, 1]
    assert asked(panel, origin=["2026-01-05", None]).origin.tolist() == [105, 60]
    assert asked(panel, origin=["2024-03-01T12:00:00", "2024-03-01"]).origin.tolist() == [8, 8]


def test_nulls_blanks_and_spaces_are_nothing(panel: Panel) -> None:
    found = request.read(
        pd.DataFrame({"product_id": [" p0 ", None, ""], "region": [None, "r1", " "]}), None, panel, LONGEST
    )
    assert found.texts["product_id"].tolist() == ["p0", "", ""]
    assert found.texts["region"].tolist() == ["", "r1", ""]


def test_ids_that_are_whole_numbers_are_read_as_text(panel: Panel) -> None:
    assert request.read(pd.DataFrame({"product_id": [85123]}), None, panel, 4).texts["product_id"].tolist() == ["85123"]


def test_a_request_of_no_rows_is_read(panel: Panel) -> None:
    assert len(request.read(pd.DataFrame({"product_id": pd.Series(dtype="str")}), None, panel, LONGEST)) == 0


@pytest.mark.parametrize(
    ("columns", "params", "said"),
    [
        ({}, {"horizon": 0}, r"horizon is 0; at least one week"),
        ({}, {"horizon": 53}, r"horizon is 53 weeks and the model was trained for 52; ask for at most 52"),
        ({}, {"horizon": 2.5}, r"horizon is 2.5; it is a whole number of weeks, 1 to 52"),
        ({}, {"frequency": "monthly"}, r"frequency is 'monthly'; it is weekly or daily"),
        ({"origin": ["soon", None]}, {}, r"1 rows of origin are no dates, the first is 'soon'; write them as"),
        ({"origin": ["2023-05-01", "2024-01-05"]}, {}, r"2 rows of origin lie before .* earliest origin is 2024-01-08"),
        ({"launch_date": ["2024-02-30", "x"]}, {}, r"2 rows of launch_date are no dates, the first is '2024-02-30'"),
        ({"attributes": ["red", "[1]"]}, {}, r"2 rows of attributes are no JSON object, the first is 'red'"),
        ({"price": ["cheap", "4.50"]}, {}, r"1 rows of price are no amounts above 0, the first is 'cheap'"),
        ({"price": [0.0, -1.0]}, {}, r"2 rows of price are no amounts above 0"),
        ({"region": [1.5, 2.0]}, {}, r"2 rows of region are of type float64; give text"),
        ({"country": ["south", None]}, {}, r"1 rows name product_id and country without a region; name the region"),
    ],
)
def test_bad_input_is_named_counted_and_shown_a_way_out(
    panel: Panel, columns: dict[str, Any], params: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        asked(panel, params, **columns)


def test_sums_by_two_things_at_once_are_refused(panel: Panel) -> None:
    frame = pd.DataFrame({"product_id": [None], "region": ["r0"], "category": ["toys"]})
    with pytest.raises(InputError, match=r"1 rows name a category together with a region"):
        request.read(frame, None, panel, LONGEST)


def test_a_request_without_products_column_is_refused(panel: Panel) -> None:
    with pytest.raises(InputError, match=r"the request \(1 rows\) lacks the column product_id"):
        request.read(pd.DataFrame({"region": ["r0"]}), None, panel, LONGEST)


def test_days_are_refused_where_only_weeks_are_known(panel: Panel) -> None:
    weekly = replace(panel, weekday=None)
    with pytest.raises(InputError, match=r"trained on weekly tables, which say nothing of days; ask for weekly"):
        request.read(pd.DataFrame({"product_id": ["p0"]}), {"frequency": "daily"}, weekly, LONGEST)


def test_rows_that_ask_the_same_are_one(panel: Panel) -> None:
    frame = pd.DataFrame({"product_id": ["x", "y", "x", "x"], "title": ["a", None, "a", "b"], "price": [1, None, 1, 1]})
    found = request.read(frame, None, panel, LONGEST)
    rows, codes = found.distinct(np.arange(4))
    assert rows.tolist() == [0, 1, 3]
    assert codes.tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize(
    "described", [{"title": "red train"}, {"attributes": '{"a": 1}'}, {"price": 3.0}, {"launch_date": "2025-01-01"}]
)
def test_a_description_without_an_id_is_not_answered_as_everything(panel: Panel, described: dict[str, Any]) -> None:
    frame = pd.DataFrame({"product_id": [None, "p0"], **{name: [value, None] for name, value in described.items()}})
    with pytest.raises(InputError, match=r"1 rows bring title, .* give the new product any id"):
        request.read(frame, None, panel, LONGEST)
