"""Numbers as shops write them: read in the one way they can be, or refused."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.numbers import Convention, parse, take_apart


def read(*cells: str | None, money: bool = True) -> list[float | None]:
    """Values as a list, None where the cell is unreadable, NaN where it is missing."""
    column = pa.chunked_array([pa.array(cells, pa.large_string())])
    values, bad = parse(column, Convention(), money=money)
    return [None if is_bad else float(value) for value, is_bad in zip(values, bad, strict=True)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12.0),
        ("+12.5", 12.5),
        ("-0.500", -0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("2.5E-3", 0.0025),
        ("1,299.00", 1299.0),
        ("1.299,00", 1299.0),
        ("12,50", 12.5),
        ("0,125", 0.125),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("12,34,567.5", 1234567.5),  # lakh
        ("1 299", 1299.0),
        ("1\u00a0299,50", 1299.5),
        ("1\u202f299,50", 1299.5),
        ("1'299.50", 1299.5),
        ("$ 12.50", 12.5),
        ("12 €", 12.0),
        ("EUR 12.50", 12.5),
        ("12,50 EUR", 12.5),
        ("-$5.25", -5.25),
        ("$-5.25", -5.25),
        ("\u22125.25", -5.25),
        ("R$ 1.299,90", 1299.9),
        ("Rs. 1,29,900.00", 129900.0),
        ("12,50 zł", 12.5),
        ("\u0661\u0662\u066b\u0665", 12.5),  # Arabic-Indic digits and decimal sign
        ("\uff11\uff12.\uff15", 12.5),  # full width
    ],
)
def test_cell_with_one_reading_is_read(cell: str, value: float) -> None:
    assert read(cell) == [pytest.approx(value, rel=1e-15)]


@pytest.mark.parametrize(
    "cell",
    [
        *("inf", "-Infinity", "1e400", "12%", "(12.50)", "12 kg", "1-2", "1,2,3", "1.2.3", "12.34.567", "1,29.9,0"),
        *("abc", "--5", "$", "12 €$", "0x10", "1_000", "12..5", ",", ".", "²", "12,", "x" * 100_000, "\x00", "1 2"),
    ],
)
def test_cell_without_a_reading_is_unreadable(cell: str) -> None:
    assert read(cell) == [None]


def test_thousands_or_decimals_is_settled_by_the_rest_of_the_column() -> None:
    assert read("1,299", "12.50") == [1299.0, 12.5]
    assert read("1,299", "12,5") == [1.299, 12.5]
    assert read("1.299", "12,50") == [1299.0, 12.5]
    assert read("1.299", "0.25") == [1.299, 0.25]
    assert read("$1.299", "€0", "12,50")[0] is not None


def test_thousands_or_decimals_is_refused_where_the_column_proves_nothing_or_both() -> None:
    assert read("1,299", "7") == [None, 7.0]
    assert read("1.299", "7") == [None, 7.0]
    assert read("1,299", "12.50", "12,50") == [None, 12.5, 12.5]
    assert read("1.299", "12.50", "12,50") == [None, 12.5, 12.5]


def test_numbers_in_another_currency_than_most_are_unreadable() -> None:
    assert read("$5", "$6", "€7", "8") == [5.0, 6.0, None, 8.0]


def test_currency_is_unreadable_where_the_unit_is_not_money() -> None:
    assert read("$ 12.50", "12 EUR", money=False) == [None, None]


def test_missing_is_missing_and_not_unreadable() -> None:
    missing, number = read(None, "3")
    assert missing is not None
    assert math.isnan(missing)
    assert number == 3.0


def test_later_batch_that_contradicts_what_earlier_cells_were_read_by_is_unreadable() -> None:
    convention = Convention()

    def batch(*cells: str) -> list[bool]:
        return parse(pa.chunked_array([pa.array(cells, pa.large_string())]), convention)[1].tolist()

    assert batch("12.50", "1,299") == [False, False]
    assert batch("1,300") == [False]
    assert batch("12,5") == [True]


def test_later_batch_may_differ_where_nothing_was_read_by_the_convention() -> None:
    convention = Convention()
    for cells in (["12.50"], ["12,50"]):
        _, bad = parse(pa.chunked_array([pa.array(cells, pa.large_string())]), convention)
        assert not bad.any()


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_what_python_writes_is_read_back_exactly_or_refused_as_ambiguous(value: float) -> None:
    text = repr(value)
    with_proof = read(text, "0.25")
    assert with_proof[0] == value
    alone = read(text)[0]
    assert alone is None or alone == value


@settings(deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]))
def test_every_convention_with_two_decimals_is_read_exactly(whole: int, cents: int, signs: tuple[str, str]) -> None:
    group, decimal = signs
    text = f"{whole:,}".replace(",", group) + f"{decimal}{cents:02d}"
    assert read(text) == [float(f"{whole}.{cents:02d}")]


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_never_infinite(text: str) -> None:
    written = take_apart(text, money=True)
    if written is not None:
        assert np.isfinite(written.if_point)
        assert np.isfinite(written.if_comma)
    cells = read(text)
    assert cells[0] is None or np.isfinite(cells[0])


@settings(deadline=None)
@given(st.text("0123456789.,' -+€$", max_size=12))
def test_digits_are_never_changed(text: str) -> None:
    written = take_apart(text, money=True)
    if written is not None and not written.two_ways:
        kept = "".join(sign for sign in text if sign.isdigit()).strip("0")
        found = f"{Decimal(repr(abs(written.if_point))):f}".replace(".", "").strip("0")
        assert found == kept


def test_later_decimal_point_contradicts_cells_read_by_a_decimal_comma() -> None:
    convention = Convention()
    flags = [
        parse(pa.chunked_array([pa.array(cells, pa.large_string())]), convention)[1].tolist()
        for cells in (["12,50", "1.299"], ["12.50", "7"])
    ]
    assert flags == [[False, False], [True, False]]
