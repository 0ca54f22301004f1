"""Cells of a request that hold the content of a file."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

import pandas as pd

from .errors import InputError

_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


def bytes_of(frame: pd.DataFrame, name: str) -> list[bytes | None]:
    """A column of bytes, None where nothing is given; text is read as base64, as csv and JSON hold bytes.

    So are bytes that are base64 through and through, which no picture and no recording is: MLflow's server hands such
    on of requests in the form `inputs`. A text that is no base64, among others that are, is taken as it is: of no
    format that anybody reads, so that it spoils its own row alone.

    Args:
        frame: A request.
        name: Of the column, which it has.

    Raises:
        InputError: The column is there twice, or cells are neither bytes nor text, or none is bytes or base64.
    """
    times = frame.columns.tolist().count(name)
    if times != 1:
        raise InputError(f"the request has the column {name} {times} times; give it once.")
    given = frame[name].tolist()
    cells = [_read(cell) for cell in given]
    lost = [row for row, cell in enumerate(cells) if cell is False]
    if len(lost) == sum(cell is not None for cell in cells) or any(not isinstance(given[row], str) for row in lost):
        _refuse(lost, given, name)
    for row in lost:
        cells[row] = given[row].encode("utf-8", "replace")
    return [cell for cell in cells if not isinstance(cell, bool)]


def _refuse(lost: list[int], given: list[Any], name: str) -> None:
    if lost:
        raise InputError(
            f"the request's column {name} holds {len(lost)} cells of {len(given)} that are neither bytes nor base64, "
            f"the first, of type {type(given[lost[0]]).__name__}, in row {lost[0]}; give the bytes of a file, or its "
            "base64 in JSON and csv."
        )


def _read(cell: Any) -> bytes | bool | None:
    """False where it is none."""
    if isinstance(cell, bytes | bytearray | memoryview):
        content = bytes(cell)
        encoded = len(content) % 4 == 0 and _BASE64.fullmatch(content)
        return base64.b64decode(content) if encoded else content
    if isinstance(cell, str):
        try:
            return base64.b64decode("".join(cell.split()), validate=True)
        except (binascii.Error, ValueError):
            return False
    return None if pd.api.types.is_scalar(cell) and pd.isna(cell) else False
