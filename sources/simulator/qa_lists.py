"""What customers keep: products on lists, and reminders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.qa_orders import Seen
from sources.simulator.qa_rates import ACCOUNT_RATES
from sources.simulator.qa_templates import phrases
from sources.simulator.rec_time import END
from sources.simulator.review_products import paired
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled
from sources.simulator.vocabulary.question_phrases import LISTS, PURPOSES
from sources.simulator.words import Index, Strings, hexadecimal

MOST_REMINDERS = 3
_REMINDER_BITS = 2
_DUE_DAYS, _DUE_HOUR, _HOUR = 60, 9, 3_600


@dataclass(frozen=True)
class Listed:
    """Products on lists of customers, (listed,) each; `name` is a place in `list_names`."""

    guest: Index
    product: Index
    name: Index
    seconds: Index


@dataclass(frozen=True)
class Reminders:
    """Reminders of customers, (reminders,) each; `purpose` is a place in `purposes`, `product` -1 for none."""

    guest: Index
    purpose: Index
    due: Index
    product: Index
    ids: Strings

    def __len__(self) -> int:
        return len(self.guest)


def list_names() -> list[str]:
    """What lists are called."""
    return phrases(LISTS)


def purposes() -> list[str]:
    """What customers want to be reminded of."""
    return phrases(PURPOSES)


def listed(seed: int, seen: Seen) -> Listed:
    """Some of what customers looked at and did not buy."""
    share = ACCOUNT_RATES.listed
    ids = paired(scrambled(seen.guest, seed, "guest"), seen.product)
    rows = np.flatnonzero(draws(ids, seed, "on a list") < share)
    name = (draws(ids[rows], seed, "which list") ** 2 * len(list_names())).astype(np.int64)
    return Listed(seen.guest[rows], seen.product[rows], name, seen.seconds[rows])


def reminders(seed: int, guests: int, seen: Seen) -> Reminders:
    """Reminders of so many customers; those of one are of different purposes, the first of some of a product."""
    ids = scrambled(np.arange(guests), seed, "guest")
    place = np.arange(MOST_REMINDERS)
    there = draws(paired(ids[:, None], place[None, :]), seed, "reminder") < ACCOUNT_RATES.reminders / MOST_REMINDERS
    guest, within = np.nonzero(there)
    known = len(purposes())
    first = (draws(ids, seed, "first purpose") * known).astype(np.int64)
    step = 1 + (draws(ids, seed, "purposes apart") * (known // MOST_REMINDERS)).astype(np.int64)
    days = (draws(paired(ids[guest], within), seed, "due") * _DUE_DAYS).astype(np.int64)
    number = (guest << _REMINDER_BITS) + within
    owners, start = np.unique(seen.guest, return_index=True)
    at = np.searchsorted(owners, guest).clip(max=max(len(owners) - 1, 0))
    has = (owners[at] == guest) & (within == 0) if len(owners) else np.zeros(len(guest), np.bool_)
    return Reminders(
        guest=guest,
        purpose=(first[guest] + within * step[guest]) % known,
        due=END + (1 + days) * DAY + _DUE_HOUR * _HOUR,
        product=np.where(has, seen.product[start[at]], -1) if len(owners) else np.full(len(guest), -1),
        ids=hexadecimal("m", scrambled(number, seed, "reminder")),
    )
