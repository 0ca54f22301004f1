"""Periods that a question about an account may name, on the calendar."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
SINCE, BEFORE, AFTER, UNTIL = "since", "before", "after", "until"
_BEFORE: Final = frozenset({BEFORE, UNTIL})
_LENGTHS: Final = {DAY: 1, WEEK: 7, MONTH: 30, YEAR: 365}


@dataclass(frozen=True)
class Period:
    """Part of the past or of what is to come.

    Attributes:
        start, end: Seconds since 1970, half open; infinite where it has no bound.
        words: As an answer names it.
    """

    start: float
    end: float
    words: str

    def has(self, seconds: float) -> bool:
        """Whether a time lies in it; one that is not known does not."""
        return self.start <= seconds < self.end

    def bounded(self, bound: str | None) -> Period:
        """What lies since, before, after it or until its end.

        Args:
            bound: `SINCE`, `BEFORE`, `AFTER` or `UNTIL`; None for the period itself.
        """
        if bound is None:
            return self
        start = self.start if bound == SINCE else self.end
        end = self.start if bound == BEFORE else self.end
        words = f"{bound} {self.words.removeprefix('in ').removeprefix('on ')}"
        return replace(
            self,
            start=-math.inf if bound in _BEFORE else start,
            end=end if bound in _BEFORE else math.inf,
            words=words,
        )


def day(one: date, words: str | None = None) -> Period:
    """A day."""
    return _between(one, one + timedelta(days=1), words or f"on {one.day} {one:%B} {one.year}")


def month(first: date, words: str | None = None) -> Period:
    """The month of a day."""
    first = first.replace(day=1)
    return _between(first, _next_month(first), words or f"in {first:%B} {first.year}")


def year(number: int, words: str | None = None) -> Period:
    """A year by its number."""
    return _between(date(number, 1, 1), date(number + 1, 1, 1), words or f"in {number}")


def near(unit: str, step: int, today: date) -> Period:
    """This (0), the last (-1) or the next (1) week, month or year; weeks begin on Monday."""
    words = f"{ {0: 'this', -1: 'last', 1: 'next'}[step] } {unit}"
    if unit == WEEK:
        monday = today - timedelta(days=today.weekday() - 7 * step)
        return _between(monday, monday + timedelta(days=7), words)
    if unit == YEAR:
        return year(today.year + step, words)
    first = today.replace(day=1)
    here: dict[int, Callable[[], date]] = {
        0: lambda: first,
        -1: lambda: first - timedelta(days=1),
        1: lambda: _next_month(first),
    }
    return month(here[step](), words)


def rolling(count: int, unit: str, today: date, *, ahead: bool) -> Period:
    """The last or the next so many days, weeks, months (of 30 days) or years, today included."""
    length = timedelta(days=count * _LENGTHS[unit])
    words = f"in the {'next' if ahead else 'last'} {count} {unit}s"
    if ahead:
        return _between(today, today + length + timedelta(days=1), words)
    return _between(today - length, today + timedelta(days=1), words)


def nearest_month(number: int, today: date, *, ahead: bool) -> Period:
    """A month by its number (1..12): the latest that has begun, or the next that is not over."""
    other = number < today.month if ahead else number > today.month
    return month(date(today.year + (1 if ahead else -1) * other, number, 1))


def nearest_weekday(number: int, today: date, *, ahead: bool) -> Period:
    """A day of the week (Monday is 0): the last one or the next, today included."""
    away = (number - today.weekday()) % 7 if ahead else -((today.weekday() - number) % 7)
    return day(today + timedelta(days=away))


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _between(start: date, end: date, words: str) -> Period:
    first, last = (datetime(one.year, one.month, one.day, tzinfo=UTC).timestamp() for one in (start, end))
    return Period(first, last, words)
