"""Features of a query and its candidates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from search_store import typed

from models.product_search.asked_words import AskedWords
from models.product_search.catalogue import Catalogue
from models.product_search.feature_settings import FeatureSettings
from models.product_search.pair_features import NAMES, pair_features
from models.product_search.product_words import ProductWords
from models.product_search.terms import TermGroup, WeightedTerms, plain

GOODS = typed(
    pd.DataFrame(
        {
            "product_id": ["a", "b", "c", "d", "e"],
            "title": [
                "Zorbax phone 64 gb black",
                "Zorbax phone 128GB red",
                "Case for Quillon phone",
                "Kettle 1.7 l",
                None,
            ],
            "description": [None, "with a black back", None, "black kettle", "phone"],
            "bullets": [None] * 5,
            "brand": ["Zorbax", "Zorbax", "Quillon", None, None],
            "colour": ["black", "red", None, "deep black", None],
            "category": ["Phones", "Phones", "Phones > Cases", "Kettles", None],
            "price": [100.0, 200.0, 10.0, 0.0, np.nan],
            "launch_date": pd.to_datetime([None] * 5, utc=True),
            "language": ["en"] * 5,
        }
    )
)
CATALOGUE = Catalogue.of(GOODS)
WORDS = ProductWords.of(GOODS, CATALOGUE, FeatureSettings())


def features(terms: WeightedTerms, count: int | None = None) -> dict[str, Any]:
    asked = AskedWords.of(terms, len(terms) if count is None else count, WORDS, 24)
    table = pair_features(asked, np.arange(5), WORDS, CATALOGUE)
    assert table.shape == (5, len(NAMES))
    return dict(zip(NAMES, table.T, strict=True))


def test_words_are_covered_by_title_by_fields_and_anywhere() -> None:
    found = features(plain(["black", "phone"]))
    assert list(found["covered_by_title"][[0, 3]]) == [1.0, 0.0]
    assert found["covered_by_fields"][3] > 0
    assert found["covered_by_title"][1] < found["covered_anywhere"][1] == 1.0
    assert list(found["words_missing"]) == [0, 1, 1, 1, 2]
    assert found["rarest_missing"][0] == 0


def test_a_number_with_another_unit_or_value_differs() -> None:
    found = features(plain(["phone", "64", "gb"]))
    assert list(found["measures_agree"]) == [1, 0, 0, 0, 0]
    assert list(found["measures_differ"]) == [0, 1, 0, 0, 0]
    assert list(found["numbers_covered"][:3]) == [1, 0, 0]
    assert np.isnan(features(plain(["phone"]))["numbers_covered"]).all()


def test_a_mentioned_brand_and_colour_agree_or_not_and_are_missing_where_none_is() -> None:
    found = features(plain(["zorbax", "phone", "red"]))
    np.testing.assert_array_equal(found["brand_agrees"], [1, 1, 0, np.nan, np.nan])
    np.testing.assert_array_equal(found["colour_agrees"], [0, 1, np.nan, 0, np.nan])
    assert np.isnan(features(plain(["phone"]))["brand_agrees"]).all()


def test_the_longest_mentioned_name_counts() -> None:
    assert features(plain(["deep", "black"]))["colour_agrees"][3] == 1
    assert features(plain(["deep", "black"]))["colour_agrees"][0] == 0


def test_words_in_order_are_told_from_words_in_disorder() -> None:
    assert features(plain(["zorbax", "phone"]))["in_order"][0] == 1
    assert features(plain(["phone", "zorbax"]))["in_order"][0] == 0


def test_the_category_of_the_querys_words_is_preferred() -> None:
    found = features(plain(["kettle"]))
    assert found["category_against_best"][3] == 1
    assert found["category_share"][0] == 0
    assert np.isnan(found["category_share"][4])


def test_an_unfinished_word_is_met_by_what_it_may_become() -> None:
    group = TermGroup(("pho", "phone", "photo"), (0.2, 0.6, 0.2))
    found = features((TermGroup(("zorbax",), (1.0,)), group))
    assert found["covered_by_title"][0] == pytest.approx(1.0)
    assert found["last_word"][0] == pytest.approx(1.0)


def test_a_word_that_may_follow_counts_as_likely_as_it_follows() -> None:
    terms = (*plain(["phone"]), TermGroup(("red",), (0.25,)))
    found = features(terms, 1)
    assert list(found["words_missing"][:2]) == [0.25, 0]
    assert found["last_word"][0] == 1


def test_words_that_nobody_sells_have_no_category_and_no_error() -> None:
    found = features(plain(["qzxj", "😀"]))
    assert (found["covered_anywhere"] == 0).all()
    assert np.isnan(found["category_share"]).all()


def test_words_survive_storage(tmp_path: Any) -> None:
    WORDS.save(tmp_path)
    CATALOGUE.save(tmp_path)
    words, catalogue = ProductWords.load(tmp_path), Catalogue.load(tmp_path)
    asked = AskedWords.of(plain(["zorbax", "phone", "64", "gb", "black"]), 5, words, 24)
    first = AskedWords.of(plain(["zorbax", "phone", "64", "gb", "black"]), 5, WORDS, 24)
    np.testing.assert_array_equal(
        pair_features(asked, np.arange(5), words, catalogue), pair_features(first, np.arange(5), WORDS, CATALOGUE)
    )
