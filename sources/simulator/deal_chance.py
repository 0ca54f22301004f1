"""The true probability that a deal is redeemed, and what a redemption brings in.

Log odds are a sum: a base, the customer (keenness), the deal for the customer (`deal_taste.affinity`), its discount by
what discounts are to the customer, the kind of deal, its pull (which nothing tells), that it ends soon, that the type
was bought a short while ago. What is not looked at is not redeemed, and what was shown before pays less: both multiply.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sources.simulator.ad_truth import sigmoid
from sources.simulator.deal_calendar import Deals
from sources.simulator.deal_kinds import ODDS
from sources.simulator.deal_luck import luck
from sources.simulator.deal_shoppers import Shoppers
from sources.simulator.deal_taste import Needs, affinity
from sources.simulator.deal_time import HOUR
from sources.simulator.deal_visits import Visits
from sources.simulator.rec_market import RecMarket
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

_DEPTH, _USUAL_DISCOUNT = 4.0, 0.25
_URGENCY, _URGENCY_HOURS = 0.7, 8.0  # right before the told end; how fast it fades with the hours left
_HAVE_IT, _AGAIN_SHARE, _OWNED_DAYS = -2.2, 0.5, 60.0  # right after a purchase; part of the cycle; else days
_EXAMINED = 0.45  # power by which places lower down are looked at less
_TIRED, _LEAST = 0.8, 0.2  # what is left after each showing before, and at least
_REVENUE_SPREAD = 0.15  # of the log of what a piece brings in
_REVENUE_BY_PURSE = 0.1  # of the log
PILOT = 40_000  # pairs of a visit and a deal by which the base is found
_TRIED, _ROUNDS = 32, 40  # pairs of a visit and any deal for each of them; steps to the base
PILOT_RATE = 0.034  # of those that are redeemed if looked at for the first time


@dataclass(frozen=True)
class Chances:
    """The truth of a market; `base` is the log odds that all have in common."""

    market: RecMarket
    shoppers: Shoppers
    needs: Needs
    deals: Deals
    base: float

    def odds(self, customer: Index, deal: Index, seconds: Index, days_since: Floats | None = None) -> Floats:
        """Log odds of redeeming what is looked at for the first time; arrays that broadcast.

        Args:
            customer, deal: Positions.
            seconds: When.
            days_since: Since the customer last bought of the deal's main type; inf or None for never.
        """
        deals, shoppers = self.deals, self.shoppers
        offer = deals.offer[deal]
        found: Any = self.base + shoppers.keenness[customer] + (deals.pull + ODDS[deals.kind])[deal]
        found = found + affinity(self.market, self.needs, deals.offers, customer, offer)
        found = found + _DEPTH * shoppers.sensitivity[customer] * (deals.discount[deal] - _USUAL_DISCOUNT)
        left = np.where(deals.told_end[deal], deals.end[deal] - seconds, np.inf) / HOUR
        found = found + _URGENCY * np.exp(-np.maximum(left, 0) / _URGENCY_HOURS)
        if days_since is not None:
            found = found + _HAVE_IT * np.exp(-days_since / self.again_days[offer])
        whole: Floats = found
        return whole

    @property
    def again_days(self) -> Floats:
        """Days in which the wish for each offer's main type comes back after a purchase, (offers,)."""
        cycle = self.market.takings.cycle[self.deals.offers.types[:, 0]]
        found: Floats = np.where(cycle > 0, _AGAIN_SHARE * cycle, _OWNED_DAYS)
        return found

    def revenue_of_piece(self, customer: Index, deal: Index) -> Floats:
        """Mean revenue of one piece; arrays that broadcast."""
        paid = self.deals.price * (1 - self.deals.discount)
        found: Floats = paid[deal] * np.exp(_REVENUE_BY_PURSE * self.market.guests.customers.purse[customer])
        return found

    def expected_revenue(self, customer: Index, deal: Index) -> Floats:
        """Mean revenue of a redemption; arrays that broadcast."""
        found: Floats = self.revenue_of_piece(customer, deal) * (1 + self.shoppers.pieces[customer])
        return found

    def revenue(self, visit: Index, customer: Index, deal: Index) -> tuple[Floats, Index]:
        """What redemptions bring in, in whole cents, and how many pieces they take; (rows,) each."""
        seed, mean = self.market.seed, self.shoppers.pieces[customer]
        # geometric from 0 with this mean
        more = np.floor(np.log(luck(seed, "pieces", visit, deal)) / np.log(mean / (1 + mean))).astype(np.int64)
        radius = np.sqrt(-2 * np.log(luck(seed, "revenue, radius", visit, deal)))
        normal = radius * np.cos(2 * np.pi * luck(seed, "revenue, angle", visit, deal))
        noise = np.exp(_REVENUE_SPREAD * normal - _REVENUE_SPREAD**2 / 2)
        return np.round(self.revenue_of_piece(customer, deal) * noise * (1 + more), 2), 1 + more


def examined(place: Index) -> Floats:
    """Probability that a place is looked at, 1 for the top one, which is 1."""
    found: Floats = np.maximum(place, 1).astype(np.float64) ** -_EXAMINED
    return found


def fresh(earlier: Index) -> Floats:
    """What is left of the probability after so many showings before."""
    found: Floats = np.maximum(_TIRED ** earlier.astype(np.float64), _LEAST)
    return found


def at_base(chances: Chances, visits: Visits) -> Chances:
    """The truth at the base with which pairs of a visit and a running deal are redeemed at `PILOT_RATE`."""
    deals, rng, tried = chances.deals, stream(chances.market.seed, "pilot of deals"), _TRIED * PILOT
    visit, deal = rng.integers(0, len(visits), tried), rng.integers(0, len(deals), tried)
    seconds = visits.seconds[visit]
    rows = np.flatnonzero((deals.start[deal] <= seconds) & (seconds < deals.end[deal]))[:PILOT]
    rest, base = chances.odds(visits.customer[visit[rows]], deal[rows], seconds[rows]) - chances.base, 0.0
    for _ in range(_ROUNDS):
        base += float(np.log(PILOT_RATE / sigmoid(base + rest).mean()))
    return replace(chances, base=base)


def drawn(seed: int, visit: Index, deal: Index, probability: Floats) -> Mask:
    """Whether what is shown is redeemed; the luck is that of the visit and the deal; arrays that broadcast."""
    hit: Mask = luck(seed, "redeem", visit, deal) < probability
    return hit
