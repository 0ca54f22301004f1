"""The marketplace's calendar: what happens in which region on which days, and how far it moves a department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
from scipy.signal import lfilter

from sources.simulator.demand_kinds import Kind, kinds
from sources.simulator.demand_time import DAYS, FIRST, PLANNED_DAYS, day_of, regions
from sources.simulator.streams import stream
from sources.simulator.words import Floats

_YEARS = range(2021, 2027)
_SATED_DAYS = 9.0  # how long buyers who bought ahead stay away
_SATED = 0.55  # of what events added lately on average, taken off


@dataclass(frozen=True)
class Event:
    """Days on which something happens.

    Attributes:
        name: As the calendar calls it.
        where: Regions or countries; empty for all.
        first: Position of its first day, may lie outside the days of sales.
        strength: What each of its days adds, as a share of what a department's sensitivity says.
        sense: Which sensitivity that is; `all` is 1 for every department.
        known_ahead: Whether the calendar knows it before it comes.
    """

    name: str
    where: tuple[str, ...]
    first: int
    strength: tuple[float, ...]
    sense: str
    known_ahead: bool = True

    def touches(self, region: str, country: str) -> bool:
        return not self.where or region in self.where or country in self.where


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    total = h + offset - 7 * ((a + 11 * h + 22 * offset) // 451) + 114
    return date(year, total // 31, total % 31 + 1)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) to Sunday (6) of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _position(day: date) -> int:
    return day_of(day.year, day.month, day.day)


def _of_year(year: int) -> Iterator[Event]:
    def event(
        name: str, day: date, strength: tuple[float, ...], sense: str, *where: str, lead: int | None = None
    ) -> Event:
        """`lead` days come before the day that gives the event its name; all but the last without one."""
        before = len(strength) - 1 if lead is None else lead
        return Event(name, where, _position(day) - before, strength, sense)

    week, run = (0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 0.7), tuple(np.linspace(0.15, 1.0, 21).round(3).tolist())
    easter = _easter(year)
    thanksgiving = _nth(year, 11, 3, 4)
    yield event("black friday", thanksgiving + timedelta(1), (1.2, 0.8, 0.8, 1.0), "deal", lead=0)
    yield event("christmas run-up", date(year, 12, 21), run, "gift")
    yield event("christmas run-up", date(year, 12, 23), (0.4, 0.1), "gift")
    yield event("christmas feast", date(year, 12, 23), week, "feast")
    yield event("christmas days", date(year, 12, 25), (-0.6, -0.5), "all", lead=0)
    yield event("member days", _nth(year, 7, 1, 2), (0.9, 0.8), "deal", lead=0)
    yield event("member days autumn", _nth(year, 10, 1, 2), (0.6, 0.5), "deal", lead=0)
    yield event("easter", easter, week, "feast")
    yield event("valentine's day", date(year, 2, 13), (0.15, 0.25, 0.35, 0.4, 0.2), "gift")
    for country in ("DE", "US", "AU"):
        yield event("mother's day", _nth(year, 5, 6, 2) - timedelta(1), week, "gift", country)
    yield event("father's day", _nth(year, 6, 6, 3) - timedelta(1), (0.2, 0.3, 0.4, 0.4), "gift", "US")
    yield event("father's day", _nth(year, 9, 6, 1) - timedelta(1), (0.2, 0.3, 0.4, 0.4), "gift", "AU")
    yield event("father's day", easter + timedelta(38), (0.2, 0.3, 0.4, 0.4), "gift", "DE")
    school = (0.3, 0.5, 0.8, 1.0, 0.7, 0.4)
    for country, day in (("DE", date(year, 8, 28)), ("US", date(year, 8, 16)), ("AU", date(year, 1, 22))):
        yield event("back to school", day, tuple(part for part in school for _ in range(4)), "school", country)
    yield event("oktoberfest", _nth(year, 9, 5, 3), (0.5,) * 9 + (0.3,) * 7, "feast", "de-south", lead=0)
    yield event("st. nicholas day", date(year, 12, 5), (0.2, 0.3, 0.4), "gift", "DE")
    yield event("german unity day", date(year, 10, 3), (-0.15,), "all", "DE", lead=0)
    yield event("independence day", date(year, 7, 4), (0.3, 0.4, 0.6, -0.1), "feast", "US")
    yield event("thanksgiving", thanksgiving, week, "feast", "US")
    yield event("halloween", date(year, 10, 30), (0.3, 0.4, 0.5, 0.6), "feast", "US")
    yield event("australia day", date(year, 1, 26), (0.2, 0.4, -0.1), "feast", "AU")
    yield event("boxing sales", date(year, 12, 26), (0.9, 0.7, 0.5, 0.4, 0.3), "deal", "AU", lead=0)
    yield event("cup week", _nth(year, 11, 1, 1), (0.4, 0.5, 0.6), "feast", "au-vic")


def _unforeseen(seed: int) -> Iterator[Event]:
    """A heat wave in most summers, a strike of the couriers now and then; known only once they are there."""
    rng = stream(seed, "demand unforeseen events")
    for region in regions():
        for year in _YEARS:
            start = day_of(year, 1 if region.south else 7, 1) + int(rng.integers(0, 45))
            if rng.random() < 0.7:
                yield Event(
                    "heat wave", (region.name,), start, (0.4,) + (0.7,) * int(rng.integers(3, 8)), "heat", False
                )
    for country in sorted({region.country for region in regions()}):
        for start in rng.integers(0, DAYS, 2):
            yield Event("courier strike", (country,), int(start), (-0.5,) * int(rng.integers(2, 5)), "all", False)


def events(seed: int) -> list[Event]:
    """All events that touch the days of sales or the days planned after them, by their first day."""
    found = [event for year in _YEARS for event in _of_year(year)]
    found += [event for event in _unforeseen(seed) if 0 <= event.first < DAYS]
    inside = (event for event in found if event.first + len(event.strength) > 0 and event.first < DAYS + PLANNED_DAYS)
    return sorted(inside, key=lambda event: (event.first, event.name, event.where))


def calendar(seed: int) -> pa.Table:
    """The calendar of the contract: date, region, event, known_ahead; a row for each day, region and event."""
    rows = [
        (FIRST + event.first + step, region.name, event.name, event.known_ahead)
        for event in events(seed)
        for region in regions()
        if event.touches(region.name, region.country)
        for step in range(len(event.strength))
        if 0 <= event.first + step < DAYS + PLANNED_DAYS
    ]
    day, region_names, names, known = zip(*sorted(set(rows)), strict=True)
    return pa.table(
        {
            "date": pa.array(np.array(day, dtype="datetime64[D]")),
            "region": list(region_names),
            "event": list(names),
            "known_ahead": list(known),
        }
    )


def sensitivity(kind: Kind, sense: str) -> float:
    """How far a whole event of a kind moves the log of a department's demand."""
    if sense == "all":
        return 1.0
    if sense == "heat":  # what sells in summer sells more in the heat, and nobody buys blankets
        return kind.weather * float(np.cos(2 * np.pi * (kind.peak - 196) / 365.25))
    return float(getattr(kind, sense))


@cache
def effects(seed: int) -> tuple[Floats, Floats]:
    """What events add to the log of demand: those the calendar knows ahead, and the unforeseen ones.

    Buyers who bought ahead stay away for a while, so that demand after an event lies below its usual level.

    Returns:
        Two arrays of shape (departments, regions, DAYS), departments as in `kinds()`.
    """
    shape = (len(kinds()), len(regions()), DAYS)
    foreseen, unforeseen = np.zeros(shape), np.zeros(shape)
    for event in events(seed):
        weights = np.array([sensitivity(kind, event.sense) for kind in kinds().values()])
        first, last = max(event.first, 0), min(event.first + len(event.strength), DAYS)
        strength = np.array(event.strength)[first - event.first : last - event.first]
        for place, region in enumerate(regions()):
            if last > first and event.touches(region.name, region.country):
                into = foreseen if event.known_ahead else unforeseen
                into[:, place, first:last] += weights[:, None] * strength
    return foreseen + sated(foreseen), unforeseen


def sated(added: Floats) -> Floats:
    """What is missing after demand was pulled forward: a share of what was added, fading over the days after.

    Args:
        added: To the log of demand, shape (..., days); only what lies above 0 pulls forward.
    """
    keep = float(np.exp(-1 / _SATED_DAYS))
    missing: Floats = -_SATED * (1 - keep) * lfilter([0.0, 1.0], [1.0, -keep], np.maximum(added, 0.0), axis=-1)
    return missing
