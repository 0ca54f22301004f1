"""Deals that requests tell as objects, from all lists of a call, with what is known of them otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np
import numpy.typing as npt

from .book import Book
from .deal_columns import Columns, joined, readable, taken
from .offered import Offered, blank, told_offered
from .pair_scores import TOLD
from .pull import in_odds
from .scorer import Shelf
from .told_deals import ToldDeals

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_NONE: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class ToldObjects:
    """Objects of lists, one after another.

    Attributes:
        offered: What is known of each by now, its mean probability where it was asked for; (objects,).
        told: Those whose content is told, as the scorer reads them; None where there is none.
        shelf: On which each object is; (objects,).
        row: Its place there; (objects,).
    """

    offered: Offered
    told: Shelf | None
    shelf: npt.NDArray[np.int8]
    row: Ints

    @classmethod
    def of(
        cls,
        lists: Sequence[ToldDeals],
        book: Book,
        codes: Callable[[Sequence[str | None]], Ints],
        tell: Callable[[Columns, Numbers], Shelf],
        crowd: Callable[[Columns, Ints, Numbers], Numbers],
    ) -> ToldObjects:
        """The objects of lists.

        Args:
            lists: As they are told.
            book: What is known of deals.
            codes: Numbers of ids.
            tell: Reads content, beside the number of deals of each deal's campaign.
            crowd: Mean probability of deals by content, see `CrowdMeans.of`; asked where a pull is known, for it is
                dear.
        """
        columns, counts, counted = _together(lists)
        ids = columns["deal_id"]
        stored = book.stored.positions(ids)
        known = stored >= 0
        columns = book.stored.filled(columns, stored)
        content = ~(known & counted)
        told, (shelf, row) = None, book.place_of(stored)
        beside = np.full(len(ids), np.nan)
        offered = blank(len(ids)).put(known, book.offered.take(stored[known]))
        if content.any():
            owner = np.repeat(np.arange(len(lists)), [len(one.counted) for one in lists])
            beside = book.together_told(columns["campaign_id"], owner, stored)
            told = tell(readable(columns, np.flatnonzero(content)), beside[content])
            shelf[content], row[content] = TOLD, np.arange(len(told))
        offers = [own or name for own, name in zip(columns["offer_id"], ids, strict=True)]
        multiple, seen = book.multiples(offers), np.isfinite(counts["shown"]) & np.isfinite(counts["redeemed"])
        moved = np.flatnonzero(content & (seen | (multiple != 1))) if book.pull is not None else _NONE
        if len(moved):
            mean, number = offered.crowd.copy(), book.numbers_of([offers[one] for one in moved.tolist()])
            mean[moved] = crowd(taken(columns, moved), number, beside[moved])
            offered = replace(offered, crowd=mean)
        offered = replace(offered, odds=_odds(book, multiple, counts, offered.crowd))
        return cls(told_offered(columns, counts, codes(ids), offered), told, shelf, row)


def _odds(book: Book, multiple: Numbers, counts: dict[str, Numbers], crowd: Numbers) -> Numbers:
    """Multiples by what is told to have been shown and redeemed, where it is, else by what was counted."""
    multiple = multiple.copy()
    if book.pull is not None:
        told = np.isfinite(counts["shown"]) & np.isfinite(counts["redeemed"]) & np.isfinite(crowd)
        expected = counts["shown"][told] * crowd[told] * book.looked_at
        multiple[told] = book.pull.multiple(expected, counts["redeemed"][told])
    return in_odds(multiple, crowd)


def _together(lists: Sequence[ToldDeals]) -> tuple[Columns, dict[str, Numbers], Truths]:
    """Columns, counts, and whether an object tells nothing else, of all lists."""
    first = lists[0]
    columns = reduce(joined, (one.columns for one in lists))
    counts = {name: np.concatenate([one.counts[name] for one in lists]) for name in first.counts}
    return columns, counts, np.concatenate([one.counted for one in lists])
