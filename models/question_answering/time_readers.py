"""Patterns of times in questions, and what period each is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from .days import day_of
from .period_words import BOUNDS, MONTHS, NEAR_DAYS, NUMBERS, OTHER_WORDS, ROLLING, STEPS, UNITS, WEEKDAYS
from .periods import DAY, Period, day, month, near, nearest_month, nearest_weekday, rolling, year


@dataclass(frozen=True)
class Asking:
    """What the reading of a time needs to know beside its words.

    Attributes:
        today: The day on which it is asked.
        own: Words of the customer's rows: a year or a month may be a part of a title.
        ahead: Whether what is to come is asked about, so that "Friday" is the next one; else the last.
    """

    today: date
    own: frozenset[str]
    ahead: bool


def _in_title(match: re.Match[str], word: str, own: frozenset[str]) -> bool:
    return not match["bound"] and not (match["at"] or "").strip() and word in own


def _ahead(match: re.Match[str], asked: Asking) -> bool:
    """Whether the next one of a name is meant: "last Friday" and "next Friday" say it themselves."""
    steps = [STEPS[word] for word in match["at"].split() if STEPS.get(word)]
    return steps[0] > 0 if steps else asked.ahead


def _near_day(match: re.Match[str], asked: Asking) -> Period:
    step = NEAR_DAYS[match["day"]]
    return day(date.fromordinal(asked.today.toordinal() + step), ("yesterday", "today", "tomorrow")[step + 1])


def _near(match: re.Match[str], asked: Asking) -> Period | None:
    unit = UNITS[match["unit"]]
    return None if unit == DAY else near(unit, STEPS[match["step"]], asked.today)


def _rolling(match: re.Match[str], asked: Asking) -> Period | None:
    count = NUMBERS.get(match["count"]) or int(match["count"])
    return rolling(count, UNITS[match["unit"]], asked.today, ahead=ROLLING[match["which"]])


def _ago(match: re.Match[str], asked: Asking) -> Period:
    count = NUMBERS.get(match["count"]) or int(match["count"])
    return day(date.fromordinal(asked.today.toordinal() - count))


def _date(match: re.Match[str], asked: Asking) -> Period | None:
    number = MONTHS[match["month"]]
    told = match["year"]
    if told is None:
        start = nearest_month(number, asked.today, ahead=asked.ahead).start
        told = day_of(start).year
    try:
        return day(date(int(told), number, int(match["number"])))
    except ValueError:
        return None


def _iso(match: re.Match[str], _asked: Asking) -> Period | None:
    try:
        return day(date.fromisoformat(match["iso"]))
    except ValueError:
        return None


def _month(match: re.Match[str], asked: Asking) -> Period | None:
    word = match["month"]
    if match["year"]:
        return month(date(int(match["year"]), MONTHS[word], 1))
    said = match["bound"] or (match["at"] or "").strip()
    if (word in OTHER_WORDS and not said) or _in_title(match, word, asked.own):
        return None
    return nearest_month(MONTHS[word], asked.today, ahead=_ahead(match, asked))


def _weekday(match: re.Match[str], asked: Asking) -> Period | None:
    if _in_title(match, match["weekday"], asked.own):
        return None
    return nearest_weekday(WEEKDAYS[match["weekday"]], asked.today, ahead=_ahead(match, asked))


def _year(match: re.Match[str], asked: Asking) -> Period | None:
    number = int(match["year"])
    if (number > asked.today.year and not asked.ahead) or (match["of"] and match["year"] in asked.own):
        return None
    return year(number)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _pattern(core: str, at: str) -> re.Pattern[str]:
    """A time behind what bounds it, or behind one of the words that may stand before it."""
    return re.compile(rf"(?:\b(?P<bound>{_any(BOUNDS)})\s+)?(?P<at>(?:\b(?:{at})\s+)*)\b{core}\b")


_YEAR: Final = r"(?:19|20)\d\d"
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{_any(NUMBERS)})"
_IN: Final = "in|im|during|on|am|an|the|at|der|dem|den|el|la|le|en|du|au|del|de|of|from|for|von|vom|year|jahr|año|année"
_MONTHS: Final = rf"(?P<month>{_any(MONTHS)})"
_YEAR_OF: Final = rf"(?:,?\s+(?:of |de |del )?(?P<year>{_YEAR}))"
_BARE: Final = r"(?!\s?(?:[wvgml°€$%]|kw|mah?|ml|kg|mm|cm|watts?|volts?|lumens?|lm|rpm|pcs|pieces|pages|hz|x)(?!\w))"
Reader = Callable[[re.Match[str], Asking], Period | None]
READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (_pattern(r"(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})", _IN), _iso),
    (_pattern(rf"(?P<number>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of |de )?{_MONTHS}{_YEAR_OF}?", _IN), _date),
    (_pattern(rf"{_MONTHS}\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_YEAR_OF}?", _IN), _date),
    (_pattern(rf"(?P<which>{_any(ROLLING)})\s+{_COUNT}\s+(?P<unit>{_any(UNITS)})", _IN), _rolling),
    (_pattern(rf"{_COUNT}\s+days\s+ago", _IN), _ago),
    (_pattern(rf"(?P<step>{_any(STEPS)})\s+(?P<unit>{_any(UNITS)})", _IN), _near),
    (_pattern(rf"(?P<unit>{_any(UNITS)})\s+(?P<step>{_any(STEPS)})", _IN), _near),
    (_pattern(rf"(?P<day>{_any(NEAR_DAYS)})", _IN), _near_day),
    (_pattern(rf"{_MONTHS}{_YEAR_OF}?", f"{_IN}|{_any(STEPS)}"), _month),
    (_pattern(rf"(?P<weekday>{_any(WEEKDAYS)})", f"{_IN}|{_any(STEPS)}"), _weekday),
    (
        re.compile(
            rf"\b(?:(?P<bound>{_any(BOUNDS)})|(?P<of>of|from|for|del|de)|in|during|im|en|durante|(?:the )?year|jahr"
            rf"|année)\s+(?:(?:the )?year |(?:dem )?jahr |(?:el )?año |l'année )?(?P<year>{_YEAR})\b{_BARE}"
        ),
        _year,
    ),
)
