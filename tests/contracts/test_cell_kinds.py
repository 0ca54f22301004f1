"""What each kind accepts from text and from parquet's own types."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.cells import Cells, typed
from contracts.contract import Column, Kind
from infra.errors import DataError


def read(kind: Kind, values: list[Any], stored: pa.DataType | None = None) -> Cells:
    data = pa.chunked_array([pa.array(values, stored)])
    return typed(data, Column(name="cell", kind=kind, description=""), "table t, file t.parquet")


def values_of(cells: Cells) -> list[Any]:
    return [None if pd.isna(value) else value for value in cells.values.tolist()]


def test_ids_are_text_whatever_they_are_stored_as() -> None:
    assert values_of(read(Kind.ID, [" 007 ", "12.0", "1.50", "", "nan", "a-1"])) == [
        "007",
        "12",
        "1.50",
        None,
        None,
        "a-1",
    ]
    assert values_of(read(Kind.ID, [12.0, None, float("nan"), -3.0], pa.float64())) == ["12", None, None, "-3"]
    assert values_of(read(Kind.ID, [12, None], pa.int32())) == ["12", None]
    assert values_of(read(Kind.ID, [2**63 + 1], pa.uint64())) == ["9223372036854775809"]
    assert values_of(read(Kind.ID, [Decimal("12")], pa.decimal128(20, 0))) == ["12"]
    assert values_of(read(Kind.ID, [b"abc"], pa.binary())) == ["abc"]


def test_a_flag_among_ids_is_one_word_whatever_wrote_it() -> None:
    assert values_of(read(Kind.ID, [" True ", "TRUE", "true", "False", "Truey", None])) == [
        "true",
        "true",
        "true",
        "false",
        "Truey",
        None,
    ]
    assert values_of(read(Kind.ID, [True, False, None], pa.bool_())) == ["true", "false", None]
    assert values_of(read(Kind.TEXT, ["True"])) == ["True"]


def test_ids_stored_as_floats_that_lost_digits_are_unreadable() -> None:
    cells = read(Kind.ID, [float(2**53), float("inf"), 7.0], pa.float64())
    assert cells.bad.tolist() == [True, True, False]
    assert values_of(cells) == [None, None, "7"]


def test_text_keeps_its_inside_and_loses_its_margins() -> None:
    cells = read(Kind.TEXT, ["  a\x00b \x07\n", "\u00a0", "NA", "null", "Nan bread", "冷蔵庫"])
    assert values_of(cells) == ["a\x00b \x07", None, "NA", None, "Nan bread", "冷蔵庫"]
    assert not cells.bad.any()


def test_text_whose_characters_are_counted_keeps_its_margins() -> None:
    data = pa.chunked_array([pa.array(["  a \n", "\u00a0", "", "null", "b"])])
    column = Column(name="cell", kind=Kind.TEXT, description="", verbatim=True)
    assert values_of(typed(data, column, "table t, file t.parquet")) == ["  a \n", None, None, None, "b"]


def test_lists_are_text_only_where_the_column_may_be_a_list() -> None:
    column = Column(name="cell", kind=Kind.TEXT, description="", listed=True)
    stored = pa.array([["a", 'b "c"\nd', None], [], None, ["é"]], pa.large_list(pa.string()))
    cells = typed(pa.chunked_array([stored]), column, "table t, file t.parquet")
    assert values_of(cells) == ['["a", "b \\"c\\"\\nd", null]', None, None, '["é"]']
    assert values_of(typed(pa.chunked_array([pa.array([" - a\n"])]), column, "")) == ["- a"]


def test_dictionary_encoded_text_is_text() -> None:
    data = pa.chunked_array([pa.array(["a", "b", "a", None]).dictionary_encode()])
    cells = typed(data, Column(name="c", kind=Kind.TEXT, description=""), "")
    assert values_of(cells) == ["a", "b", "a", None]


@pytest.mark.parametrize("kind", list(Kind))
def test_missing_cells_of_every_kind_are_typed_nulls(kind: Kind) -> None:
    for stored in (pa.null(), pa.string()):
        cells = read(kind, [None, None], stored)
        assert cells.values.isna().all()
        assert not cells.bad.any()
        assert str(cells.values.dtype) == {
            "number": "float64",
            "integer": "Int64",
            "flag": "boolean",
            "time": "datetime64[us, UTC]",
            "bytes": "object",
        }.get(kind.value, "str")


@settings(deadline=None)
@given(st.sampled_from(["1", "true", "yes", "t", "y", "0", "false", "no", "f", "n"]), st.data())
def test_flags_are_read_in_any_case(word: str, data: st.DataObject) -> None:
    written = "".join(data.draw(st.sampled_from([sign.lower(), sign.upper()])) for sign in word)
    cells = read(Kind.FLAG, [f" {written} "])
    assert values_of(cells) == [word in ("1", "true", "yes", "t", "y")]


@settings(deadline=None)
@given(st.text(min_size=1, max_size=6))
def test_other_words_are_no_flags(word: str) -> None:
    known = {"1", "1.0", "true", "yes", "t", "y", "0", "0.0", "false", "no", "f", "n"}
    absent = {"", "nan", "none", "null", "<na>", "\\n", "na", "n/a", "#n/a", "nat", "-"}
    cells = read(Kind.FLAG, [word])
    assert cells.bad[0] == (word.strip().lower() not in known | absent) or word.strip().lower() in absent


def test_flags_stored_as_numbers() -> None:
    assert values_of(read(Kind.FLAG, [1, 0, None], pa.int8())) == [True, False, None]
    cells = read(Kind.FLAG, [1.0, 0.0, 2.0, 0.5], pa.float32())
    assert values_of(cells) == [True, False, None, None]
    assert cells.bad.tolist() == [False, False, True, True]
    assert values_of(read(Kind.FLAG, [True, None], pa.bool_())) == [True, None]


def test_stored_numbers_pass_and_infinity_does_not() -> None:
    cells = read(Kind.NUMBER, [1.5, float("inf"), float("nan"), None], pa.float64())
    assert cells.bad.tolist() == [False, True, False, False]
    assert np.isnan(cells.values.to_numpy()[1:]).all()
    assert values_of(read(Kind.NUMBER, [Decimal("1299.99")], pa.decimal128(10, 2))) == [1299.99]
    assert values_of(read(Kind.NUMBER, [3], pa.uint8())) == [3.0]


def test_integers_are_whole_and_exact() -> None:
    cells = read(Kind.INTEGER, ["12", "12.0", "12.5", "1e3", str(2**53), ""])
    assert cells.bad.tolist() == [False, False, True, False, True, False]
    assert values_of(cells) == [12, 12, None, 1000, None, None]


def test_times_are_utc() -> None:
    cells = read(
        Kind.TIME,
        ["2024-01-31", "2024-01-31T10:00:00+02:00", "2024-01-31 10:00:00.5Z", "2024-02-30", "31/01/2024", "1706700000"],
    )
    assert cells.bad.tolist() == [False, False, False, True, True, True]
    assert cells.values[0] == pd.Timestamp("2024-01-31", tz="UTC")
    assert cells.values[1] == pd.Timestamp("2024-01-31 08:00", tz="UTC")
    berlin = read(Kind.TIME, [dt.datetime(2024, 7, 1, 12)], pa.timestamp("ns", "Europe/Berlin"))
    assert berlin.values[0] == pd.Timestamp("2024-07-01 12:00", tz="UTC")
    assert read(Kind.TIME, [dt.date(2024, 7, 1)], pa.date32()).values[0] == pd.Timestamp("2024-07-01", tz="UTC")


def test_dates_with_points_are_day_month_year() -> None:
    cells = read(Kind.TIME, ["31.01.2024", "1.2.2024 09:05", " 01.12.2024T10:00:00+02:00", "2024-01-31", None])
    assert not cells.bad.any()
    expected = ["2024-01-31", "2024-02-01 09:05", "2024-12-01 08:00", "2024-01-31"]
    assert cells.values.iloc[:4].tolist() == [pd.Timestamp(one, tz="UTC") for one in expected]
    assert read(Kind.TIME, ["31.02.2024", "01.13.2024", "1.2.24", "31.01.2024 soon", "1.2", "31.01.20245"]).bad.all()


def test_json_is_one_object() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    cells = read(Kind.JSON, ['{"a": 1}', "{}", "[1]", "{'a': 1}", '{"a": NaN}', '"text"', "3", deep, "", "null"])
    assert cells.bad.tolist() == [False, False, True, True, True, True, True, True, False, False]
    assert values_of(cells) == ['{"a": 1}', *[None] * 9]


def test_structs_and_maps_become_json() -> None:
    struct = read(Kind.JSON, [{"color": "røд", "size": None}, {"color": None, "size": None}, None])
    assert values_of(struct) == ['{"color": "røд"}', None, None]
    mapped = read(Kind.JSON, [[("a", 1.5), ("b", float("inf"))], []], pa.map_(pa.string(), pa.float64()))
    assert [value and json.loads(value) for value in values_of(mapped)] == [{"a": 1.5}, None]
    pairs = read(Kind.JSON, [[{"key": "a", "value": "x"}]])
    assert values_of(pairs) == ['{"a": "x"}']


@pytest.mark.parametrize(
    ("kind", "stored", "value"),
    [
        (Kind.NUMBER, pa.list_(pa.float64()), [1.0]),
        (Kind.NUMBER, pa.bool_(), True),
        (Kind.NUMBER, pa.timestamp("s"), dt.datetime(2024, 1, 1)),
        (Kind.TIME, pa.int64(), 1706700000),
        (Kind.ID, pa.struct([("a", pa.int64())]), {"a": 1}),
        (Kind.TEXT, pa.list_(pa.string()), ["a"]),
        (Kind.JSON, pa.int64(), 3),
        (Kind.FLAG, pa.date32(), dt.date(2024, 1, 1)),
    ],
)
def test_stored_type_that_cannot_hold_the_kind_is_refused_by_name(kind: Kind, stored: pa.DataType, value: Any) -> None:
    with pytest.raises(DataError, match="column cell is stored as") as refused:
        read(kind, [value], stored)
    assert refused.value.remedy


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(DataError, match="bytes that are not UTF-8"):
        read(Kind.TEXT, [b"caf\xe9"], pa.binary())
