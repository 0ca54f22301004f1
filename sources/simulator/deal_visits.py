"""When customers come and how many deals they see: each at their own rate, hour of the day and weekday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson

from sources.simulator.deal_shoppers import Shoppers
from sources.simulator.deal_time import BEGINS, ENDS, HOUR, moments, reach_of
from sources.simulator.rec_customers import Guests
from sources.simulator.search_customers import SHARD
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import Floats, Index, Strings, hexadecimal

MOST_VISITS = 256  # of a customer; a visit's number is its customer's times this
_USUAL_VISITS = 7.2  # of a customer of weight 1 over the whole period
_HEAVIEST = 9.0  # weight


@dataclass(frozen=True)
class Visits:
    """Visits in the order of time, at most one of a customer in an hour; arrays of shape (visits,).

    Attributes:
        number: What the id and the luck are made from.
        customer: Position.
        seconds: When it begins.
        slots: How many deals there is room for.
    """

    number: Index
    customer: Index
    seconds: Index
    slots: Index

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Index | slice) -> Visits:
        """These alone, in this order."""
        return Visits(self.number[rows], self.customer[rows], self.seconds[rows], self.slots[rows])

    def between(self, first: int, end: int) -> Visits:
        """Those from a moment until before another one."""
        return self.take(slice(*np.searchsorted(self.seconds, [first, end])))

    def hours(self) -> Iterator[Visits]:
        """Those of each hour that has any."""
        hour = self.seconds // HOUR
        edges = np.r_[0, np.flatnonzero(np.diff(hour)) + 1, len(self)] if len(self) else np.zeros(1, np.int64)
        for first, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            yield self.take(slice(first, end))


def visits(seed: int, guests: Guests, shoppers: Shoppers) -> Visits:
    """All visits of the period; those of a customer are the same for any larger number of customers."""
    parts = [_shard(seed, guests, shoppers, shard) for shard in range(-(-len(guests) // SHARD))]
    customer, seconds = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    place = np.concatenate([part[2] for part in parts])
    order = np.lexsort((customer, seconds))
    number = customer * MOST_VISITS + place
    return Visits(number[order], customer[order], seconds[order], shoppers.slots[customer[order]])


def _shard(seed: int, guests: Guests, shoppers: Shoppers, shard: int) -> tuple[Index, Index, Index]:
    """Customers, moments and places of the visits of some customers."""
    rng = stream(seed, "visits to deals", shard)
    customers = guests.customers
    since = reach_of(BEGINS, np.maximum(customers.since[shard * SHARD :][:SHARD], BEGINS))
    # drawn for the whole shard whatever part of it there is, so that a larger market has the same visits
    room = np.r_[since, np.ones(SHARD - len(since))]
    weight = np.r_[customers.weight[shard * SHARD :][:SHARD].clip(max=_HEAVIEST), np.zeros(SHARD - len(since))]
    count = _poisson(rng.random(SHARD), _USUAL_VISITS * weight * (1 - room))
    share, hour = rng.random((2, SHARD, MOST_VISITS))
    who, place = np.nonzero(np.arange(MOST_VISITS) < count[:, None])
    customer = shard * SHARD + who
    at = room[who] + (1 - room[who]) * share[who, place]
    seconds = moments(BEGINS, at, hour[who, place], shoppers.later[customer])
    seconds = np.clip(seconds, np.maximum(customers.since[customer], BEGINS), ENDS - 1)
    order = np.lexsort((place, seconds, customer))
    customer, seconds, place = customer[order], seconds[order], place[order]
    same = (np.diff(customer) == 0) & (np.diff(seconds // HOUR) == 0)
    kept = np.r_[True, ~same] if len(customer) else np.zeros(0, np.bool_)
    return customer[kept], seconds[kept], place[kept]


def _poisson(share: Floats, mean: Floats) -> Index:
    """Poisson numbers by the share of them that is smaller; (rows,)."""
    found: Index = np.minimum(poisson.ppf(share, mean), MOST_VISITS).astype(np.int64)
    return found


def visit_ids(seed: int, number: Index) -> Strings:
    """Ids of visits by number."""
    return hexadecimal("v", scrambled(number, seed, "visit to deals"))
