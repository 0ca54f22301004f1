"""Columns of bytes: read from parquet and csv, in batches that stay small, written, and set aside."""

from __future__ import annotations

import base64
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import reading
from contracts.cells import typed
from contracts.contract import Column, Contract, Kind, RowRule, Table
from contracts.reading import iter_batches, read_table
from contracts.validation import validate_directory, write_table
from infra.errors import DataError

FILE = Column(name="file", kind=Kind.BYTES, description="")
TABLE = Table(name="t", description="", columns=(Column(name="id", kind=Kind.ID, description=""), FILE))


@given(st.lists(st.one_of(st.none(), st.binary(min_size=1, max_size=50)), max_size=8))
def test_bytes_of_parquet_and_base64_of_csv_are_the_same(cells: list[bytes | None]) -> None:
    encoded = [None if cell is None else base64.encodebytes(cell).decode() for cell in cells]
    for data in (pa.array(cells, pa.binary()), pa.array(cells, pa.large_binary()), pa.array(encoded, pa.string())):
        read = typed(pa.chunked_array([data]), FILE, "")
        assert read.values.tolist() == cells
        assert not read.bad.any()


def test_text_that_is_no_base64_and_numbers_are_refused(tmp_path: Path) -> None:
    read = typed(pa.chunked_array([pa.array(["YWJj", "abc", "a?==", "", None])]), FILE, "")
    assert read.values.tolist() == [b"abc", None, None, None, None]
    assert read.bad.tolist() == [False, True, True, False, False]
    with pytest.raises(DataError, match=r"column file is stored as int64, which holds no bytes") as refused:
        typed(pa.chunked_array([pa.array([1])]), FILE, "here")
    assert refused.value.remedy == "Store it as binary, or text of base64."
    path = tmp_path / "t.csv"
    path.write_text("id,file\n1,YWJj\n2,abc\n")
    with pytest.raises(DataError, match=r"column file has 1 cells that are no bytes: t.csv row 2 'abc'") as unread:
        read_table([path], TABLE)
    assert unread.value.remedy == "Store bytes in parquet as binary, in csv and JSON as base64."


def test_batches_of_whole_files_are_cut_by_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 40_000)
    path = tmp_path / "t.parquet"
    files = [bytes([at]) * 1_000 for at in range(200)]
    pd.DataFrame({"id": range(200), "file": files}).to_parquet(path)
    batches = list(iter_batches(path, TABLE))
    assert len(batches) > 1
    assert [file for batch in batches for file in batch["file"]] == files
    assert max(sum(map(len, batch["file"])) for batch in batches) <= 40_000
    assert [len(batch) for batch in iter_batches(path, TABLE, rows=7)][:-1] == [7] * 28


def test_rows_with_bytes_are_kept_and_set_aside_whole(tmp_path: Path) -> None:
    rule = RowRule(name="twice", check="unique", columns=("file",), because="of the test")
    contract = Contract(
        use_case="x", summary="", tables=(TABLE.model_copy(update={"row_rules": (rule,)}),), max_rejected_share=0.9
    )
    frame = pd.DataFrame({"id": ["a", "b", "c"], "file": [b"\xff\xd8", b"\xff\xd8", b"\x00"]})
    write_table(frame, TABLE, tmp_path / "t.parquet")
    assert pq.read_schema(tmp_path / "t.parquet").field("file").type == pa.large_binary()
    validate_directory(contract, tmp_path, tmp_path / "out")
    assert pd.read_parquet(tmp_path / "out" / "t.parquet")["file"].tolist() == [b"\x00"]
    aside = pd.read_parquet(tmp_path / "out" / "quarantine.parquet")
    assert aside["content"].tolist() == ['{"id":"a","file":"\\/9g="}', '{"id":"b","file":"\\/9g="}']
