"""All deals of the period: when each runs, what it offers, and how many or how much there is of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.deal_kinds import CATEGORY, KINDS, PRODUCT, TOLD_END, beginnings
from sources.simulator.deal_limits import limits
from sources.simulator.deal_offers import Offers, offers, own_pull
from sources.simulator.deal_time import BEGINS, ENDS
from sources.simulator.rec_market import RecMarket
from sources.simulator.search_time import DAY
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

_FEWEST, _MOST = 0.8, 1.2  # factors of how many deals begin
_RUNNING_DAYS = 42  # before the period, from which on deals may have begun
_PAUSE_DAYS = 7.0  # before an offer runs again
_FEATURED_SPREAD = 1.0  # of the log odds of being shown that somebody gave it
_STEP = 0.05  # of discounts
_SHARE_OF_COST = 0.8  # of the price x discount that a redemption of a limited budget takes, at least
_LEAST_COST = 0.01


@dataclass(frozen=True)
class Deals:
    """Deals in the order of their beginnings; arrays of shape (deals,).

    Attributes:
        kind: Place in `deal_kinds.KINDS`.
        start, end: Seconds; the end is the first one without it, also where none is told.
        told_end: Whether it is told.
        offer: Position in `offers`.
        campaign: Number, -1 for none.
        discount: Share of the price.
        price: EUR, before it.
        stock, budget, cost: Redemptions that there are, money that they may cost, what one costs; inf where there is
            no limit.
        pull: Log odds that nothing tells.
        featured: How much somebody wants it to be shown, whoever sees it.
        offers: What is offered.
    """

    kind: Index
    start: Index
    end: Index
    told_end: Mask
    offer: Index
    campaign: Index
    discount: Floats
    price: Floats
    stock: Floats
    budget: Floats
    cost: Floats
    pull: Floats
    featured: Floats
    offers: Offers

    def __len__(self) -> int:
        return len(self.kind)

    def running(self, seconds: int) -> Index:
        """Those that run at a moment."""
        return np.flatnonzero((self.start <= seconds) & (seconds < self.end))


def calendar(market: RecMarket, slots: int) -> Deals:
    """The deals of a market.

    Args:
        market: Of their products.
        slots: Room for deals on all pages of the period, by which stock is planned.
    """
    kind, start, end = _runs(market)
    rng = stream(market.seed, "deals")
    roots, offer = np.unique(_sources(kind, start, end, rng), return_inverse=True)
    reach = np.cumsum([KINDS[place].scopes for place in kind[roots].tolist()], axis=1)
    scope = (rng.random((len(roots), 1)) >= reach[:, : CATEGORY - PRODUCT]).sum(axis=1)
    offered = offers(market, scope, np.maximum(start[roots], 0), rng)
    low, high = np.array([KINDS[place].discount for place in kind[roots].tolist()]).T
    steps = np.round((low + (high - low) * rng.random(len(roots))) / _STEP)
    discount, price = np.round(_STEP * np.maximum(steps, 1), 2)[offer], offered.price[offer]
    shares = _SHARE_OF_COST + (1 - _SHARE_OF_COST) * rng.random(len(kind))
    cost = np.maximum(np.round(price * discount * shares, 2), _LEAST_COST)
    stock, budget = limits(kind, start, end, cost, slots, rng)
    return Deals(
        kind=kind,
        start=start,
        end=end,
        told_end=TOLD_END[kind],
        offer=offer,
        campaign=_campaigns(kind, start, end),
        discount=discount,
        price=price,
        stock=stock,
        budget=budget,
        cost=cost,
        pull=offered.pull[offer] + own_pull(len(kind), rng),
        featured=_FEATURED_SPREAD * rng.standard_normal(len(kind)),
        offers=offered,
    )


def _runs(market: RecMarket) -> tuple[Index, Index, Index]:
    """Kind, start and end of all deals that run within the period, in the order of their beginnings."""
    factor = float(np.clip(market.scale**0.5, _FEWEST, _MOST))
    first = BEGINS - _RUNNING_DAYS * DAY
    found = [
        beginnings(kind, stream(market.seed, "deals begin", place), factor, first, ENDS)
        for place, kind in enumerate(KINDS)
    ]
    kind = np.repeat(np.arange(len(KINDS)), [len(begins) for begins, _ in found])
    start, end = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((kind, start))
    order = order[end[order] > BEGINS]
    return kind[order], start[order], end[order]


def _sources(kind: Index, start: Index, end: Index, rng: np.random.Generator) -> Index:
    """The deal whose offer each one has: its own, or one of its kind that was over some days before."""
    source = np.arange(len(kind))
    again, place = rng.random(len(kind)), rng.random(len(kind))
    share = np.array([one.again for one in KINDS])
    for each in range(len(KINDS)):
        rows = np.flatnonzero(kind == each)
        by_end = rows[np.argsort(end[rows], kind="stable")]
        over = np.searchsorted(end[by_end], start[rows] - _PAUSE_DAYS * DAY, side="right")
        where = (again[rows] < share[each]) & (over > 0)
        source[rows[where]] = by_end[(place[rows] * over).astype(np.int64)[where]]
    while (source[source] != source).any():
        source = source[source]
    return source


def _campaigns(kind: Index, start: Index, end: Index) -> Index:
    """Numbers of campaigns: deals of a kind with campaigns that begin and end together."""
    together = np.array([one.campaign > 0 for one in KINDS])[kind]
    _, number = np.unique(np.stack([kind, start, end]), axis=1, return_inverse=True)
    return np.where(together, number.reshape(-1), -1)
