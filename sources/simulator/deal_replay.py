"""A market as it goes under a policy: what it shows is redeemed or not, and stock, budget and ends are enforced.

Policies are paired: whether a deal would be redeemed in a visit is decided by the same luck whoever shows it.
"""

from __future__ import annotations

import numpy as np

from sources.simulator.ad_truth import sigmoid
from sources.simulator.deal_account import Account, Outcome, spread
from sources.simulator.deal_chance import Chances, drawn, examined, fresh
from sources.simulator.deal_purchases import Purchases
from sources.simulator.deal_rules import allowed
from sources.simulator.deal_state import DealState
from sources.simulator.deal_time import BEGINS, HOUR
from sources.simulator.deal_visits import Visits
from sources.simulator.words import Floats, Index, Mask


class DealReplay:
    """A policy's own course of a market; hours go forward.

    Args:
        chances: The truth of the market.
        purchases: Those without a deal.
        state: From which it goes on; it is changed.
    """

    def __init__(self, chances: Chances, purchases: Purchases, state: DealState) -> None:
        self.chances_of, self.purchases, self.state = chances, purchases, state
        self.deals = chances.deals
        self.account = Account.blank(len(self.deals))

    def copy(self) -> DealReplay:
        """Another course from here, with an account that begins anew."""
        return DealReplay(self.chances_of, self.purchases, self.state.copy())

    def live(self, block: Visits) -> Index:
        """Deals that run in the hour of a block and can be redeemed as it begins."""
        hour = self._advance(block)
        running = self.deals.running(hour)
        return running[self.state.left(self.deals, running) >= 1]

    def stock_left(self, deal: Index) -> Floats:
        """Redemptions that the stock allows yet, inf for any number; (rows,)."""
        return self.state.stock_left[deal]

    def budget_left(self, deal: Index) -> Floats:
        """Money that redemptions may cost yet, inf for any; (rows,)."""
        return self.state.budget_left[deal]

    def shown_of(self, deal: Index) -> Index:
        """How often deals were shown so far, also before this course began; (rows,)."""
        return self.state.shown_of[deal]

    def redeemed_of(self, deal: Index) -> Index:
        """How often deals were redeemed so far, also before this course began; (rows,)."""
        return self.state.redeemed_of[deal]

    def redeemed_by(self, block: Visits, live: Index) -> Mask:
        """Whether customers redeemed deals already, (visits, deals)."""
        return self.state.redeemed[block.customer[:, None], self.state.lane[live]]

    def chances(self, block: Visits, live: Index) -> Floats:
        """True probabilities at the top place as things stand, 0 for what the customer redeemed; (visits, deals)."""
        self._advance(block)
        customer, seconds = block.customer[:, None], block.seconds[:, None]
        found = self._looked_at(customer, live[None, :], seconds)
        found[self.redeemed_by(block, live)] = 0
        return found

    def show(self, block: Visits, shown: Index) -> Outcome:
        """Show a list in each visit of an hour.

        Args:
            block: The visits, all of one hour.
            shown: Positions of deals from the top down, -1 for an empty place; what is beyond the slots of a visit
                is not shown; (visits, places).
        """
        hour = self._advance(block)
        deal = allowed(self.deals, self.state, block, shown, self.account.violations)
        row, place = np.nonzero(deal >= 0)
        what, customer, seconds = deal[row, place], block.customer[row], block.seconds[row]
        visit = block.number[row]
        earlier = self.state.seen[customer, self.state.lane[what]].astype(np.int64)
        looked_at = self._looked_at(customer, what, seconds)
        probability = looked_at * examined(place + 1)
        hit = drawn(self.chances_of.market.seed, visit, what, probability)
        served = self._served(what, hit)
        self.account.refused += int((hit & ~served).sum())
        revenue, pieces = self.chances_of.revenue(visit[served], customer[served], what[served])
        self.state.show(customer, what)
        self.state.redeem(self.deals, customer[served], what[served], seconds[served])
        self._book(hour, what, served, revenue)
        paid, taken = np.zeros(len(row)), np.zeros(len(row), np.int64)
        paid[served], taken[served] = revenue, pieces
        where, shape = (row, place), shown.shape
        return Outcome(
            deal=deal,
            redeemed=spread(served, where, shape),
            revenue=spread(paid, where, shape),
            pieces=spread(taken, where, shape),
            probability=spread(probability, where, shape),
            looked_at=spread(looked_at, where, shape),
            earlier=spread(earlier, where, shape),
        )

    def _looked_at(self, customer: Index, deal: Index, seconds: Index) -> Floats:
        """True probability if it is looked at, as things stand; arrays that broadcast."""
        types = self.deals.offers.types[self.deals.offer[deal], 0]
        since = self.state.days_since(customer, types, seconds)
        odds = self.chances_of.odds(customer, deal, seconds, since)
        found: Floats = sigmoid(odds) * fresh(self.state.seen[customer, self.state.lane[deal]])
        return found

    def _advance(self, block: Visits) -> int:
        """The hour of a block, with everything known that came before it."""
        hour = int(block.seconds[0]) // HOUR * HOUR
        self.state.open_lanes(self.deals, hour)
        told = int(np.searchsorted(self.purchases.seconds, hour))
        new = slice(self.state.told, told)
        types = self.chances_of.market.types[self.purchases.product[new]]
        moment = self.purchases.seconds[new].astype(np.float32)
        np.maximum.at(self.state.bought, (self.purchases.customer[new], types), moment)
        self.state.told = max(told, self.state.told)
        return hour

    def _served(self, deal: Index, hit: Mask) -> Mask:
        """Those of what is wanted that stock and budget allow, who comes first is served first; (rows,)."""
        served = hit.copy()
        rows = np.flatnonzero(hit)
        if not len(rows):
            return served
        order = rows[np.argsort(deal[rows], kind="stable")]
        first = np.searchsorted(deal[order], deal[order])
        served[order] = np.arange(len(order)) - first < self.state.left(self.deals, deal[order])
        return served

    def _book(self, hour: int, deal: Index, served: Mask, revenue: Floats) -> None:
        account = self.account
        np.add.at(account.shown_by_deal, deal, 1)
        np.add.at(account.redeemed_by_deal, deal[served], 1)
        np.add.at(account.revenue_by_deal, deal[served], revenue)
        account.revenue_by_hour[(hour - BEGINS) // HOUR] += revenue.sum()
