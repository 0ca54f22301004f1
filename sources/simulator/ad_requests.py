"""Who visits when and where: the slots of a day that ask for an ad, of one shard of the marketplace's customers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.ad_inventory import TASTES
from sources.simulator.ad_time import DAYS, MICROSECONDS, day_shares, hour_reach
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

SHARD_ROWS, SHARD_CUSTOMERS = 40_000, 3_000
DEVICES = (
    "phone-android",
    "phone-ios",
    "desktop-windows",
    "desktop-mac",
    "tablet-ios",
    "tablet-android",
    "tv",
    "phone-fold",
    "glasses",
)
_DEVICE_SHARES = (0.33, 0.24, 0.2, 0.08, 0.07, 0.03, 0.02, 0.02, 0.01)
_DEVICE_DAYS = (0, 0, 0, 0, 0, 0, 0, 38, 50)  # before them nobody has one
PLACEMENTS = ("search", "product", "category", "home", "feed", "partner", "basket")
_PLACEMENT_SHARES = (0.24, 0.28, 0.13, 0.12, 0.11, 0.07, 0.05)
SLOTS = (8, 4, 6, 3, 8, 2, 3)  # of a page, by placement
_OTHER_DEVICE = 0.15  # of visits
_OLD_CUSTOMERS = 0.55  # share of them that come from the first day on
_ACTIVITY_SPREAD = 1.2  # of the log of visits
_CUSTOMER_SPREAD = 0.12  # of the log odds of a click
_HABIT = -0.12  # of the log odds, for each spread of the log of visits: who comes often has seen it all
_SIGNED_OUT = 0.08  # of visits


@dataclass(frozen=True)
class Requests:
    """Slots that ask for an ad, in time order; arrays of shape (requests,).

    Attributes:
        number: Of the impression, over all shards.
        time: Microseconds since the first moment.
        customer: Number, over all shards.
        known: Whether the customer is signed in.
        placement, device: Numbers.
        position: From 1.
        liking: Log odds of a click that the customer adds.
        tastes: Of the customer, (requests, TASTES).
    """

    number: Index
    time: Index
    customer: Index
    known: Mask
    placement: Index
    position: Index
    device: Index
    liking: Floats
    tastes: Floats

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Index | Mask | slice) -> Requests:
        """These rows alone, in this order."""
        return Requests(*(getattr(self, part.name)[rows] for part in fields(self)))

    @classmethod
    def joined(cls, parts: Iterable[Requests]) -> Requests:
        """One after the other."""
        kept = list(parts)
        return cls(*(np.concatenate([getattr(part, one.name) for part in kept]) for one in fields(cls)))


@dataclass(frozen=True)
class Customers:
    """Customers of a shard, arrays of shape (SHARD_CUSTOMERS,)."""

    weight: Floats
    arrival: Index
    device: Index
    liking: Floats
    tastes: Floats


def rows_of_day(day: int) -> tuple[int, int]:
    """First and end of a day's requests among the `SHARD_ROWS` of a shard."""
    edges = np.round(np.cumsum(np.r_[0.0, day_shares()]) * SHARD_ROWS).astype(int)
    return int(edges[day]), int(edges[day + 1])


def make_customers(seed: int, shard: int) -> Customers:
    """The customers of a shard: what they like, how often they come, and since when."""
    rng = stream(seed, "customers of ads", shard)
    rows = SHARD_CUSTOMERS
    busy = rng.normal(size=rows)
    arrival = np.where(rng.random(rows) < _OLD_CUSTOMERS, 0, rng.integers(1, DAYS, rows))
    arrival[0] = 0
    return Customers(
        weight=np.exp(_ACTIVITY_SPREAD * busy),
        arrival=arrival,
        device=rng.choice(len(DEVICES), rows, p=_DEVICE_SHARES),
        liking=_HABIT * busy + rng.normal(0, _CUSTOMER_SPREAD, rows),
        tastes=rng.normal(size=(rows, TASTES)),
    )


def requests(seed: int, shard: int, day: int, customers: Customers) -> Requests:
    """The requests of one shard and day, in time order; the same whatever else is drawn."""
    rng = stream(seed, "requests of ads", shard * DAYS + day)
    first, end = rows_of_day(day)
    rows = end - first
    there = np.flatnonzero(customers.arrival <= day)
    reach = np.cumsum(customers.weight[there])
    who = there[np.searchsorted(reach, rng.random(rows) * reach[-1], side="right").clip(max=len(there) - 1)]
    placement = rng.choice(len(PLACEMENTS), rows, p=_PLACEMENT_SHARES)
    return Requests(
        number=shard * SHARD_ROWS + first + np.arange(rows),
        time=day * MICROSECONDS + _times(rng, rows),
        customer=shard * SHARD_CUSTOMERS + who,
        known=rng.random(rows) >= _SIGNED_OUT,
        placement=placement,
        position=1 + (rng.random(rows) ** 1.3 * np.array(SLOTS)[placement]).astype(np.int64),
        device=_devices(rng, customers.device[who], day),
        liking=customers.liking[who],
        tastes=customers.tastes[who],
    )


def _times(rng: np.random.Generator, rows: int) -> Index:
    reach = np.r_[0.0, hour_reach()]
    share = np.sort(rng.random(rows))
    hour = np.searchsorted(reach, share, side="right") - 1
    within = (share - reach[hour]) / (reach[hour + 1] - reach[hour])
    return np.asarray(((hour + within) * (MICROSECONDS / 24)).astype(np.int64))


def _devices(rng: np.random.Generator, usual: Index, day: int) -> Index:
    """The usual device, or another one; who will have a new kind of device has a phone until then."""
    other = rng.choice(len(DEVICES), len(usual), p=_DEVICE_SHARES)
    device = np.where(rng.random(len(usual)) < _OTHER_DEVICE, other, usual)
    return np.where(np.array(_DEVICE_DAYS)[device] > day, 0, device)
