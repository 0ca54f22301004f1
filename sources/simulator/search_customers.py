"""Customers who search: where they live, what they search for most, and what they like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.attributes import slot_spans
from sources.simulator.brands import PER_DEPARTMENT, department_names
from sources.simulator.search_kinds import kinds
from sources.simulator.search_regions import REGIONS, languages
from sources.simulator.search_time import DAY, DAYS
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import Floats, Index, Strings, hexadecimal

SHARD = 500  # customers drawn at once; a larger scale has more shards
FAVOURITE_TYPES, FAVOURITE_COLOURS = 3, 2
_OLD_CUSTOMERS, _OLDEST_DAYS = 0.75, 700.0  # share from before the first day; days before it
_ACTIVITY_SPREAD = 1.2  # of the log of how often they search
_TYPE_SPREAD = 0.8  # of the log of how much types are searched for


@dataclass(frozen=True)
class Customers:
    """Customers; arrays of shape (customers,) unless said otherwise.

    Attributes:
        number: What the id and all further draws are made from.
        region, language: Positions in `search_regions.REGIONS` and `LANGUAGES`.
        since: Seconds since the first moment, below 0 for most.
        weight: How often they search, against others.
        types: What they search for most, (customers, FAVOURITE_TYPES).
        brands: The brand they like best in each department, (customers, departments).
        colours: Ids of colours they like, (customers, FAVOURITE_COLOURS).
        purse: Above 0 for those who like dear things.
    """

    number: Index
    region: Index
    language: Index
    since: Index
    weight: Floats
    types: Index
    brands: Index
    colours: Index
    purse: Floats

    def __len__(self) -> int:
        return len(self.number)

    def first(self, rows: int) -> Customers:
        """The first ones alone."""
        return Customers(*(getattr(self, part.name)[:rows] for part in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Customers]) -> Customers:
        """One after the other."""
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))


def type_weights(seed: int) -> Floats:
    """How much each type of products is searched for; accessories less. Sums to 1, (types,)."""
    weights = stream(seed, "searched types").lognormal(0, _TYPE_SPREAD, kinds().types)
    weights[kinds().accessory] *= 0.3
    found: Floats = weights / weights.sum()
    return found


def make_customers(seed: int, count: int) -> Customers:
    """So many customers; the first ones are the same for any larger count."""
    return Customers.joined([_shard(seed, shard) for shard in range(-(-count // SHARD))]).first(count)


def _shard(seed: int, shard: int) -> Customers:
    rng = stream(seed, "searching customers", shard)
    region = rng.choice(len(REGIONS), SHARD, p=[one.share for one in REGIONS])
    old = rng.random(SHARD) < _OLD_CUSTOMERS
    since = np.where(old, -_OLDEST_DAYS * rng.random(SHARD), DAYS * rng.random(SHARD))
    departments = len(department_names())
    rank = (PER_DEPARTMENT * rng.random((SHARD, departments)) ** 1.6).astype(np.int64)
    _, colours = slot_spans("colour")["any"]
    return Customers(
        number=shard * SHARD + np.arange(SHARD),
        region=region,
        language=languages(region, rng.random(SHARD)),
        since=(since * DAY).astype(np.int64),
        weight=rng.lognormal(0, _ACTIVITY_SPREAD, SHARD),
        types=rng.choice(kinds().types, (SHARD, FAVOURITE_TYPES), p=type_weights(seed)),
        brands=np.arange(departments) * PER_DEPARTMENT + rank,
        colours=rng.integers(0, colours, (SHARD, FAVOURITE_COLOURS)),
        purse=rng.normal(size=SHARD),
    )


def customer_ids(seed: int, numbers: Index) -> Strings:
    """Ids of customers by number."""
    return hexadecimal("c", scrambled(numbers, seed, "searching customer"))
