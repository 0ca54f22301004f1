"""Histories as requests tell them: JSON lists of products, with times and kinds of event where they are known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import texts_of
from ..told_lists import list_of, name_of, seconds_of

VIEW, CART, BUY = 0, 1, 2
KINDS: Final = {"view": VIEW, "cart": CART, "buy": BUY}
COLUMN: Final = "history"

_Event = tuple[str, float, int]


@dataclass(frozen=True)
class Told:
    """Events of one customer, oldest first.

    Attributes:
        products: Ids; one an event.
        seconds: Since 1970, NaN where not known; (events,).
        kinds: One of `KINDS`; (events,).
    """

    products: tuple[str, ...]
    seconds: npt.NDArray[np.float64]
    kinds: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.products)

    @classmethod
    def of(cls, events: list[_Event]) -> Told:
        """From products with their seconds and kinds."""
        seconds = np.array([one[1] for one in events], dtype=np.float64)
        return cls(tuple(one[0] for one in events), seconds, np.array([one[2] for one in events], dtype=np.int8))


def histories_of(frame: pd.DataFrame) -> tuple[Told | None, ...]:
    """The histories of a request frame, None where the cell is missing or empty.

    Events are in the order of the list. Where each of them has a time, they are in the order of time, and events of one
    time in that of the list.

    Args:
        frame: As the caller sent it.

    Raises:
        InputError: Cells are no JSON lists of ids or of objects with a product_id, or tell of strange times or types.
    """
    cells = texts_of(frame, COLUMN)
    read = [None if cell is None or not cell.strip() else _events(cell) for cell in cells]
    lost = sum(isinstance(one, str) for one in read)
    if lost:
        first = next(one for one in read if isinstance(one, str))
        raise InputError(
            f"the request's column {COLUMN} holds {lost} cells of {len(cells)} that cannot be read, the first since "
            f'{first}; write them like ["p1", "p2"] or [{{"product_id": "p1", "time": "2026-01-31T18:30:00Z", '
            '"type": "view"}], the oldest first, null where it is not told.'
        )
    return tuple(None if one is None or isinstance(one, str) else Told.of(_ordered(one)) for one in read)


def _ordered(events: list[_Event]) -> list[_Event]:
    if any(math.isnan(one[1]) for one in events):
        return events
    return sorted(events, key=lambda one: one[1])


def _events(cell: str) -> list[_Event] | str:
    """Events of a cell, or why it cannot be read."""
    read = list_of(cell)
    if isinstance(read, str):
        return read
    events: list[_Event] = []
    for one in read:
        event = _event(one) if isinstance(one, dict) else _bare(one)
        if isinstance(event, str):
            return event
        events.append(event)
    return events


def _bare(one: Any) -> _Event | str:
    name = name_of(one)
    return "an entry is neither a product id nor an object" if name is None else (name, math.nan, BUY)


def _event(one: dict[str, Any]) -> _Event | str:
    name = name_of(one.get("product_id"))
    if name is None:
        return "an entry has no product_id"
    kind = one.get("type")
    kind = "buy" if kind is None else kind
    if not isinstance(kind, str) or kind not in KINDS:
        return f"the type {kind!r} is none of {', '.join(KINDS)}"
    seconds = seconds_of(one.get("time"))
    return f"the time {one['time']!r} is none" if seconds is None else (name, seconds, KINDS[kind])
