"""How one number is read out of a benchmark's result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Reading:
    """A number with the ends of its interval where it has one."""

    value: float
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return number(self.value)
        return f"{number(self.value)} ({number(self.low)} to {number(self.high)})"


Reader = Callable[[Any], Reading | None]
_NAMES: Final = ("value", "gain", "mean")  # under which measures hold what they are


def number(value: float) -> str:
    """A number as it is told: counts whole, shares to four digits."""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"


def walked(found: Any, path: Sequence[str | int]) -> Any:
    """What lies under keys (positions, of a list); None where something on the way is absent."""
    for key in path:
        if isinstance(found, Mapping):
            found = found.get(key)
        elif isinstance(found, list) and isinstance(key, int) and -len(found) <= key < len(found):
            found = found[key]
        else:
            return None
    return found


def read(found: Any) -> Reading | None:
    """A measure, a gain, a mean or a plain number; None of anything else, or where it is undefined."""
    if isinstance(found, Mapping):
        held = next((found[name] for name in _NAMES if name in found), None)
        return None if held is None else Reading(float(held), found.get("low"), found.get("high"))
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return Reading(float(found))


def at(*path: str | int) -> Reader:
    """The number under keys."""
    return lambda found: read(walked(found, path))


def row(of: Sequence[str], which: Callable[[Any], bool], *path: str | int) -> Reader:
    """The number under keys of the last row of a list that fits; `of` leads to the list."""

    def reader(found: Any) -> Reading | None:
        rows = walked(found, of)
        fitting = [one for one in rows or () if which(one)] if isinstance(rows, list) else []
        return read(walked(fitting[-1], path)) if fitting else None

    return reader


def worst(readers: Sequence[Reader], *, highest: bool) -> Reader:
    """Of several numbers the highest or the lowest; None where one of them is absent."""

    def reader(found: Any) -> Reading | None:
        readings = [one(found) for one in readers]
        known = [one for one in readings if one is not None]
        if not known or len(known) < len(readings):
            return None
        return (max if highest else min)(known, key=lambda one: one.value)

    return reader


def made(of: Callable[[Any], float | None]) -> Reader:
    """A number that is worked out of a result; None where it says so."""

    def reader(found: Any) -> Reading | None:
        value = of(found)
        return None if value is None else Reading(float(value))

    return reader


def taken(reader: Reader, found: Any) -> Reading | None:
    """What a reader finds in a result; None also where the result lacks what the reader needs, of an earlier state."""
    try:
        return reader(found)
    except (LookupError, TypeError, AttributeError, ValueError, StopIteration, ZeroDivisionError):
        return None
