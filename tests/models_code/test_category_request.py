"""Requests of the classifier are read strictly, and nulls are fine."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.errors import InputError
from models.product_classification import request


@pytest.mark.parametrize(
    ("column", "cells", "told"),
    [
        ("title", [1, 2], "title holds 2 cells of 2 that are no text"),
        ("title", ["a", b"b"], "title holds 1 cells of 2 .* the first is of type bytes"),
        ("attributes", [{"colour": "red"}, None], "attributes holds 1 cells of 2 .* one JSON object"),
        ("price", ["dear", None], "price holds 1 cells of 2 that are no finite numbers"),
        ("price", [np.inf, 1.0], "price holds 1 cells of 2 that are no finite numbers"),
        ("price", [True, False], "price holds 2 cells of 2"),
        ("listing_id", [1.5, 2.5], "listing_id holds 2 cells of 2 that are no text"),
    ],
)
def test_a_wrong_type_is_refused(column: str, cells: list[Any], told: str) -> None:
    frame = pd.DataFrame({"title": ["a", "b"], column: cells})
    read = request.ids_of if column == "listing_id" else request.listings_of
    with pytest.raises(InputError, match=told):
        read(frame)


def test_a_request_without_titles_is_refused() -> None:
    with pytest.raises(InputError, match=r"request \(1 rows\) lacks the column title"):
        request.listings_of(pd.DataFrame({"description": ["a"]}))
    with pytest.raises(InputError, match="column title 2 times"):
        request.listings_of(pd.DataFrame([["a", "b"]], columns=["title", "title"]))


@pytest.mark.parametrize("nulls", [[None, None], [np.nan, np.nan], pd.array([None, None], dtype="string"), [pd.NA] * 2])
def test_nulls_of_any_kind_are_fine(nulls: Any) -> None:
    frame = pd.DataFrame(dict.fromkeys(("title", "description", "brand", "price", "language"), nulls))
    found = request.listings_of(frame)
    assert found.isna().all(axis=None)
    assert list(found.dtypes.astype("str")) == ["str"] * 5 + ["float64"]
    assert request.ids_of(frame).isna().all()


@pytest.mark.parametrize("k", [0, -1, 1.5, True, "5"])
def test_k_is_a_whole_number_of_at_least_one(k: Any) -> None:
    with pytest.raises(InputError, match=r"k is .* whole number of at least 1"):
        request.k_of({"k": k})


def test_without_parameters_k_is_five() -> None:
    assert request.k_of(None) == request.k_of({}) == 5
    assert request.k_of({"k": np.int64(3)}) == 3
