"""The dates of a backfill: from one to another in steps of days, weeks, months or years of the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from infra.errors import SettingsError

MOST = 1_000
UNITS: dict[str, Callable[[int], pd.DateOffset]] = {
    "d": lambda count: pd.DateOffset(days=count),
    "w": lambda count: pd.DateOffset(weeks=count),
    "mo": lambda count: pd.DateOffset(months=count),
    "y": lambda count: pd.DateOffset(years=count),
}
_EVERY = re.compile(r"(\d{1,6})\s*(d|w|mo|y)", re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """What the command line says: the first date, the last one that may be, and the step."""

    first: str
    last: str
    every: str

    def __str__(self) -> str:
        return f"{self.first} to {self.last} every {self.every}"

    def dates(self) -> list[date]:
        """All dates, oldest first. Each is counted from the first one, so that month ends stay month ends:
        31 January, 28 February, 31 March.

        Raises:
            SettingsError: A date or the step cannot be read, the range is the wrong way round, or there are too many.
        """
        first, last = _date(self.first, "--from"), _date(self.last, "--to")
        if first > last:
            raise SettingsError(f"--from {first} lies after --to {last}.", "Give the earlier date as --from.")
        offset, count = _step(self.every)
        found: list[date] = []
        for number in range(MOST + 1):
            try:
                day = (pd.Timestamp(first) + offset(number * count)).date()
            except (ValueError, OverflowError):
                # Beyond the calendar, and so beyond the last date.
                break
            if day > last:
                break
            found.append(day)
        if len(found) > MOST:
            raise SettingsError(
                f"{self} are more than {MOST:,} dates, each a training.", "Give a longer --every or a shorter range."
            )
        return found


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise SettingsError(f"{option} {text!r} is no date.", "Write it as YYYY-MM-DD.") from error


def _step(text: str) -> tuple[Callable[[int], pd.DateOffset], int]:
    found = _EVERY.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise SettingsError(
            f"--every {text!r} is no step of time.",
            "Give a number above 0 and d, w, mo or y: 7d, 2w, 1mo, 1y (mo is months).",
        )
    return UNITS[found[2].lower()], int(found[1])
