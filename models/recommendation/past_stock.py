"""What could be had when the past's requests were asked, as far as the stock tells of the past at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..ragged import runs_of
from ..region_names import RegionNames
from ..stock import Availability
from .event_log import EventLog
from .lessons import Lessons

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_ALWAYS: Final = np.iinfo(np.int64).min
_EVER: Final = np.iinfo(np.int64).max
_MICROSECONDS: Final = 1e6


def time_of_untimed(log: EventLog, availability: Availability) -> float:
    """When requests without a time are asked, seconds since 1970: at the log's end.

    Of a log without times it is the last launch or beginning of stock, so that all there is has begun; the evaluation
    asks by the same rule.
    """
    end = log.end()
    if np.isfinite(end):
        return end
    told = np.concatenate([availability.launched, availability.since])
    told = told[(told != _ALWAYS) & (told != _EVER)]
    return float(told.max()) / _MICROSECONDS if len(told) else 0.0


def of_the_past(
    availability: Availability, log: EventLog, lessons: Lessons, least: float
) -> tuple[Availability, dict[str, Any]]:
    """What could be had in the past, and facts of it.

    A stock table may be a snapshot, whose rows all begin after what was wanted: by it nothing could be had, and nothing
    would be learnt. Its rows are then taken to hold for all time; what is served keeps to the table.

    Args:
        availability: By the tables.
        log: That the lessons are rows of.
        lessons: Requests of the past.
        least: Share of what was wanted and launched that must have been in stock for the table to be believed.
    """
    if not availability.limited or not len(lessons):
        return availability, {}
    entries, owner = runs_of(lessons.since, lessons.until)
    product = log.product[lessons.done[entries]].astype(np.int64)
    seconds = np.where(np.isfinite(lessons.seconds), lessons.seconds, time_of_untimed(log, availability))
    time = (seconds * _MICROSECONDS).astype(np.int64)[owner]
    region = _places(availability, lessons.regions)[owner]
    counted = (availability.launched[product] <= time) & (region <= len(availability.regions))
    if not counted.any():
        return availability, {}
    share = float(in_stock(availability, region[counted], product[counted], time[counted]).mean())
    facts = {"stock_of_the_past": {"wanted_in_stock": share, "taken_as_always": share < least}}
    if share >= least:
        return availability, facts
    rows = len(availability.since)
    return replace(availability, since=np.full(rows, _ALWAYS), until=np.full(rows, _EVER)), facts


def in_stock(availability: Availability, region: Ints, product: Ints, time: Ints) -> Truths:
    """Whether each product was on sale; (n,).

    Args:
        availability: With a stock table.
        region: Place in its regions, or their count for any of them; (n,).
        product: Positions; (n,).
        time: Microseconds since 1970 in UTC; (n,).
    """
    size, found = len(availability.launched), np.zeros(len(product), dtype=bool)
    of_row = np.repeat(np.arange(len(availability.regions)), np.diff(availability.bounds))
    for one, keys in ((False, of_row * size), (True, np.zeros_like(of_row))):
        asked = np.flatnonzero((region == len(availability.regions)) == one)
        keys = keys + availability.position
        order = np.argsort(keys, kind="stable")
        wanted = (0 if one else region[asked] * size) + product[asked]
        begins, ends = (np.searchsorted(keys[order], wanted, side) for side in ("left", "right"))
        entries, owner = runs_of(begins, ends)
        rows = order[entries]
        open_then = (availability.since[rows] <= time[asked][owner]) & (time[asked][owner] < availability.until[rows])
        found[asked] = np.bincount(owner[open_then], minlength=len(asked)) > 0
    return found


def _places(availability: Availability, regions: npt.NDArray[np.object_]) -> Ints:
    """Of each region in those of the stock; behind them one for any, and one for a region without stock."""
    names, count = RegionNames(availability.regions), len(availability.regions)
    numbers = {name: place for place, name in enumerate(availability.regions)}
    of_name = {name: numbers.get(names.spelt(name) or "", count + 1) for name in set(regions.tolist()) - {None}}
    return np.array([count if name is None else of_name[name] for name in regions.tolist()], dtype=np.int64)
