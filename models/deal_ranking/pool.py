"""The candidate deals of a call: each list of them looked up, and what is told of them read, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged
from .book import Book
from .deal_columns import Columns
from .offered import Offered
from .scorer import Shelf
from .told_deals import ToldDeals
from .told_objects import ToldObjects

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pool:
    """Entries of lists; a deal that several lists have has an entry in each.

    Attributes:
        lists: Entries of each list, the last one that of all deals of the bundle.
        offered: What is known of each by now; (entries,).
        shelf: On which each entry's deal is; (entries,).
        row: Its place there; (entries,).
        told: Deals whose content is told; None where there is none.
        unknown: Candidates of each list that are not known and of which nothing is told; (lists,).
        codes: Numbers of ids, of deals that the bundle does not know too.
    """

    lists: Ragged
    offered: Offered
    shelf: npt.NDArray[np.int8]
    row: Ints
    told: Shelf | None
    unknown: Ints
    codes: Codes

    @classmethod
    def of(
        cls,
        lists: Sequence[ToldDeals],
        book: Book,
        tell: Callable[[Columns, Numbers], Shelf],
        crowd: Callable[[Columns, Ints, Numbers], Numbers],
        *,
        every: bool,
    ) -> Pool:
        """The candidates of lists.

        Args:
            lists: As they are told.
            book: What is known of deals.
            tell: Reads content, beside the number of deals of each deal's campaign.
            crowd: Mean probability of deals by content, see `CrowdMeans.of`.
            every: Whether all deals of the bundle are asked for; their list is empty else.
        """
        codes, all_rows = Codes(book), np.arange(len(book.stored) if every else 0)
        ids = [name for one in lists for name in one.ids]
        sizes = np.array([len(one) for one in lists], dtype=np.int64)
        owner = np.append(np.repeat(np.arange(len(lists)), sizes), np.full(len(all_rows), len(lists)))
        stored = np.append(book.stored.positions(ids), all_rows)
        place = np.append(_places(lists), np.full(len(all_rows), -1))
        kept = np.flatnonzero((stored >= 0) | (place >= 0))
        unknown = np.bincount(owner, minlength=len(lists) + 1) - np.bincount(owner[kept], minlength=len(lists) + 1)
        owner, stored, place = owner[kept], stored[kept], place[kept]
        offered, (shelf, row), told = book.offered.take(np.maximum(stored, 0)), book.place_of(stored), None
        as_object = place >= 0
        if as_object.any():
            objects = ToldObjects.of(lists, book, codes.of, tell, crowd)
            own, told = place[as_object], objects.told
            offered = offered.put(as_object, objects.offered.take(own))
            shelf[as_object], row[as_object] = objects.shelf[own], objects.row[own]
        entries = Ragged.of(owner, np.arange(len(owner)), len(lists) + 1)
        return cls(entries, offered, shelf, row, told, unknown, codes)


class Codes:
    """Numbers of ids: positions of the deals of the bundle, and one behind these for each other id."""

    def __init__(self, book: Book) -> None:
        self._stored, self._others = book.stored, dict[str, int]()

    def of(self, ids: Sequence[str | None]) -> Ints:
        """Of each, -1 where there is no id; (ids,)."""
        found = self._stored.positions(ids)
        for place in np.flatnonzero(found < 0).tolist():
            name = ids[place]
            if name:
                found[place] = self._others.setdefault(name, len(self._stored) + len(self._others))
        return found


def _places(lists: Sequence[ToldDeals]) -> Ints:
    """Place of each candidate's object among those of all lists, -1 where only its id is told."""
    found, before = [np.zeros(0, dtype=np.int64)], 0
    for one in lists:
        found.append(np.where(one.places >= 0, one.places + before, -1))
        before += len(one.counted)
    return np.concatenate(found)
