"""Customers to whom products are recommended: those who search, with tastes that others share."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sources.simulator.rec_time import DAYS
from sources.simulator.search_customers import SHARD, Customers, make_customers
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled, stream
from sources.simulator.words import Floats, Index

TASTES = 5  # hidden dimensions of taste
NEW_DAYS = 42  # the last ones, in which new customers come faster
_OLD_SHARE, _NEW_SHARE, _OLDEST_DAYS = 0.6, 0.1, 700.0  # from before the first day; from the last ones; days before


@dataclass(frozen=True)
class Guests:
    """Customers, (customers,), and their hidden tastes, float32, (customers, TASTES)."""

    customers: Customers
    tastes: Floats

    def __len__(self) -> int:
        return len(self.customers)


def guests(seed: int, count: int) -> Guests:
    """So many customers; the first ones are the same for any larger count."""
    found = make_customers(seed, count)
    shards = [stream(seed, "tastes", shard).standard_normal((SHARD, TASTES)) for shard in range(-(-count // SHARD))]
    tastes = np.concatenate([shard.astype(np.float32) for shard in shards])[:count]
    return Guests(replace(found, since=_since(seed, found.number)), tastes)


def _since(seed: int, number: Index) -> Index:
    ids = scrambled(number, seed, "guest")
    kind, share = draws(ids, seed, "kind of guest"), draws(ids, seed, "first day of a guest")
    during = np.where(kind < 1 - _NEW_SHARE, (DAYS - NEW_DAYS) * share, DAYS - NEW_DAYS * share)
    since: Index = (np.where(kind < _OLD_SHARE, -_OLDEST_DAYS * share, during) * DAY).astype(np.int64)
    return since
