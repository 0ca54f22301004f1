"""What each request's customer did: as it is told, else as it is stored, before the request's time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged, entries_of
from .profiles import Profiles
from .request import Questions
from .since import Since

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Find = Callable[[Sequence[str]], Ints]


class Finds(NamedTuple):
    """How what requests tell is looked up.

    Attributes:
        products: Positions of product ids, negative where one is not known.
        shelves: Positions of category paths, likewise.
        deals: Codes of deal ids, likewise.
        run: Id of the deal that an offer ran as at a time, seconds since 1970, or None.
    """

    products: Find
    shelves: Find
    deals: Find
    run: Callable[[str, float], str | None]


class Events(NamedTuple):
    """Of all requests, one after another, oldest first."""

    request: Ints
    position: Ints
    seconds: Numbers
    amounts: Numbers

    def take(self, rows: Ints) -> Events:
        """Some of them."""
        return Events(self.request[rows], self.position[rows], self.seconds[rows], self.amounts[rows])

    def last(self, most: int) -> Events:
        """The last of each request, at most so many."""
        after = np.searchsorted(self.request, self.request, "right") - 1 - np.arange(len(self.request))
        return self.take(np.flatnonzero(after < most))


@dataclass(frozen=True)
class Past:
    """Of the requests of a call.

    Attributes:
        rows: Place of each customer in the profiles, -1 where nothing is kept; (n,).
        bought: Known products, and shelves where only they are told.
        redeemed: Codes of deals.
        gone: Those that count against being shown again: redeemed up to the request's time, and also where the answer
            is of nobody in particular.
        columns: Declared columns of the customers, by name.
        known: Whether anything is told or stored of the customer; (n,).
        strange: Whether purchases are told and none of them is known; (n,).
    """

    rows: Ints
    bought: Events
    redeemed: Events
    gone: Events
    columns: dict[str, list[str | None]]
    known: npt.NDArray[np.bool_]
    strange: npt.NDArray[np.bool_]


def past_of(questions: Questions, profiles: Profiles, since: Since, finds: Finds, *, personal: bool) -> Past:
    """What is known of the customers.

    Args:
        questions: As they were sent.
        profiles: What is stored of customers.
        since: What was redeemed since training.
        finds: How what is told is looked up.
        personal: False: nothing is known of anybody but what may not be shown again.
    """
    rows, count = profiles.rows(questions.customers), len(questions)
    used = [None if one is None else (one.seconds, one.seconds * np.nan) for one in questions.redeemed]
    redeemed = _joined(
        used,
        finds.deals(_deals(questions, finds)),
        _Kept(rows, profiles.redeemed, profiles.redeemed_seconds, np.full(len(profiles.redeemed_seconds), np.nan)),
        _Kept(since.rows(questions.customers), since.deals, since.seconds, np.full(len(since.seconds), np.nan)),
    )
    gone = redeemed.take(np.flatnonzero(~(redeemed.seconds > questions.times[redeemed.request])))
    if not personal:
        none = np.full(count, -1, dtype=np.int64)
        columns: dict[str, list[str | None]] = {name: [None] * count for name in questions.columns}
        return Past(none, _none(), _none(), gone, columns, *(np.zeros(count, dtype=bool) for _ in range(2)))
    buys = [None if one is None else (one.seconds, one.amounts) for one in questions.purchases]
    kept = _Kept(rows, profiles.bought, profiles.bought_seconds, profiles.bought_amounts)
    bought = _joined(buys, _places(questions, finds), kept)
    told = np.array([bool(one) for one in questions.purchases], dtype=bool)
    strange = told & (np.bincount(bought.request, minlength=count) == 0)
    told |= np.array([bool(one) for one in questions.redeemed], dtype=bool)
    told[gone.request] = True
    return Past(
        rows,
        _before(bought, questions.times),
        _before(redeemed, questions.times),
        gone,
        {name: _told(cells, profiles.customers.get(name), rows) for name, cells in questions.columns.items()},
        told | (rows >= 0),
        strange,
    )


_Cells = tuple[Numbers, Numbers]


def _places(questions: Questions, finds: Finds) -> Ints:
    """Of all purchases that are told, one request after another: by the product, else by the category."""
    lists = [one for one in questions.purchases if one is not None]
    found = finds.products([name or "" for one in lists for name in one.products])
    lost = np.flatnonzero(found < 0)
    if len(lost):
        paths = [path or "" for one in lists for path in one.categories]
        found[lost] = finds.shelves([paths[at] for at in lost.tolist()])
    return found


def _deals(questions: Questions, finds: Finds) -> list[str]:
    """Ids of all redeemed deals that are told, "" where an offer did not run.

    An offer counts as the deal that it ran as: at the time that is told, else at the request's.
    """
    found: list[str] = []
    for one, asked in zip(questions.redeemed, questions.times.tolist(), strict=True):
        if one is not None:
            times = np.where(np.isnan(one.seconds), asked, one.seconds).tolist()
            rows = zip(one.deals, one.offers, times, strict=True)
            found += [deal or (finds.run(offer, at) if offer else None) or "" for deal, offer, at in rows]
    return found


class _Kept(NamedTuple):
    """What is kept of customers: each request's place, -1 for none, and events with their seconds and amounts."""

    rows: Ints
    events: Ragged
    seconds: Numbers
    amounts: Numbers


def _joined(told: Sequence[_Cells | None], places: Ints, *kept: _Kept) -> Events:
    """Events that are told, and those kept of customers whose requests tell none."""
    given = np.array([one is not None for one in told], dtype=bool)
    lists = [one for one in told if one is not None]
    request, position = [np.repeat(np.flatnonzero(given), [len(one[0]) for one in lists])], [places]
    times, money = [one[0] for one in lists], [one[1] for one in lists]
    for one in kept:
        stored = np.flatnonzero(~given & (one.rows >= 0))
        entries, owner = entries_of(one.events.starts, one.rows[stored])
        request.append(stored[owner])
        position.append(one.events.values[entries])
        times.append(one.seconds[entries])
        money.append(one.amounts[entries])
    every = Events(
        np.concatenate(request), np.concatenate(position).astype(np.int64), np.concatenate(times), np.concatenate(money)
    )
    usable = np.flatnonzero(every.position >= 0)
    return every.take(usable[np.argsort(every.request[usable], kind="stable")])


def _before(events: Events, times: Numbers) -> Events:
    """Those before their request, and those whose time is not known."""
    kept = ~(events.seconds >= times[events.request])
    return events.take(np.flatnonzero(kept))


def _told(cells: Sequence[str | None], kept: list[str | None] | None, rows: Ints) -> list[str | None]:
    if kept is None:
        return list(cells)
    return [cell if cell is not None or row < 0 else kept[row] for cell, row in zip(cells, rows.tolist(), strict=True)]


def _none() -> Events:
    return Events(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))
