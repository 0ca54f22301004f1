"""Requests as the model asks them of itself: ids become positions, and what may be shown is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ..stock import Availability
from .asked_how import ALWAYS, NEVER, Asked
from .asks import Asks, without
from .catalogue import Catalogue
from .places import Places
from .profiles import Events, Profiles
from .request import Questions
from .told_history import BUY, Told

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

UNKNOWN: Final = "unknown region: what can be had in any"
EMPTY: Final = "region without stock: nothing can be had there"
STRANGE: Final = "no product of the history is known"
NOTHING: Final = "nothing that may be shown is left"

_MICROSECONDS: Final = 1e6


@dataclass(frozen=True)
class Asker:
    """What requests are read with.

    Attributes:
        catalogue: Knows products.
        availability: Knows what can be had.
        places: Knows regions and homes.
        profiles: Knows last events of customers.
        repeated: Products that may be shown to who has bought them; (products,).
        most_events: Of a history, the latest that are known products; what was bought before them is still bought.
    """

    catalogue: Catalogue
    availability: Availability
    places: Places
    profiles: Profiles
    repeated: Truths
    most_events: int

    def asks(self, questions: Questions, asked: Asked) -> tuple[Asks, list[str | None]]:
        """Requests, and what their callers should know.

        Where a request does not say the region, the customer's own holds. What can be had is a rule and no matter of
        taste, so it does too where the answer is to be impersonal, but what sells there counts for nothing then.

        Args:
            questions: As they were sent.
            asked: How they are to be answered.
        """
        rows = range(len(questions))
        read = [self._history(questions.histories[row], questions.customers[row], asked) for row in rows]
        said = [(one or "").strip() or None for one in questions.regions]
        told = [one or self.places.home(customer) for one, customer in zip(said, questions.customers, strict=True)]
        regions = [self.places.known.spelt(one) for one in told]
        masks = [self._allowed(questions, row, regions[row], read[row].bought, asked.repeats) for row in rows]
        parts = [np.concatenate(column) for column in zip(*(one.events for one in read), strict=True)]
        starts = np.append(0, np.cumsum([len(one.events[0]) for one in read])).astype(np.int64)
        notes = [noted(self._of_region(told[row], regions[row]), read[row].note) for row in rows]
        where = regions if asked.personal else [self.places.known.spelt(one) for one in said]
        return Asks(starts, parts[0], parts[1], parts[2], where, questions.times, masks), notes

    def _history(self, told: Told | None, customer: str | None, asked: Asked) -> _Read:
        if not asked.personal:
            return _Read(_none(), _none()[0], None)
        if told is None:
            events = self.profiles.events(customer)
            return _Read(_none() if events is None else events, self.profiles.purchases(customer), None)
        position = self.catalogue.positions(told.products)
        known = np.flatnonzero(position >= 0)
        bought = position[known[told.kinds[known] == BUY]]
        note = STRANGE if len(told) and not len(known) else None
        last = known[-self.most_events :]
        return _Read((position[last], told.seconds[last], told.kinds[last]), bought, note)

    def _allowed(self, questions: Questions, row: int, region: str | None, bought: Ints, repeats: str) -> Truths:
        mask = self.availability.mask(region, int(questions.times[row] * _MICROSECONDS))
        if repeats != ALWAYS:
            mask = without(mask, bought if repeats == NEVER else bought[~self.repeated[bought]])
        gone = self.catalogue.positions(questions.excluded[row])
        return without(mask, gone[gone >= 0])

    def _of_region(self, said: str | None, region: str | None) -> str | None:
        if said is None:
            return None
        if region is None:
            return UNKNOWN
        return None if self.availability.knows(region) else EMPTY


class _Read(NamedTuple):
    """Of one request: its last known events, oldest first, all that it tells to be bought, and what to note."""

    events: Events
    bought: Ints
    note: str | None


def _none() -> Events:
    return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=np.int8)


def noted(*notes: str | None) -> str | None:
    """Several notes as one; None where there is none."""
    return "; ".join(one for one in notes if one) or None
