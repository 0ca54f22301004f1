"""Cells that hold the content of a file, as bytes or as base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa


def is_binary(kind: pa.DataType) -> bool:
    """Whether Arrow stores bytes of any length under this type."""
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind))


def as_series(data: pa.ChunkedArray) -> pd.Series:
    """Bytes as they are."""
    return _series(data.to_pylist())


def from_base64(text: pa.ChunkedArray) -> tuple[pd.Series, npt.NDArray[np.bool_]]:
    """Bytes of texts, and flags of those that are no base64; line breaks and spaces within are passed over."""
    read = [None if cell is None else _decoded(cell) for cell in text.to_pylist()]
    bad = np.array([cell is False for cell in read], dtype=bool)
    return _series(None if cell is False else cell for cell in read), bad


def as_base64(column: pd.Series) -> pd.Series:
    """Bytes as text that JSON and csv can hold."""
    texts = [base64.b64encode(cell).decode("ascii") if isinstance(cell, bytes) else None for cell in column]
    return pd.Series(texts, index=column.index, name=column.name, dtype="object")


def _decoded(cell: str) -> bytes | bool:
    """False where it is no base64."""
    try:
        return base64.b64decode("".join(cell.split()), validate=True)
    except (binascii.Error, ValueError):
        return False


def _series(cells: Iterable[object]) -> pd.Series:
    return pd.Series(list(cells), dtype="object")
