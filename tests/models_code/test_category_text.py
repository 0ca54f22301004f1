"""Text of listings: one spelling whatever sellers paste, and every text stays with its listing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.product_classification.listing_text import FIELDS, MAX_CHARACTERS, Texts, normalise, prepare


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<b>Phone&nbsp;case</b><br/>for &lt;iPhone&gt; &amp; co", "phone case for & co"),
        ("<script>var x = '<b>';</script>Tea<!-- no --> &#8364;5", "tea €5"),
        ("&lt;p&gt;twice escaped&lt;/p&gt;", "twice escaped"),
        ("a < b && c > d", "a < b && c > d"),
        ("ＦＵＬＬ ﬁt ½\u00a0Straße", "full fit 1⁄2 strasse"),  # noqa: RUF001
        ("🔥HOT👩🏽‍🚀 Deal❤️!", "hot deal !"),
        ("tab\there\x00\x07and\r\nthere", "tab here and there"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zero width mark"),
        ("Nike™ Air®", "nike air"),
        ("  \u3000 ", ""),
        ("\U000e0041hidden\U0010fffd", "hidden"),
        ("НОВЫЙ Ёж ИЗ Їжака", "новый ёж из їжака"),
        ("日本語 テスト", "日本語 テスト"),
    ],
)
def test_one_spelling(written: str, read: str) -> None:
    assert normalise(pd.Series([written])).tolist() == [read]
    assert normalise(pd.Series([read])).tolist() == [read]


def test_letters_that_look_alike_stay_what_they_are() -> None:
    latin, cyrillic = normalise(pd.Series(["copa", "сора"]))  # noqa: RUF001
    assert latin != cyrillic


def test_texts_stay_with_their_rows_whatever_they_hold() -> None:
    written = ["one\ntwo", None, "", "\n", "three\n\n", "🔥", "four", "\uffff five"] * 3
    read = ["one two", "", "", "", "three", "", "four", "five"] * 3
    assert normalise(pd.Series(written, index=range(100, 124))).tolist() == read
    assert normalise(pd.Series(["x" * 10_000])).str.len().tolist() == [MAX_CHARACTERS]


def test_missing_columns_and_cells_are_missing_text() -> None:
    texts = prepare(pd.DataFrame({"title": ["Lamp", None], "price": ["12.5", "cheap"], "brand": [None, "Ikea"]}))
    assert texts.title.tolist() == ["lamp", ""]
    assert {field: texts.missing(field).tolist() for field in FIELDS} == {
        "title": [False, True],
        "description": [True, True],
        "brand": [True, False],
        "attributes": [True, True],
    }
    np.testing.assert_array_equal(texts.price, [12.5, np.nan])
    assert len(prepare(pd.DataFrame({"title": []}))) == 0


def test_attributes_are_names_and_values() -> None:
    attributes = ['{"Color": "Red", "Size": [40, 41]}', r'{"\u0446\u0432\u0435\u0442": "a\nb \"c\""}', "not json", None]
    read = prepare(pd.DataFrame({"title": ["x"] * 4, "attributes": attributes})).attributes.tolist()
    assert read == ["color red size 40 41", "цвет a b c", "not json", ""]


def test_a_blanked_field_is_missing_and_the_others_stay() -> None:
    texts = prepare(pd.DataFrame({"title": ["a", "b"], "brand": ["c", "d"]}))
    blanked = texts.blanked("brand")
    assert blanked.missing("brand").all()
    assert blanked.title.tolist() == ["a", "b"]
    assert texts.brand.tolist() == ["c", "d"]


def test_rows_are_taken_and_put_together_in_order() -> None:
    texts = prepare(pd.DataFrame({"title": list("abc"), "price": [1, 2, 3]}))
    joined = Texts.together([texts.take(np.array([2, 0])), texts.take(np.array([False, True, False]))])
    assert joined.title.tolist() == ["c", "a", "b"]
    assert joined.price.tolist() == [3, 1, 2]


def test_listings_without_a_word_are_empty() -> None:
    texts = prepare(pd.DataFrame({"title": ["A lamp", None, "🔥"], "brand": [None, "acme", None]}))
    assert texts.empty.tolist() == [False, False, True]
