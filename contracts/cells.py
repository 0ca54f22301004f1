"""What each `Kind` accepts, and what its cells become.

| kind | accepts | becomes |
|---|---|---|
| id | text, whole numbers (12.0 is "12"; below 2^53 where stored as float), flags (True is "true") | str |
| text | text, numbers, flags, dates as written | str |
| number | numbers, and text by the rules of `contracts.numbers` | float64 |
| integer | as number, whole and below 2^53 | Int64 |
| flag | true/false, 1/0, yes/no, t/f, y/n in any case | boolean |
| time | ISO 8601, or 31.01.2024 and a time as in ISO 8601; without an offset they are UTC | datetime64[us, UTC] |
| json | text of one JSON object; parquet structs and maps | str |
| bytes | parquet binary; text of base64 | object, of bytes |

An empty cell is missing in every kind, and so are `nan`, `NaN`, `NULL`, `null`, `None`, `<NA>` and `\\N`, which
exporters write; `NA`, `N/A`, `n/a`, `NaT` and `-` only where no text is expected. An empty JSON object is missing too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from contracts import byte_cells, json_cells
from contracts.contract import Column, Kind
from contracts.numbers import Convention, parse
from infra.errors import DataError

MISSING = ("", "nan", "NaN", "NULL", "null", "None", "<NA>", "\\N")
MISSING_BUT_IN_TEXT = (*MISSING, "NA", "N/A", "n/a", "#N/A", "NaT", "none", "-")
EXACT = 2.0**53
UTC = pd.DatetimeTZDtype("us", "UTC")
DTYPES: dict[Kind, str] = {
    Kind.ID: "str",
    Kind.TEXT: "str",
    Kind.NUMBER: "float64",
    Kind.INTEGER: "Int64",
    Kind.FLAG: "boolean",
    Kind.TIME: "datetime64[us, UTC]",
    Kind.JSON: "str",
    Kind.BYTES: "object",
}

_FLAGS = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "t", "y"), True),
    **dict.fromkeys(("0", "0.0", "false", "no", "f", "n"), False),
}
_WRITTEN_FLAGS = ("True", "False", "TRUE", "FALSE")
_ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$"
# With points a date is day, month, year wherever it is written so; with slashes it may be either.
_POINTED_DATE = r"^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})([T ].*)?$"
_WHOLE_AS_FLOAT = r"^(0|-?[1-9][0-9]*)\.0+$"


@dataclass(frozen=True)
class Cells:
    """A typed column of n cells, and n flags of those that hold something unreadable (missing in `values`)."""

    values: pd.Series
    bad: npt.NDArray[np.bool_]


def missing(column: Column, n: int) -> pd.Series:
    """n missing cells of the column's type."""
    return pd.Series([None] * n, dtype=DTYPES[column.kind], name=column.name)


def typed(data: pa.ChunkedArray, column: Column, where: str, convention: Convention | None = None) -> Cells:
    """Read a column as its declared kind.

    Args:
        data: n cells as the file has them: text from csv, any Arrow type from parquet.
        column: Its declaration.
        where: Table and file, for messages.
        convention: What earlier batches of the same file proved about the column's numbers.

    Raises:
        DataError: The stored type cannot hold this kind at all, such as a list where a number belongs.
    """
    if pa.types.is_dictionary(data.type):
        data = data.cast(data.type.value_type)
    if pa.types.is_null(data.type):
        return Cells(missing(column, len(data)), np.zeros(len(data), dtype=bool))
    if column.kind is not Kind.BYTES and byte_cells.is_binary(data.type):
        data = _decoded(data, column, where)
    reader: Callable[[pa.ChunkedArray, Column, Convention], Cells | None] = {
        Kind.ID: _text,
        Kind.TEXT: _text,
        Kind.NUMBER: _number,
        Kind.INTEGER: _integer,
        Kind.FLAG: _flag,
        Kind.TIME: _time,
        Kind.JSON: _json,
        Kind.BYTES: _bytes,
    }[column.kind]
    cells = reader(data, column, convention or Convention())
    if cells is None:
        raise DataError(
            f"{where}: column {column.name} is stored as {data.type}, which holds no {column.kind}.",
            f"Store it as {_SUITABLE[column.kind]}.",
        )
    cells.values.name = column.name
    return cells


_SUITABLE = {
    Kind.ID: "text or whole numbers",
    Kind.TEXT: "text",
    Kind.NUMBER: "a number or text of one",
    Kind.INTEGER: "an integer or text of one",
    Kind.FLAG: "a boolean, 0/1 or text such as yes/no",
    Kind.TIME: "a timestamp, a date or ISO 8601 text",
    Kind.JSON: "text of one JSON object, a struct or a map",
    Kind.BYTES: "binary, or text of base64",
}


def cleaned(data: pa.ChunkedArray, missing_words: tuple[str, ...]) -> pa.ChunkedArray:
    """Text without surrounding space, null where it says that nothing is there."""
    text = pc.utf8_trim_whitespace(data.cast(pa.large_string()))
    absent = pc.is_in(text, pa.array(missing_words, pa.large_string()))
    return pc.if_else(absent, pa.scalar(None, pa.large_string()), text)


def _text(data: pa.ChunkedArray, column: Column, _: Convention) -> Cells | None:
    bad = np.zeros(len(data), dtype=bool)
    if pa.types.is_floating(data.type):
        data, bad = _whole_floats(data, column)
    elif column.listed and _is_list(data.type):
        data = json_cells.from_lists(data, empty_told=column.empty_told)
    elif pa.types.is_nested(data.type):
        return None
    text = cleaned(data, MISSING)
    if column.verbatim:
        text = pc.if_else(pc.is_valid(text), data.cast(pa.large_string()), text)
    if column.kind is Kind.ID:
        # An id column with gaps leaves pandas as floats; "12.0" here has to meet "12" in another table.
        as_float = pc.fill_null(pc.match_substring_regex(text, _WHOLE_AS_FLOAT), False)
        if pc.any(as_float).as_py():
            text = pc.if_else(as_float, pc.replace_substring_regex(text, r"\.0+$", ""), text)
        # A flag that pandas or a spreadsheet wrote as text has to meet that of a parquet file.
        as_flag = pc.fill_null(pc.is_in(text, pa.array(_WRITTEN_FLAGS, pa.large_string())), False)
        if pc.any(as_flag).as_py():
            text = pc.if_else(as_flag, pc.utf8_lower(text), text)
    return Cells(_str(text), bad)


def _number(data: pa.ChunkedArray, column: Column, convention: Convention) -> Cells | None:
    if _is_text(data.type):
        text = cleaned(data, MISSING_BUT_IN_TEXT)
        values, bad = parse(text, convention, money="currency" in column.unit)
        return Cells(pd.Series(values), bad)
    if not _is_numeric(data.type):
        return None
    values = np.array(data.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
    bad = np.isinf(values)
    values[bad] = np.nan
    return Cells(pd.Series(values), bad)


def _integer(data: pa.ChunkedArray, column: Column, convention: Convention) -> Cells | None:
    cells = _number(data, column, convention)
    if cells is None:
        return None
    values = cells.values.to_numpy(dtype=np.float64, copy=True)
    with np.errstate(invalid="ignore"):
        bad = cells.bad | (np.floor(values) != values) & ~np.isnan(values) | (np.abs(values) >= EXACT)
    values[bad] = np.nan
    return Cells(pd.Series(values).astype("Int64"), bad)


def _flag(data: pa.ChunkedArray, _column: Column, _: Convention) -> Cells | None:
    if pa.types.is_boolean(data.type):
        return Cells(data.to_pandas().astype("boolean"), np.zeros(len(data), dtype=bool))
    if not _is_text(data.type) and not _is_numeric(data.type):
        return None
    if not _is_text(data.type):
        data = data.cast(pa.float64(), safe=False).cast(pa.large_string())
    text = pc.utf8_lower(cleaned(data, MISSING_BUT_IN_TEXT))
    place = pc.index_in(text, pa.array(list(_FLAGS), pa.large_string()))
    flags = pc.take(pa.array(list(_FLAGS.values())), place)
    bad = _both(pc.is_valid(text), pc.is_null(flags))
    return Cells(flags.to_pandas().astype("boolean"), bad)


def _time(data: pa.ChunkedArray, _column: Column, _: Convention) -> Cells | None:
    none_bad = np.zeros(len(data), dtype=bool)
    if pa.types.is_date(data.type):
        data = data.cast(pa.timestamp("ms"))
    if pa.types.is_timestamp(data.type):
        times = data.to_pandas()
        times = times.dt.tz_localize("UTC") if times.dt.tz is None else times.dt.tz_convert("UTC")
        return Cells(times.astype(UTC), none_bad)
    if not _is_text(data.type):
        return None
    text = _iso(cleaned(data, MISSING_BUT_IN_TEXT))
    shaped = pc.if_else(pc.match_substring_regex(text, _ISO_DATE), text, pa.scalar(None, pa.large_string()))
    times = pd.to_datetime(_str(shaped), format="ISO8601", errors="coerce", utc=True).astype(UTC)
    return Cells(times, times.isna().to_numpy() & np.asarray(pc.is_valid(text)))


def _iso(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Text in which dates with points are written as ISO 8601 writes them; all else is as it was."""
    pointed = pc.fill_null(pc.match_substring_regex(text, _POINTED_DATE), False)
    if not pc.any(pointed).as_py():
        return text
    turned = pc.replace_substring_regex(text, _POINTED_DATE, r"\3-0\2-0\1\4")
    # of 2024-011-031 and 2024-01-03 alike the last two digits count
    turned = pc.replace_substring_regex(turned, r"^([0-9]{4})-0?([0-9]{2})-0?([0-9]{2})", r"\1-\2-\3")
    return pc.if_else(pointed, turned, text)


def _json(data: pa.ChunkedArray, _column: Column, _: Convention) -> Cells | None:
    if _is_text(data.type):
        text = cleaned(data, MISSING_BUT_IN_TEXT)
        read = json_cells.from_text(text)
    elif pa.types.is_struct(data.type) or pa.types.is_map(data.type) or _is_pairs(data.type):
        read = json_cells.from_nested(data)
    else:
        return None
    return Cells(_str(read.text), read.bad)


def _bytes(data: pa.ChunkedArray, _column: Column, _: Convention) -> Cells | None:
    if byte_cells.is_binary(data.type):
        return Cells(byte_cells.as_series(data), np.zeros(len(data), dtype=bool))
    if not _is_text(data.type):
        return None
    return Cells(*byte_cells.from_base64(cleaned(data, MISSING)))


def _whole_floats(data: pa.ChunkedArray, column: Column) -> tuple[pa.ChunkedArray, npt.NDArray[np.bool_]]:
    """Floats as text, whole ones without the point; those past 2^53 may have lost digits and are no ids."""
    values = np.asarray(data.cast(pa.float64(), safe=False).to_numpy(), dtype=np.float64)
    present = np.asarray(pc.is_valid(data)) & ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        small = present & (np.abs(values) < EXACT)
    whole = small & (np.floor(values) == values)
    bad = present & ~small if column.kind is Kind.ID else np.zeros(len(values), dtype=bool)
    as_written = data.cast(pa.large_string())
    as_integers = pa.array(np.where(whole, values, 0).astype(np.int64)).cast(pa.large_string())
    text = pc.if_else(pa.array(whole), as_integers, as_written)
    kept = pc.if_else(pa.array(present & ~bad), text, pa.scalar(None, pa.large_string()))
    return pa.chunked_array([kept]) if isinstance(kept, pa.Array) else kept, bad


def _decoded(data: pa.ChunkedArray, column: Column, where: str) -> pa.ChunkedArray:
    try:
        return data.cast(pa.large_binary()).cast(pa.large_string())
    except pa.ArrowInvalid as error:
        raise DataError(
            f"{where}: column {column.name} is stored as bytes that are not UTF-8.", "Store it as text."
        ) from error


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_pairs(kind: pa.DataType) -> bool:
    """A map as some writers store it: a list of key and value."""
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return bool(is_list and pa.types.is_struct(kind.value_type) and kind.value_type.num_fields == 2)


def _str(text: pa.ChunkedArray | pa.Array) -> pd.Series:
    series: pd.Series = text.to_pandas()
    return series.astype("str")


def _both(left: pa.ChunkedArray, right: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    flags: npt.NDArray[np.bool_] = np.asarray(left, dtype=bool) & np.asarray(right, dtype=bool)
    return flags
