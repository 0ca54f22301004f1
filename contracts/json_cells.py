"""Cells that hold one JSON object, from text or from nested parquet columns, or a list of texts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pyarrow as pa

ROWS = 65_536


@dataclass(frozen=True)
class JsonCells:
    """n texts of objects (null where missing or unreadable), and n flags of unreadable cells."""

    text: pa.ChunkedArray
    bad: npt.NDArray[np.bool_]


def from_text(cells: pa.ChunkedArray) -> JsonCells:
    """Check each text; it is kept as written. An object without members is missing."""
    bad = np.zeros(len(cells), dtype=bool)
    absent = np.zeros(len(cells), dtype=bool)
    for offset, texts in _slices(cells):
        for at, text in enumerate(texts, start=offset):
            if text is None:
                continue
            members = _members(text)
            bad[at] = members is None
            absent[at] = not members
    kept = pa.compute.if_else(pa.array(~absent), cells, pa.scalar(None, cells.type))
    return JsonCells(kept if isinstance(kept, pa.ChunkedArray) else pa.chunked_array([kept]), bad)


def from_nested(cells: pa.ChunkedArray) -> JsonCells:
    """Write structs, maps and lists of key and value as text; members without a value are left out."""
    chunks = []
    bad = np.zeros(len(cells), dtype=bool)
    for offset, values in _slices(cells):
        texts: list[str | None] = []
        for at, value in enumerate(values, start=offset):
            members = _plain(_as_mapping(value))
            bad[at] = members is not None and not isinstance(members, dict)
            usable = isinstance(members, dict) and members
            texts.append(json.dumps(members, ensure_ascii=False, allow_nan=False) if usable else None)
        chunks.append(pa.array(texts, pa.large_string()))
    return JsonCells(pa.chunked_array(chunks, pa.large_string()), bad)


def from_lists(cells: pa.ChunkedArray, *, empty_told: bool = False) -> pa.ChunkedArray:
    """Write lists as JSON lists; one without a member is missing, or `[]` where that tells something."""
    chunks = []
    for _, values in _slices(cells):
        plain = [_plain(value) for value in values]
        texts = [
            json.dumps(value, ensure_ascii=False, allow_nan=False) if value or (empty_told and value == []) else None
            for value in plain
        ]
        chunks.append(pa.array(texts, pa.large_string()))
    return pa.chunked_array(chunks, pa.large_string())


def _slices(cells: pa.ChunkedArray) -> Iterator[tuple[int, list[Any]]]:
    # A slice at a time, so that never all cells are Python objects at once.
    for offset in range(0, len(cells), ROWS):
        yield offset, cells.slice(offset, ROWS).to_pylist()


def _members(text: str) -> int | None:
    """How many members the object has; None where the text is no JSON object."""
    if not text.startswith("{"):
        return None
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return len(value)


def _refuse(constant: str) -> NoReturn:
    # Python's reader takes NaN and Infinity, which JSON does not have and other readers refuse.
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _as_mapping(value: Any) -> Any:
    """A map comes as pairs, a list of key and value as two-member structs."""
    if not isinstance(value, list):
        return value
    pairs = [tuple(item.values()) if isinstance(item, dict) else item for item in value]
    return {str(key): member for key, member in pairs}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        plain = {str(key): _plain(member) for key, member in value.items()}
        return {key: member for key, member in plain.items() if member is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(member) for member in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)
