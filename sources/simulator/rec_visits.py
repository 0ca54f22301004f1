"""When customers come: as often as each does, and often again some days later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.rec_customers import Guests
from sources.simulator.rec_time import END, moments, reach_of
from sources.simulator.search_shown import ranks
from sources.simulator.search_time import DAY
from sources.simulator.streams import stream
from sources.simulator.words import Index

BLOCK = 8_000  # customers whose visits are made at once
MOST_VISITS = 128  # of a customer; a visit's number is its customer's times this
_USUAL_VISITS = 6.7  # of a customer of weight 1 over the whole period
_HEAVIEST = 14.0  # weight
_AGAIN, _AGAIN_DAYS = 0.45, 3.0  # share of visits that follow one, mean days until then


@dataclass(frozen=True)
class Schedule:
    """Visits of a block of customers, in the order of customers and their times; arrays of shape (visits,).

    Attributes:
        guest: Position of the customer among all.
        place: Of the visit among those of its customer, from 0.
        seconds: When it begins.
    """

    guest: Index
    place: Index
    seconds: Index


def blocks(guests: Guests) -> range:
    """Numbers of the blocks."""
    return range(-(-len(guests) // BLOCK))


def expected_visits(guests: Guests, since: int) -> float:
    """About how many visits begin at a moment of the period or later."""
    left = 1 - reach_of(np.maximum(guests.customers.since, since))
    return float((_USUAL_VISITS * guests.customers.weight.clip(max=_HEAVIEST) * left).sum())


def schedule(seed: int, guests: Guests, block: int) -> Schedule:
    """The visits of a block; who comes within the period comes at least once."""
    rng = stream(seed, "recommended visits", block)
    guest = np.arange(block * BLOCK, min((block + 1) * BLOCK, len(guests)))
    customers = guests.customers
    begun = reach_of(np.maximum(customers.since[guest], 0))
    usual = _USUAL_VISITS * customers.weight[guest].clip(max=_HEAVIEST) * (1 - begun)
    count = np.minimum(np.maximum(rng.poisson(usual), customers.since[guest] >= 0), MOST_VISITS)
    of = np.repeat(np.arange(len(guest)), count)
    share = begun[of] + (1 - begun[of]) * rng.random(len(of))
    seconds = np.maximum(moments(share, rng.random(len(of))), customers.since[guest[of]])
    order = np.lexsort((seconds, of))
    seconds = _again(rng, of, seconds[order])
    kept = seconds < END
    of, seconds = of[kept], seconds[kept]
    order = np.lexsort((seconds, of))
    return Schedule(guest[of[order]], ranks(of[order]) - 1, seconds[order])


def _again(rng: np.random.Generator, of: Index, seconds: Index) -> Index:
    """Some visits come some days after the one before them, in place of their own time."""
    follows = rng.random(len(of)) < _AGAIN
    follows[:1] = False
    follows[1:] &= of[1:] == of[:-1]
    lag = np.where(follows, rng.exponential(_AGAIN_DAYS * DAY, len(of)), 0.0)
    lead = np.maximum.accumulate(np.where(follows, 0, np.arange(len(of))))
    total = np.cumsum(lag)
    moved: Index = seconds[lead] + (total - total[lead]).astype(np.int64)
    return moved
