"""Listings as strangers send them become comparable fields."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.product_matching.fields import prepare


def test_title_alone_is_enough() -> None:
    fields = prepare(pd.DataFrame({"title": ["Zorbax Lamp", None]}))
    assert fields.title.tolist() == ["zorbax lamp", ""]
    assert fields.brand.tolist() == ["", ""]
    assert np.isnan(fields.price).all()
    assert fields.has_title.tolist() == [True, False]


def test_missing_title_is_stood_in_for_by_description_then_attributes() -> None:
    frame = pd.DataFrame(
        {
            "title": [None, ""],
            "description": ["A Desk Lamp of brass", None],
            "attributes": ['{"model": "QX-1"}', '{"model": "QX-1", "color": "teal"}'],
        }
    )
    fields = prepare(frame)
    assert fields.title.tolist() == ["a desk lamp of brass", "qx-1 teal"]
    assert fields.model.tolist() == ["qx-1", "qx-1"]


def test_model_number_is_known_by_its_usual_names() -> None:
    names = ["modelno", "Model Number", "MPN", "part_number", "SKU"]
    frame = pd.DataFrame({"title": ["t"] * 5, "attributes": [f'{{"{name}": "AB-12"}}' for name in names]})
    assert prepare(frame).model.tolist() == ["ab-12"] * 5


@pytest.mark.parametrize("text", ["not json", "[1, 2]", '"text"', "{}", '{"a": null, "b": ""}', '{"a": {"b": 1}}'])
def test_attributes_that_are_no_plain_object_do_not_stop_it(text: str) -> None:
    fields = prepare(pd.DataFrame({"title": ["t"], "attributes": [text]}))
    assert fields.model.tolist() == [""]


def test_prices_that_say_nothing_are_missing() -> None:
    prices = prepare(pd.DataFrame({"title": ["t"] * 5, "price": [0.0, -3.0, np.inf, np.nan, 9.5]})).price
    assert np.isnan(prices[:4]).all()
    assert prices[4] == 9.5


def test_a_page_pasted_into_the_title_is_cut() -> None:
    fields = prepare(pd.DataFrame({"title": ["word " * 25_000]}))
    assert len(fields.title[0]) <= 600


def test_title_column_is_required() -> None:
    with pytest.raises(ValueError, match="lack the column title"):
        prepare(pd.DataFrame({"name": ["x"]}))


def test_no_rows() -> None:
    assert len(prepare(pd.DataFrame({"title": pd.Series([], dtype="str")}))) == 0
