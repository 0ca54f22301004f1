"""Which files a table is made of, and how their bytes are opened."""

from __future__ import annotations

import bz2
import difflib
import gzip
import io
import lzma
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import unquote

from infra.errors import DataError

DELIMITED = (".csv", ".tsv")
COMPRESSIONS = (".gz", ".zst", ".xz", ".bz2")
HIVE_NULL = "__HIVE_DEFAULT_PARTITION__"


def form_of(path: Path) -> str | None:
    """`.parquet`, `.csv` or `.tsv` by the file's name, compression set aside; None for any other file."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".parquet":
        return ".parquet"
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in DELIMITED else None


def stem_of(path: Path) -> str:
    """The table that a file's name speaks of: `listings` for `listings.csv.gz`."""
    name = path.name
    for suffix in (*COMPRESSIONS, *DELIMITED, ".parquet"):
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)]
    return name


def find_table(directory: Path, name: str) -> list[Path]:
    """Files of one table: `name.parquet`, `name.csv`, `name.tsv` (also .gz, .zst, .xz, .bz2) or a directory of parts.

    Names are compared without regard to case. Hidden files and those that begin with an underscore are no parts.

    Returns:
        One file, or all parts in the order of their paths; nothing where the table is absent.

    Raises:
        DataError: `directory` is none, two candidates carry the name, or a directory holds no part or parts of
            two formats.
    """
    if not directory.is_dir():
        raise DataError(f"{directory} is not a directory.", "Name the directory that holds the tables, one file each.")
    candidates = [entry for entry in sorted(directory.iterdir()) if _carries(entry, name)]
    if len(candidates) > 1:
        found = ", ".join(entry.name for entry in candidates)
        raise DataError(f"Table {name} is there more than once in {directory}: {found}.", "Leave one of them.")
    if not candidates:
        return []
    return [candidates[0]] if candidates[0].is_file() else _parts(candidates[0], name)


def parts_of(path: Path) -> list[Path]:
    """The file itself, or all parts of a directory in the order of their paths, those of hive partitions among them.

    Raises:
        DataError: There is no such file or directory, or it holds no part or parts of two formats.
    """
    if path.is_dir():
        return _parts(path, path.name)
    if not path.is_file():
        raise DataError(f"{path} does not exist.", "Name a parquet or csv file, or a directory of them.")
    return [path]


def require_table(directory: Path, name: str) -> list[Path]:
    """`find_table` for a table that has to be there; the error tells what lies there instead."""
    paths = find_table(directory, name)
    if paths:
        return paths
    entries = sorted(entry.name for entry in directory.iterdir() if not entry.name.startswith("."))
    near = difflib.get_close_matches(name, [stem_of(Path(entry)) for entry in entries], n=1, cutoff=0.7)
    shown = ", ".join(entries[:10]) + (f" and {len(entries) - 10} more" if len(entries) > 10 else "")
    raise DataError(
        f"Table {name} is missing from {directory}, which holds {shown or 'nothing'}."
        + (f" {near[0]!r} comes nearest." if near else ""),
        f"Put it there as {name}.parquet, {name}.csv (also .gz, .zst, .xz) or a directory {name}/ of parts.",
    )


def hive_values(path: Path) -> dict[str, str]:
    """Columns that a hive-partitioned path carries in its directories, `brand=acme/part-0.parquet`."""
    values: dict[str, str] = {}
    for directory in path.parents:
        key, separator, value = directory.name.partition("=")
        if not separator:
            break
        values[unquote(key)] = "" if value == HIVE_NULL else unquote(value)
    return values


def open_binary(path: Path) -> BinaryIO:
    """The file's bytes, decompressed as its name says."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    if suffix == ".xz":
        return cast(BinaryIO, lzma.open(path, "rb"))
    if suffix == ".bz2":
        return cast(BinaryIO, bz2.open(path, "rb"))
    if suffix == ".zst":
        import pyarrow as pa

        stream = pa.CompressedInputStream(pa.OSFile(str(path)), "zstd")
        return cast(BinaryIO, io.BufferedReader(stream, 1 << 20))
    return path.open("rb")


def _carries(entry: Path, name: str) -> bool:
    if entry.is_dir():
        return entry.name.casefold() == name.casefold()
    return form_of(entry) is not None and stem_of(entry).casefold() == name.casefold()


def _parts(directory: Path, name: str) -> list[Path]:
    parts = [path for path in sorted(directory.rglob("*")) if path.is_file() and _is_part(path, directory)]
    if not parts:
        raise DataError(
            f"Table {name} is the directory {directory}, which holds no part.",
            "Put parquet or csv files into it, or remove it.",
        )
    forms = sorted({form_of(path) or "" for path in parts})
    if len(forms) > 1:
        first = ", ".join(str(next(path for path in parts if form_of(path) == form)) for form in forms)
        raise DataError(
            f"Table {name} has parts of several formats ({', '.join(forms)}): {first}.",
            "Leave the parts of one format: the same rows may be there twice.",
        )
    return parts


def _is_part(path: Path, directory: Path) -> bool:
    hidden = any(piece.startswith((".", "_")) for piece in path.relative_to(directory).parts)
    return not hidden and form_of(path) is not None
