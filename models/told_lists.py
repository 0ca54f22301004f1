"""JSON lists in the cells of a request: names, times and numbers of their entries, read or refused."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any


def is_untold(cell: str) -> bool:
    """Whether a cell tells nothing: it is blank, or the null that JSON writes for what is missing."""
    return cell.strip() in ("", "null")


def list_of(cell: str) -> list[Any] | str:
    """Entries of a cell, or why it cannot be read."""
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError):
        return "it is no JSON"
    return read if isinstance(read, list) else "it is no list"


def name_of(one: Any) -> str | None:
    """An id as text, also one that was written as a whole number; None where it is neither."""
    if isinstance(one, bool):
        return None
    if isinstance(one, float):
        return str(int(one)) if one.is_integer() else None
    return str(one) if isinstance(one, str | int) else None


def seconds_of(cell: Any) -> float | None:
    """Seconds since 1970 of ISO text, NaN where it is missing or empty, None where it is no time."""
    if cell is None or cell == "":
        return math.nan
    if not isinstance(cell, str):
        return None
    try:
        time = datetime.fromisoformat(cell.strip())
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
