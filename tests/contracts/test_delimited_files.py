"""csv and tsv as strangers write them: read whole and right, or refused by file and line."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from contracts.contract import Column, Kind, Table
from contracts.reading import iter_batches, read_table
from infra.errors import DataError

TABLE = Table(
    name="goods",
    description="",
    columns=(
        Column(name="id", kind=Kind.ID, description="", required=True),
        Column(name="title", kind=Kind.TEXT, description="", required=True),
        Column(name="price", kind=Kind.NUMBER, description="", unit="in `currency`"),
    ),
)

Reader = Callable[[Path], pd.DataFrame]


def whole(path: Path) -> pd.DataFrame:
    return read_table([path], TABLE)


def streamed(path: Path) -> pd.DataFrame:
    return pd.concat(list(iter_batches(path, TABLE, rows=2)), ignore_index=True)


both = pytest.mark.parametrize("read", [whole, streamed])


def write(tmp_path: Path, content: bytes | str, name: str = "goods.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@both
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path: Path, read: Reader, delimiter: str) -> None:
    rows = [["id", "title", "price"], ["007", "a, b; c", "1"], ["8", "d", "2"], ["9", "e", ""]]
    lines = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    frame = read(write(tmp_path, lines))
    assert frame["id"].tolist() == ["007", "8", "9"]
    assert frame["title"].tolist() == ["a, b; c", "d", "e"]
    assert frame["price"].isna().tolist() == [False, False, True]


@both
def test_tsv_is_split_at_tabs_alone(tmp_path: Path, read: Reader) -> None:
    frame = read(write(tmp_path, "id\ttitle\n1\ta,b,c,d\n", "goods.tsv"))
    assert frame["title"].tolist() == ["a,b,c,d"]


@both
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_marks_are_honoured(tmp_path: Path, read: Reader, encoding: str, newline: str) -> None:
    content = newline.join(["id,title", "1,Käse 冷蔵庫", "2,чайник", ""]).encode(encoding)
    frame = read(write(tmp_path, content))
    assert frame["title"].tolist() == ["Käse 冷蔵庫", "чайник"]


@both
@pytest.mark.parametrize(
    ("suffix", "compress"),
    [
        (".gz", gzip.compress),
        (".xz", lzma.compress),
        (".bz2", bz2.compress),
        (".zst", lambda content: pa.Codec("zstd").compress(content, asbytes=True)),
    ],
)
def test_compressed_files_are_read_and_cut_ones_refused(
    tmp_path: Path, read: Reader, suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    content = ("id,title\n" + "".join(f"{number},title {number * 7919}\n" for number in range(500))).encode()
    path = write(tmp_path, compress(content), f"goods.csv{suffix}")
    assert len(read(path)) == 500
    path.write_bytes(compress(content)[:-20])
    with pytest.raises(DataError, match=rf"goods\.csv{suffix}.*cannot be read"):
        read(path)
    path.write_bytes(content)
    with pytest.raises(DataError, match="cannot be read"):
        read(path)


@both
def test_line_breaks_and_quotes_inside_cells_are_kept(tmp_path: Path, read: Reader) -> None:
    frame = read(write(tmp_path, 'id,title,price\n1,"a\nb ""c""",5\n\n2,17" screen,6\n'))
    assert frame["title"].tolist() == ['a\nb "c"', '17" screen']
    assert frame["price"].tolist() == [5.0, 6.0]


@pytest.mark.parametrize("word", ["caf\u00e9", "K\u00e4se", "\u00fcber", "30\u00b0C"])
def test_of_a_single_word_with_an_accent_the_western_reading_is_named_first(tmp_path: Path, word: str) -> None:
    path = write(tmp_path, f"id,title\n1,fine\n2,The {word} thing\n3,{word}\n".encode("latin-1"))
    with pytest.raises(DataError) as refused:
        read_table([path], TABLE)
    assert "iconv -f cp1252" in refused.value.remedy


@both
def test_latin1_is_refused_by_line_with_the_encoding_that_reads_it(tmp_path: Path, read: Reader) -> None:
    lines = ["id,title", "1,plain", "2,Kühlschrank weiß", "3,plain", "4,Größe"]
    path = write(tmp_path, "\n".join(lines).encode("latin-1"))
    with pytest.raises(DataError) as refused:
        read(path)
    assert "goods.csv is not UTF-8: line 3 is the first of 2 lines" in refused.value.problem
    assert "byte 0xFC" in refused.value.problem
    assert "cp1252 reads '2,Kühlschrank weiß'" in refused.value.problem
    assert "iconv -f cp1252" in refused.value.remedy
    assert "--set encoding=cp1252 of `bazaar run`" in refused.value.remedy


def test_named_encoding_reads_what_is_not_utf8_and_leaves_utf8_alone(tmp_path: Path) -> None:
    old = write(tmp_path, "id,title\n1,Käse\n".encode("cp1252"), "old.csv")
    new = write(tmp_path, "id,title\n2,Käse\n".encode(), "new.csv")
    frame = read_table([old, new], TABLE, encoding="cp1252")
    assert frame["title"].tolist() == ["Käse", "Käse"]
    streamed_frame = next(iter_batches(old, TABLE, encoding="cp1252"))
    assert streamed_frame["title"].tolist() == ["Käse"]
    with pytest.raises(DataError, match="no known encoding"):
        read_table([old], TABLE, encoding="latin-one")


@both
def test_utf16_without_a_mark_is_refused(tmp_path: Path, read: Reader) -> None:
    with pytest.raises(DataError, match="looks like UTF-16"):
        read(write(tmp_path, "id,title\n1,abc\n".encode("utf-16-le")))


@both
@pytest.mark.parametrize(("record", "fields"), [("3", 1), ("3,x,4,5", 4)])
def test_ragged_lines_are_refused_by_line_and_count(tmp_path: Path, read: Reader, record: str, fields: int) -> None:
    path = write(tmp_path, f'id,title,price\n1,"a\nb",1\n{record}\n2,b,2\n{record}\n')
    with pytest.raises(DataError) as refused:
        read(path)
    assert f"goods.csv, line 4: {fields} fields where the header has 3; 2 such records" in refused.value.problem


@both
@pytest.mark.parametrize("tail", ['2,"b\n3,c\n4,d\n', '2,"b\n3,"c"\n4,d\n', '1,5" x,"y\n2,b\n'])
def test_rows_swallowed_by_an_open_quote_are_noticed(tmp_path: Path, read: Reader, tail: str) -> None:
    with pytest.raises(DataError, match=r"goods\.csv.*(quotes do not match|quote may never be closed)"):
        read(write(tmp_path, "id,title\n1,a\n" + tail))


@both
def test_long_row_is_read(tmp_path: Path, read: Reader) -> None:
    title = "x" * 3_000_000
    assert read(write(tmp_path, f"id,title\n1,{title}\n2,b\n"))["title"].str.len().tolist() == [3_000_000, 1]


@both
@pytest.mark.parametrize("content", ["id,title\n", "id,title", "id,title\n\n\n"])
def test_header_without_rows_is_refused(tmp_path: Path, read: Reader, content: str) -> None:
    with pytest.raises(DataError, match=r"Table goods \(goods\.csv\) has a header and no row"):
        read(write(tmp_path, content))


@both
def test_empty_file_is_refused(tmp_path: Path, read: Reader) -> None:
    with pytest.raises(DataError, match=r"table goods, file goods\.csv is empty"):
        read(write(tmp_path, b""))


@both
def test_missing_column_is_told_with_the_nearest_and_the_rows(tmp_path: Path, read: Reader) -> None:
    path = write(tmp_path, "id,Titel,price\n1,a,2\n2,b,3\n")
    with pytest.raises(DataError) as refused:
        read(path)
    assert "table goods, file goods.csv (2 rows) lacks the column title" in refused.value.problem
    assert "found: 'id', 'Titel', 'price'" in refused.value.problem
    assert "'Titel' comes nearest to title" in refused.value.problem
    assert refused.value.remedy


@both
def test_column_given_twice_is_refused(tmp_path: Path, read: Reader) -> None:
    with pytest.raises(DataError, match="has column title 2 times"):
        read(write(tmp_path, "id,title,Title\n1,a,b\n"))


@both
def test_nul_and_control_characters_are_kept(tmp_path: Path, read: Reader) -> None:
    assert read(write(tmp_path, "id,title\n1,a\x00b\x1b\x07c\n"))["title"].tolist() == ["a\x00b\x1b\x07c"]
