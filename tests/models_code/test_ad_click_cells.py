"""A cell is the same value in a bid, in a table of requests, and in the log that was trained on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import contracts.cells as contract
from contracts.contract import Column, Kind
from features.ad_click.table import Impressions
from models.ad_click import cells, names, table_cells
from models.ad_click.hashing import MISSING, hash_texts
from models.errors import InputError

TEXTS = [
    "a1",
    " a1 ",
    "\u00a0a1\u3000\n",
    "007",
    "12345",
    "12345.0",
    "-7.00",
    "007.0",
    "1.5",
    ".0",
    "0.0",
    "-0.0",
    "5.0x",
]
NOTHING = ["", "  ", "nan", "NaN", " NULL ", "null", "None", "<NA>", "\\N", None]
NOT_NOTHING = ["NA", "N/A", "none", "-", "Nan", "NaT"]
FLAGS = ["True", "TRUE", "true", "False", "FALSE", "false", "tRUE", True, False]
NUMBERS = [7, 0, -3, 2**62, 12345.0, -3.0, -0.0, 7.5, 0.1, 1e-5, 1e-7, 123456.789, 2.0**53 - 1, float("nan")]
IDS = [*TEXTS, *NOTHING, *NOT_NOTHING, *FLAGS, *NUMBERS]
PLACES = [
    1,
    2.0,
    1.3,
    0.1,
    1e-5,
    1e17,
    "1",
    " 1.0 ",
    "1.3",
    "01",
    "2e0",
    *NOTHING,
    "NA",
    "-",
    "NaT",
    float("inf"),
    -0.0,
]


def trained(cell: Any, kind: Kind, place: Path, stored: pa.DataType | None = None) -> str | None:
    """What the examples hold of a cell of a log."""
    read = contract.typed(pa.chunked_array([pa.array([cell], stored)]), Column(name="x", kind=kind, description=""), "")
    # with a second row, as a column without a value is left out
    other = "z" if kind is Kind.ID else 9.0
    column = pa.array([read.values.iloc[0], other], pa.large_string() if kind is Kind.ID else None, from_pandas=True)
    pq.write_table(pa.table({"position": column}), place / "impressions.parquet")
    found = Impressions(place / "impressions.parquet").coded("position")
    assert found is not None
    return found.text(np.arange(2)).to_pylist()[0]


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [("customer", Kind.ID, IDS), ("position", Kind.NUMBER, PLACES)],
    ids=["ids", "positions"],
)
def test_a_cell_is_one_value_on_every_road(name: str, kind: Kind, written: list[Any], tmp_path: Path) -> None:
    known = hash_texts([trained(cell, kind, tmp_path) for cell in written]).tolist()
    assert cells.values_of(name, written, len(written)).tolist() == known
    assert [cells.values_of(name, cell, 1)[0] for cell in written] == known
    # alone, as a column of its own type, and among all others
    assert [table_cells.hashed(pd.Series([cell], name=name))[0] for cell in written] == known
    assert table_cells.hashed(pd.Series(written, name=name, dtype="object")).tolist() == known
    assert known.count(MISSING) == sum(trained(cell, kind, tmp_path) is None for cell in written) > len(NOTHING)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int8", "uint64", "bool"])
def test_columns_of_a_type_of_their_own_are_read_as_the_log_is(dtype: str, tmp_path: Path) -> None:
    written = np.array([1, 0, 1.3], dtype=dtype)
    stored = pa.from_numpy_dtype(written.dtype)
    known = hash_texts([trained(cell, Kind.ID, tmp_path, stored) for cell in written.tolist()]).tolist()
    assert cells.values_of("customer", written, 3).tolist() == known
    assert [cells.values_of("customer", cell, 1)[0] for cell in written] == known
    assert table_cells.hashed(pd.Series(written, name="customer")).tolist() == known


def test_what_exporters_write_for_nothing_is_what_the_contract_takes_it_for() -> None:
    assert set(contract.MISSING) == names.NO_ID
    assert set(contract.MISSING_BUT_IN_TEXT) == names.NO_NUMBER
    blank = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]
    padded = pa.chunked_array([pa.array([f"{one}a{one}" for one in blank])])
    assert contract.cleaned(padded, contract.MISSING).to_pylist() == [f"{one}a{one}".strip() for one in blank]


@pytest.mark.parametrize("first", [1, np.int64(1), 1.0, True, "1"])
def test_what_was_asked_before_changes_no_answer(first: Any) -> None:
    cells.values_of("device", [first], 1)
    assert (
        cells.values_of("device", [1, 1.0, "1", True, np.True_], 5).tolist()
        == hash_texts(["1", "1", "1", "true", "true"]).tolist()
    )
    mixed = pd.Series([first, 1, True, 1.0], name="device", dtype="object")
    assert table_cells.hashed(mixed)[1:].tolist() == hash_texts(["1", "true", "1"]).tolist()


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        ("customer", 2.0**53, "9007199254740992.0"),
        ("customer", float("inf"), "inf"),
        ("customer", pd.Timestamp("2026-01-01"), "Timestamp"),
        ("customer", ["a"], "unhashable"),
        ("position", "top", "'top'"),
        ("position", True, "True"),
    ],
)
def test_what_is_no_id_or_position_is_refused_on_both_roads(name: str, cell: Any, words: str) -> None:
    column = pd.Series([None, cell], name=name, dtype="object")
    for ask in (lambda: cells.values_of(name, [None, cell], 2), lambda: table_cells.hashed(column)):
        with pytest.raises(InputError, match=words):
            ask()


@pytest.mark.parametrize("name", ["customer", "position"])
def test_what_pandas_holds_for_nothing_is_missing(name: str) -> None:
    nothing = [pd.NaT, pd.NA, np.float32("nan"), np.nan]
    assert cells.values_of(name, nothing, 4).tolist() == [MISSING] * 4
    assert table_cells.hashed(pd.Series(nothing, name=name, dtype="object")).tolist() == [MISSING] * 4


def test_positions_reach_the_trees_as_numbers_whole_or_not() -> None:
    written = [1, 1.3, "2", " 2.5 ", None, "", "NA", float("inf")]
    known = [1.0, 1.3, 2.0, 2.5, np.nan, np.nan, np.nan, np.nan]
    np.testing.assert_array_equal(cells.places_of(written), known)
    np.testing.assert_array_equal(table_cells.places(pd.Series(written, name="position", dtype="object")), known)
    np.testing.assert_array_equal(cells.places_of(np.float32(1.5)), [1.5])
