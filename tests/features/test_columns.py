"""Columns of clean tables: of the kinds that are wanted, trimmed, numbered and timed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.columns import NO_TIME, TEXT, TIME, UNKNOWN, micros, places, read

COLUMNS = {"product_id": TEXT, "region": TEXT, "price": pa.float64()}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    rows = {"product_id": ["a", "b", None], "region": [" DE ", " ", None], "more": [1, 2, 3]}
    pq.write_table(pa.table(rows), tmp_path / "stock.parquet")
    return tmp_path


def test_a_table_has_the_columns_that_are_wanted(tables: Path) -> None:
    found = read(tables, "stock", COLUMNS)
    assert found is not None
    assert found.schema.types == list(COLUMNS.values())
    assert found.to_pydict() == {
        "product_id": ["a", "b", None],
        "region": ["DE", None, None],
        "price": [None, None, None],
    }
    assert read(tables, "events", COLUMNS) is None


def test_texts_may_come_as_dictionaries(tables: Path) -> None:
    found = read(tables, "stock", COLUMNS, as_dictionaries=True)
    assert found is not None
    assert pa.types.is_dictionary(found.column("product_id").type)
    assert found.column("region").to_pylist() == [" DE ", " ", None]


def test_values_have_places_among_known_ones() -> None:
    known = pa.chunked_array([["a"], ["b"]], TEXT)
    assert places(pa.array(["b", "c", None, "a"], TEXT), known).tolist() == [1, UNKNOWN, UNKNOWN, 0]


def test_times_are_microseconds() -> None:
    assert micros(pa.array([5, None], TIME)).tolist() == [5, NO_TIME]
