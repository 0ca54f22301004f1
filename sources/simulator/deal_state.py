"""What has happened so far to deals and customers: stock, budget, showings, redemptions, purchases."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from sources.simulator.deal_calendar import Deals
from sources.simulator.search_time import DAY
from sources.simulator.words import Floats, Index, Mask

_MOST_SHOWN = 255
_CENT = 1e-6  # below which money is the same


@dataclass
class DealState:
    """Of a market at a moment.

    What customers did with a deal is kept while it runs alone: deals that run at once have lanes of their own, and a
    lane is cleared for the next one. So memory grows with customers and deals that run at once, not with all deals.

    Attributes:
        lane: Of each deal, (deals,).
        seen, redeemed: How often each customer was shown the deal of a lane, and whether they redeemed it;
            (customers, lanes).
        bought: Seconds at which each customer last bought of each type, -inf for never; (customers, types).
        stock_left, budget_left: inf where there is no limit; (deals,).
        shown_of, redeemed_of: Numbers so far, (deals,).
        sold_out: Second at which the last one was redeemed, -1 where there are some left; (deals,).
        opened: Deals whose lane is theirs already, a number of the first ones.
        told: Purchases that are known already, a number of the first ones.
    """

    lane: Index
    seen: Index
    redeemed: Mask
    bought: Floats
    stock_left: Floats
    budget_left: Floats
    shown_of: Index
    redeemed_of: Index
    sold_out: Index
    opened: int = 0
    told: int = 0

    @classmethod
    def blank(cls, deals: Deals, customers: int, types: int) -> DealState:
        """Before anything happened."""
        lane, count = lanes(deals.start, deals.end), len(deals)
        shape = (customers, int(lane.max()) + 1)
        return cls(
            lane=lane,
            seen=np.zeros(shape, np.uint8),
            redeemed=np.zeros(shape, np.bool_),
            bought=np.full((customers, types), -np.inf, np.float32),
            stock_left=deals.stock.copy(),
            budget_left=deals.budget.copy(),
            shown_of=np.zeros(count, np.int64),
            redeemed_of=np.zeros(count, np.int64),
            sold_out=np.full(count, -1, np.int64),
        )

    def copy(self) -> DealState:
        """Another one that goes its own way."""
        return deepcopy(self)

    def open_lanes(self, deals: Deals, seconds: int) -> None:
        """Clear the lanes of deals that began by a moment."""
        begun = int(np.searchsorted(deals.start, seconds, side="right"))
        new = self.lane[self.opened : begun]
        self.seen[:, new], self.redeemed[:, new] = 0, False
        self.opened = max(begun, self.opened)

    def days_since(self, customer: Index, types: Index, seconds: Index) -> Floats:
        """Since customers last bought of types, inf for never; arrays that broadcast."""
        found: Floats = np.maximum(seconds - self.bought[customer, types].astype(np.float64), 0) / DAY
        return found

    def left(self, deals: Deals, deal: Index) -> Floats:
        """How many redemptions stock and budget allow yet, inf for any number; (rows,)."""
        with np.errstate(invalid="ignore"):
            paid = np.floor(self.budget_left[deal] / deals.cost[deal] + _CENT)
        found: Floats = np.minimum(self.stock_left[deal], paid)
        return found

    def show(self, customer: Index, deal: Index) -> None:
        """Count showings; each pair once."""
        lane = self.lane[deal]
        self.seen[customer, lane] = np.minimum(self.seen[customer, lane].astype(np.int64) + 1, _MOST_SHOWN)
        np.add.at(self.shown_of, deal, 1)

    def redeem(self, deals: Deals, customer: Index, deal: Index, seconds: Index) -> None:
        """Take redemptions that stock and budget allow, in the order of time; each pair once."""
        self.redeemed[customer, self.lane[deal]] = True
        np.add.at(self.redeemed_of, deal, 1)
        np.subtract.at(self.stock_left, deal, 1)
        np.subtract.at(self.budget_left, deal, deals.cost[deal])
        np.maximum.at(self.bought, (customer, deals.offers.types[deals.offer[deal], 0]), seconds.astype(np.float32))
        gone = self.left(deals, deal) < 1
        self.sold_out[deal[gone]] = seconds[gone]


def lanes(start: Index, end: Index) -> Index:
    """A lane for each deal, free of the others that run at the same time; `start` in order."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    found = np.zeros(len(start), np.int64)
    for place, (first, last) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        while busy and busy[0][0] <= first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        found[place] = lane
        heappush(busy, (last, lane))
    return found
