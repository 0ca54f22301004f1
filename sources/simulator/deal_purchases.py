"""Purchases without a deal: what customers need and like, from some weeks before the first deal on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson

from sources.simulator.deal_shoppers import Shoppers
from sources.simulator.deal_taste import FAVOURITES, NEAR, OWN, Needs
from sources.simulator.deal_time import BOUGHT_FROM, ENDS, moments, reach_of
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_worth import Asking, worth
from sources.simulator.search_customers import SHARD
from sources.simulator.search_places import stretches, within
from sources.simulator.streams import stream
from sources.simulator.words import Index, Mask

_MOST_LINES = 256  # of a customer
_USUAL_LINES = 9.0  # of a customer of weight 1 over the whole period
_HEAVIEST = 8.0  # weight
_SAME_BASKET = 0.35  # share of lines that are bought with the one before
_LOOKED_AT = 24  # products of a type that a customer chooses among


@dataclass(frozen=True)
class Purchases:
    """Lines in the order of time; arrays of shape (lines,).

    Attributes:
        customer, product: Positions.
        seconds: When.
        pieces: How many.
        basket: Number of what is bought together.
    """

    customer: Index
    product: Index
    seconds: Index
    pieces: Index
    basket: Index

    def __len__(self) -> int:
        return len(self.customer)


def purchases(market: RecMarket, shoppers: Shoppers, needs: Needs) -> Purchases:
    """All of them, drawn shard by shard of customers."""
    parts = list(_shards(market, shoppers, needs))
    whole = [np.concatenate([getattr(part, name) for part in parts]) for name in Purchases.__dataclass_fields__]
    order = np.lexsort((np.arange(len(whole[0])), whole[2]))
    return Purchases(*(column[order] for column in whole))


def _shards(market: RecMarket, shoppers: Shoppers, needs: Needs) -> Iterator[Purchases]:
    for shard in range(-(-len(shoppers) // SHARD)):
        rng = stream(market.seed, "purchases beside deals", shard)
        customer, seconds, basket = _lines(rng, market, shoppers, shard)
        types = _types(rng, market, needs, customer)
        product, there = _chosen(rng, market, customer, seconds, types)
        pieces = 1 + rng.poisson(shoppers.pieces[customer])
        yield Purchases(customer[there], product[there], seconds[there], pieces[there], basket[there])


def _lines(rng: np.random.Generator, market: RecMarket, shoppers: Shoppers, shard: int) -> tuple[Index, Index, Index]:
    """Customer, moment and basket of each line of a shard."""
    who = np.arange(shard * SHARD, min((shard + 1) * SHARD, len(shoppers)))
    customers = market.guests.customers
    since = reach_of(BOUGHT_FROM, np.maximum(customers.since[who], BOUGHT_FROM))
    usual = _USUAL_LINES * customers.weight[who].clip(max=_HEAVIEST) * shoppers.buying[who] * (1 - since)
    count = np.minimum(poisson.ppf(rng.random(SHARD)[: len(who)], usual), _MOST_LINES).astype(np.int64)
    of, place = np.nonzero(np.arange(_MOST_LINES) < count[:, None])
    share, hour, together = rng.random((3, SHARD, _MOST_LINES))[:, of, place]
    seconds = moments(BOUGHT_FROM, since[of] + (1 - since[of]) * share, hour, shoppers.later[who[of]])
    seconds = np.clip(seconds, np.maximum(customers.since[who[of]], BOUGHT_FROM), ENDS - 1)
    lead = np.maximum.accumulate(np.where((together >= _SAME_BASKET) | (place == 0), np.arange(len(of)), 0))
    return who[of], seconds[lead], who[of] * _MOST_LINES + place[lead]


def _types(rng: np.random.Generator, market: RecMarket, needs: Needs, customer: Index) -> Index:
    """A type of each line: a favourite one, one of its group, or what everybody buys."""
    way, luck, favourite = rng.random((3, len(customer)))
    place = np.searchsorted(np.cumsum(FAVOURITES)[:-1], favourite, side="right")
    own = needs.favourites[customer, place]
    first, end = market.places.type_edges(np.arange(len(needs.group_of)))
    stocked = np.flatnonzero(end > first)
    edges = np.searchsorted(needs.group_of[stocked], np.arange(len(needs.group_sizes) + 1))
    group = needs.group_of[own]
    near = stocked[(edges[group] + luck * (edges[group + 1] - edges[group])).astype(np.int64)]
    types = needs.common.shape[1]
    reach = np.r_[0.0, np.cumsum(needs.common)]
    start = needs.region[customer] * types
    common = within(reach, start, start + types, luck) - start
    found: Index = np.where(way < OWN, own, np.where(way < OWN + NEAR, near, common))
    return found


def _chosen(
    rng: np.random.Generator, market: RecMarket, customer: Index, seconds: Index, types: Index
) -> tuple[Index, Mask]:
    """A product of each type, by what it is worth to the customer, and whether there was one on sale."""
    first, end = market.places.type_edges(types)
    of, product = stretches(first, end, _LOOKED_AT, rng.random(len(types)))
    region = market.guests.customers.region[customer]
    asking = Asking(customer, region, seconds)
    value = worth(market.goods, market.appeal, market.guests, asking, of, product) + rng.gumbel(size=len(of))
    value[~market.available(product, region[of], seconds[of])] = -np.inf
    best, found = np.zeros(len(types), np.int64), np.zeros(len(types), np.bool_)
    if not len(of):
        return best, found
    start = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    top = np.maximum.reduceat(value, start)
    length = np.diff(np.r_[start, len(of)])
    hit = np.flatnonzero((value == np.repeat(top, length)) & np.isfinite(value))
    best[of[hit]], found[of[hit]] = product[hit], True
    return best, found
