"""Whole tables and streams of them: types, parts, optional columns, unreadable cells."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from contracts.contract import Column, Kind, Table
from contracts.reading import find_table, iter_batches, read_cells, read_table
from infra.errors import DataError

TABLE = Table(
    name="goods",
    description="",
    columns=(
        Column(name="id", kind=Kind.ID, description="", required=True),
        Column(name="title", kind=Kind.TEXT, description="", required=True),
        Column(name="price", kind=Kind.NUMBER, description="", unit="in `currency`"),
        Column(name="count", kind=Kind.INTEGER, description=""),
        Column(name="new", kind=Kind.FLAG, description=""),
        Column(name="seen", kind=Kind.TIME, description=""),
        Column(name="more", kind=Kind.JSON, description=""),
    ),
)
DTYPES = ["str", "str", "float64", "Int64", "boolean", "datetime64[us, UTC]", "str"]


def test_optional_columns_that_are_absent_come_as_typed_nulls(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text("title,id\na,1\n")
    frame = read_table(find_table(tmp_path, "goods"), TABLE)
    assert [str(dtype) for dtype in frame.dtypes] == DTYPES
    assert frame.columns.tolist() == [column.name for column in TABLE.columns]
    assert frame.iloc[0, 2:].isna().all()


def test_unknown_columns_are_reported_and_dropped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "goods.csv").write_text("id,title,colour\n1,a,red\n")
    paths = find_table(tmp_path, "goods")
    assert read_cells(paths, TABLE).ignored == ("colour",)
    with caplog.at_level(logging.WARNING, logger="contracts.reading"):
        assert "colour" not in read_table(paths, TABLE)
    assert "colour" in caplog.text


def test_unreadable_cells_are_kept_account_of(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text(
        'id,title,price,new,more\n1,a,x,maybe,{}\n2,b,5,yes,"{""a"": 1}"\n3,c,7,no,{a}\n'
    )
    reading = read_cells(find_table(tmp_path, "goods"), TABLE)
    assert {name: (fault.rows.tolist(), fault.texts) for name, fault in reading.unreadable.items()} == {
        "price": ([0], ("x",)),
        "new": ([0], ("maybe",)),
        "more": ([2], ("{a}",)),
    }
    with pytest.raises(DataError, match=r"column price has 1 cells that are no number: goods\.csv row 1 'x'"):
        read_table(find_table(tmp_path, "goods"), TABLE)


def test_parts_are_joined_with_their_rows_and_partition_values(tmp_path: Path) -> None:
    for price, ids in (("5", ["1", "2"]), ("7.5", ["3"])):
        part = tmp_path / "goods" / f"price={price}" / "part-0.parquet"
        part.parent.mkdir(parents=True)
        pd.DataFrame({"id": ids, "title": "t"}).to_parquet(part)
    reading = read_cells(find_table(tmp_path, "goods"), TABLE)
    assert reading.frame["price"].tolist() == [5.0, 5.0, 7.5]
    assert [rows for _, rows in reading.files] == [2, 1]
    streamed = pd.concat(list(iter_batches(tmp_path / "goods", TABLE)), ignore_index=True)
    pd.testing.assert_frame_equal(streamed, reading.frame)


def test_parts_that_store_a_column_differently_become_one_type(tmp_path: Path) -> None:
    (tmp_path / "goods").mkdir()
    pd.DataFrame({"id": [1, 2], "title": "t", "price": ["1.50", "x"]}).to_parquet(tmp_path / "goods" / "a.parquet")
    pd.DataFrame({"id": ["3"], "title": "t", "price": [2.5]}).to_parquet(tmp_path / "goods" / "b.parquet")
    reading = read_cells(find_table(tmp_path, "goods"), TABLE)
    assert reading.frame["id"].tolist() == ["1", "2", "3"]
    np.testing.assert_array_equal(reading.frame["price"], [1.5, np.nan, 2.5])
    assert reading.unreadable["price"].rows.tolist() == [1]


def test_part_without_a_required_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "goods").mkdir()
    pd.DataFrame({"id": [1], "title": "t"}).to_parquet(tmp_path / "goods" / "a.parquet")
    pd.DataFrame({"id": [1], "name": "t"}).to_parquet(tmp_path / "goods" / "b.parquet")
    with pytest.raises(DataError, match=r"table goods, file b\.parquet \(1 rows\) lacks the column title"):
        read_table(find_table(tmp_path, "goods"), TABLE)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,title\n1,a\n"])
def test_what_is_no_parquet_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "goods.parquet"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"goods\.parquet is no whole parquet file"):
        read_table([path], TABLE)


def test_parquet_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "goods.parquet"
    pd.DataFrame({"id": range(5000), "title": "t"}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match="no whole parquet file"):
        read_table([path], TABLE)


def test_parquet_with_a_broken_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "goods.parquet"
    frame = pd.DataFrame({"id": [str(number * 7919) for number in range(5000)], "title": "t"})
    frame.to_parquet(path, write_page_checksum=True)
    content = bytearray(path.read_bytes())
    content[200:600] = bytes(400)
    path.write_bytes(bytes(content))
    with pytest.raises(DataError, match="no whole parquet file"):
        read_table([path], TABLE)


def test_parquet_without_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "goods.parquet"
    pd.DataFrame({"id": ["1"], "title": ["t"]}).iloc[:0].to_parquet(path)
    with pytest.raises(DataError, match="has a header and no row"):
        read_table([path], TABLE)
    with pytest.raises(DataError, match="has a header and no row"):
        list(iter_batches(path, TABLE))


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_stream_gives_what_the_whole_gives(tmp_path: Path, suffix: str) -> None:
    rows = 1_234
    frame = pd.DataFrame(
        {"id": range(rows), "title": [f"t {n}" for n in range(rows)], "price": [n / 4 for n in range(rows)]}
    )
    path = tmp_path / f"goods{suffix}"
    frame.to_csv(path, index=False) if suffix == ".csv" else frame.to_parquet(path, row_group_size=100)
    batches = list(iter_batches(path, TABLE, rows=500))
    assert [len(batch) for batch in batches] == [500, 500, 234]
    pd.testing.assert_frame_equal(pd.concat(batches, ignore_index=True), read_table([path], TABLE))


def test_stream_names_the_rows_of_unreadable_cells(tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("id,title,price\n" + "".join(f"{n},t,{'dear' if n in (7, 9) else 5}\n" for n in range(1, 12)))
    batches = iter_batches(path, TABLE, rows=4)
    assert len(next(batches)) == 4
    with pytest.raises(DataError, match=r"column price has 1 cells that are no number: goods\.csv row 7 'dear'"):
        next(batches)


def test_streams_of_what_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        next(iter_batches(tmp_path / "goods.csv", TABLE))
    (tmp_path / "goods.xlsx").write_bytes(b"PK")
    with pytest.raises(DataError, match="neither parquet nor csv"):
        next(iter_batches(tmp_path / "goods.xlsx", TABLE))


def test_stream_holds_a_few_batches_only(tmp_path: Path) -> None:
    path = tmp_path / "goods.parquet"
    schema = pa.schema([("id", pa.string()), ("title", pa.string())])
    with pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, 200_000, 20_000):
            ids = [str(number) for number in range(start, start + 20_000)]
            writer.write_table(pa.table([ids, [identity * 100 for identity in ids]], schema=schema))
    allocated = pa.total_allocated_bytes()
    most = 0
    for _ in iter_batches(path, TABLE, rows=20_000):
        most = max(most, pa.total_allocated_bytes() - allocated)
    # All titles together are 110 MB.
    assert most < 60e6


def test_command_line_modules_import_no_frames() -> None:
    code = (
        "import sys, contracts.product_matching, contracts.describe, contracts.report, contracts.files;"
        "print(sorted({'pandas', 'pyarrow', 'numpy', 'great_expectations'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
