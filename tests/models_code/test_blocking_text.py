"""Normalisation, tokens, model codes and numbers with units."""

# ruff: noqa: RUF001 - full-width and Cyrillic letters are meant as such

from __future__ import annotations

import pandas as pd
import pytest

from models.product_matching.text import model_codes, normalise, numbers_with_units, tokens


def _normal(*texts: str | None) -> pd.Series:
    return normalise(pd.Series(list(texts), dtype="object"))


def test_spellings_of_one_text_become_one() -> None:
    assert _normal("  CAFÉ\u00a0Straße ", "cafe\u0301 STRASSE").tolist() == ["cafe strasse", "cafe strasse"]
    assert _normal("ＡＢＣ１２３").tolist() == ["abc123"]


def test_marks_of_other_scripts_stay() -> None:
    words = ["\u304c\u304e", "\u0451\u043b\u043a\u0430", "हिन्दी"]  # ga gi, yolka, Hindi
    assert _normal(*words).tolist() == words


def test_web_noise_goes() -> None:
    assert tokens(_normal('"Sony Lens"@en <b>new</b> &amp; boxed"@en-us')).to_pylist() == [
        ["sony", "lens", "new", "boxed"]
    ]


def test_missing_cells_numbers_and_control_characters() -> None:
    text = normalise(pd.Series([None, float("nan"), 12.5, "a\x00b\u200b"], index=[3, 5, 7, 9], dtype="object"))
    assert text.tolist() == ["", "", "12.5", "a b"]
    assert text.index.tolist() == [3, 5, 7, 9]
    assert tokens(text).to_pylist() == [[], [], ["12.5"], ["a", "b"]]


def test_no_rows() -> None:
    text = normalise(pd.Series([], dtype="str"))
    assert len(tokens(text)) == len(model_codes(text)) == len(numbers_with_units(text)) == 0


def test_long_text_is_cut() -> None:
    assert len(_normal("a" * 100_000).iloc[0]) == 4_000


@pytest.mark.parametrize("title", ["sony dsc-w55 kit", "sony DSC.W55 kit", "sony dscw55 kit", "カメラ dsc/w55"])
def test_model_codes_whatever_their_joiners(title: str) -> None:
    assert model_codes(_normal(title)).to_pylist() == [["dscw55"]]


def test_model_codes_as_written_and_what_is_none() -> None:
    titles = _normal("mq8n2b/a 64gb 1920x1080 3x500ml abc 123 12345 123456 abc1")
    assert model_codes(titles).to_pylist() == [["mq8n2ba", "123456", "abc1"]]
    assert model_codes(titles, compact=False).to_pylist() == [["mq8n2b/a", "123456", "abc1"]]


def test_codes_do_not_depend_on_the_company_they_keep() -> None:
    alone = model_codes(_normal("nikon d3100x body")).to_pylist()
    beside = model_codes(_normal("nikon d3100x body", "камера д3100 черная")).to_pylist()
    assert beside == [*alone, ["д3100"]]


@pytest.mark.parametrize(
    ("left", "right"),
    [("1 TB", "1000gb"), ('5.5"', "5,5 Zoll"), ("2 kg", "2000 gramm"), ("500 мл", "0.5 liter"), ("24個", "24 pcs")],
)
def test_numbers_meet_in_base_units(left: str, right: str) -> None:
    found = numbers_with_units(_normal(left, right))
    assert found["row"].tolist() == [0, 1]
    assert found["dimension"].nunique() == 1
    assert found["value"].iloc[0] == pytest.approx(found["value"].iloc[1])


def test_networks_and_bare_numbers_are_no_measures() -> None:
    assert numbers_with_units(_normal("iphone 8 4g unlocked", "size 42 in black")).empty


def test_a_unit_is_not_borrowed_from_the_next_row() -> None:
    assert numbers_with_units(_normal("galaxy 64", "gb store")).empty


def test_thousands_and_decimals() -> None:
    assert numbers_with_units(_normal("1,000mah", "0.125 liter", "1.5 liter"))["value"].tolist() == [
        1000.0,
        125.0,
        1500.0,
    ]
