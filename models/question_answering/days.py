"""Days in words: for a page, and to be spoken."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Final

DAY_SECONDS: Final = 86_400.0
_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def day_of(seconds: float) -> date:
    """The day, UTC, of a time in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).date()


def iso(seconds: float) -> str:
    """2026-03-03; "not known" where the time is not."""
    return "not known" if math.isnan(seconds) else day_of(seconds).isoformat()


def written(seconds: float) -> str:
    """On Tuesday, 3 March 2026."""
    day = day_of(seconds)
    return f"on {day:%A}, {day.day} {day:%B} {day.year}"


def spoken(seconds: float, now: float) -> str:
    """Tomorrow, or on Tuesday the 3rd of March, with the year where it is another than now's."""
    day, today = day_of(seconds), day_of(now)
    near = _NEAR.get((day - today).days)
    if near is not None:
        return near
    year = "" if day.year == today.year else f" {day.year}"
    return f"on {day:%A} the {ordinal(day.day)} of {day:%B}{year}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
