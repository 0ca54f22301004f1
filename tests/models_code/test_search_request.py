"""Requests of product search, read or refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from models.errors import InputError
from models.product_search.asked_how import DEFAULTS, asked_of
from models.product_search.request import input_example, questions_of, signature


def read(**columns: Any) -> Any:
    return questions_of(pd.DataFrame(columns), 1_000.0)


def test_the_example_is_read_and_has_columns_of_the_signature() -> None:
    example = input_example()
    assert set(example) <= {name for name, _, _ in signature()["inputs"]}
    found = questions_of(example, 5.0)
    assert len(found) == 2
    assert found.excluded == (("p17",), ())
    assert found.times[1] == 5.0
    assert found.times[0] == pd.Timestamp("2026-01-31T18:30:00Z").timestamp()
    assert found.texts["customer_id"] == ["c1", None]


def test_what_is_not_given_is_missing() -> None:
    found = read(query=["kettle", None])
    assert found.texts["query"] == ["kettle", None]
    assert found.texts["region"] == [None, None]
    assert list(found.times) == [1_000.0] * 2
    assert found.excluded == ((), ())


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"customer_id": ["c1"]}, "lacks the column query"),
        ({"query": [3.5]}, "column query holds 1 cells of 1 that are no text"),
        ({"query": ["a"], "time": ["soon"]}, "column time holds 1 cells of 1 that are no times"),
        ({"query": ["a"], "time": [17]}, "that are no times"),
        ({"query": [np.array(["a", "b"])]}, "column query holds 1 cells of 1 that are no text"),
        ({"query": ["a"], "time": [np.array([1, 2])]}, "that are no times"),
        ({"query": ["a"], "time": [["2026-01-01"]]}, "that are no times"),
        ({"query": ["a"], "customer_id": [1.5]}, "column customer_id holds 1 cells of 1 that are no text"),
        ({"query": ["a"], "customer_id": [True]}, "type bool"),
        ({"query": ["a"], "customer_id": [2.0**53]}, "type float"),
        ({"query": [1.0]}, "column query holds 1 cells of 1 that are no text"),
        ({"query": ["a"], "exclude": ["p1"]}, "no JSON lists"),
        ({"query": ["a"], "exclude": ['{"p1": 2}']}, "no JSON lists"),
        ({"query": ["a"], "exclude": ["[" * 100_000]}, "no JSON lists"),
    ],
)
def test_cells_that_cannot_be_read_are_named(columns: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(**columns)


def test_a_column_given_twice_is_refused() -> None:
    frame = pd.DataFrame([["a", "b"]], columns=["query", "query"])
    with pytest.raises(InputError, match="column query 2 times"):
        questions_of(frame, 0.0)


def test_whole_numbers_are_ids_and_times_are_taken_as_utc() -> None:
    found = read(query=["a"], customer_id=[17], time=["2026-01-01T00:00:00"], exclude=["[3]"])
    assert found.texts["customer_id"] == ["17"]
    assert found.times[0] == pd.Timestamp("2026-01-01", tz="UTC").timestamp()
    assert found.excluded == (("3",),)
    stamped = read(query=["a"], time=[pd.Timestamp("2026-01-01", tz="UTC")])
    assert stamped.times[0] == found.times[0]
    np.testing.assert_array_equal(read(query=["a", "b"], time=pd.to_datetime(["2026-01-01", None])).times[1], 1_000.0)


def test_whole_numbers_with_gaps_are_ids() -> None:
    found = read(query=["a", "b"], customer_id=[1.0, np.nan], region=pd.Series([7, None], dtype="object"))
    assert found.texts["customer_id"] == ["1", None]
    assert found.texts["region"] == ["7", None]
    assert read(query=["a", "b"], product_id=pd.array([12, None], dtype="Int64")).texts["product_id"] == ["12", None]


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\u3000"])
def test_a_blank_time_is_none(blank: str) -> None:
    assert read(query=["a", "b"], time=[blank, "1970-01-01"]).times.tolist() == [1_000.0, 0.0]


def test_times_of_numpy_are_times() -> None:
    moment = np.datetime64("2026-01-01T06:00:00")
    cells = pd.Series([moment, np.datetime64("NaT"), pd.NaT], dtype="object")
    found = read(query=["a", "b", "c"], time=cells).times
    assert found.tolist() == [pd.Timestamp("2026-01-01T06:00:00Z").timestamp(), 1_000.0, 1_000.0]


def test_half_a_surrogate_pair_is_no_text_that_could_be_answered() -> None:
    assert read(query=pd.Series(["caf\u00e9 \udcff"], dtype="object")).texts["query"] == ["caf\u00e9 ?"]


def test_parameters_have_defaults() -> None:
    assert vars(asked_of(None)) == dict(DEFAULTS)
    assert asked_of({"k": np.int64(3), "personal": False}).k == 3


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"k": 0}, "k is 0"),
        ({"k": True}, "k is True"),
        ({"k": 1.5}, "k is 1.5"),
        ({"completions": -1}, "completions is -1"),
        ({"mode": "find"}, "mode is 'find'; it is one of search, complete, grade"),
        ({"correct": "yes"}, "correct is 'yes'; it is true or false"),
    ],
)
def test_parameters_out_of_bounds_are_refused(params: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        asked_of(params)


def test_a_request_without_a_name_has_its_rows_number() -> None:
    assert read(query=["a", None, "b"], request_id=["x", None, 7]).texts["request_id"] == ["x", "1", "7"]
    assert read(query=["a", "b"]).texts["request_id"] == ["0", "1"]
