"""Candidate deals as requests tell them: JSON lists of ids, or of objects with all that is known of a deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import texts_of as cells_of
from ..told_lists import list_of
from .deal_fields import CONTENT, COUNTS, column_of, id_of, shown

COLUMN: Final = "deals"
EVERY: Final = -1  # in place of a list: all deals of the bundle
_TOLD: Final = tuple(name for name in CONTENT if name != "deal_id")
_HOW: Final = (
    'write them like ["d1", "d2"] or [{"deal_id": "d1", "end": "2026-01-31T18:30:00Z", "price": 20, "discount": 0.3}], '
    "null for all deals that the model knows."
)

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ToldDeals:
    """One list of candidates, each deal once.

    Attributes:
        ids: Of the candidates.
        places: Of each candidate's object among the objects, -1 where only its id is told; (candidates,).
        columns: Content of the objects by name: numbers and seconds as arrays with NaN, else lists with None.
        counts: What is known of the objects so far, by name, NaN where it is not told; (objects,).
        counted: Objects that tell nothing but an id and counts; (objects,).
    """

    ids: tuple[str, ...]
    places: Ints
    columns: dict[str, Any]
    counts: dict[str, Numbers]
    counted: Truths

    def __len__(self) -> int:
        return len(self.ids)


def lists_of(frame: pd.DataFrame) -> tuple[Ints, tuple[ToldDeals, ...]]:
    """Which list each request has, `EVERY` for all deals, and the lists, each read once however many requests have it.

    Raises:
        InputError: Cells are no JSON lists of ids or of objects with a deal_id, or fields cannot be read.
    """
    cells = cells_of(frame, COLUMN)
    place: dict[str, int] = {}
    which = [EVERY if not cell or not cell.strip() else place.setdefault(cell, len(place)) for cell in cells]
    read = [_read(cell) for cell in place]
    strange = [one for one in read if isinstance(one, str)]
    if strange:
        lost = sum(at != EVERY and isinstance(read[at], str) for at in which)
        raise InputError(
            f"the request's column {COLUMN} holds {lost} cells of {len(cells)} that cannot be read, the first since "
            f"{strange[0]}; {_HOW}"
        )
    return np.array(which, dtype=np.int64), tuple(one for one in read if not isinstance(one, str))


def _read(cell: str) -> ToldDeals | str:
    """The candidates of a cell, or why they cannot be read."""
    entries = list_of(cell)
    if isinstance(entries, str):
        return entries
    told = [one.get("deal_id") if isinstance(one, dict) else one for one in entries]
    names = [id_of(one) for one in told]
    strange = None if all(names) else next(filter(None, map(_strange, entries, told, names)), None)
    if strange is not None:
        return strange
    first = dict(zip(reversed(names), range(len(names) - 1, -1, -1), strict=True))
    kept = sorted(first.values())
    objects = [entries[at] for at in kept if isinstance(entries[at], dict)]
    is_object = np.array([isinstance(entries[at], dict) for at in kept], dtype=bool)
    content = _columns(objects)
    if isinstance(content, str):
        return content
    counts = {name: content.pop(name) for name in COUNTS}
    counted = np.array([all(one.get(name) is None for name in _TOLD) for one in objects], dtype=bool)
    places = np.where(is_object, np.cumsum(is_object) - 1, -1).astype(np.int64)
    return ToldDeals(tuple(str(names[at]) for at in kept), places, content, counts, counted)


def _strange(entry: Any, told: Any, name: str | None) -> str | None:
    """What is wrong with an entry and the id that it tells, as `id_of` reads it; None if nothing is."""
    if isinstance(told, str) and name is None:
        return f"{shown(told)} is no id"
    if isinstance(entry, dict):
        return None if name else "an entry has no deal_id"
    return "an entry is neither a deal id nor an object" if name is None else None


def _columns(objects: list[dict[str, Any]]) -> dict[str, Any] | str:
    """Fields of objects by name, or what is wrong with one of them."""
    found: dict[str, Any] = {}
    told = set().union(*objects)
    nothing = [None] * len(objects)
    for name in (*CONTENT, *COUNTS):
        column = column_of(name, [one.get(name) for one in objects] if name in told else nothing)
        if isinstance(column, str):
            return f"of a deal's {name}, {column}"
        found[name] = column
    return found
