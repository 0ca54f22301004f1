"""The marketplace as a ranking of deals meets it: visits by the hour, deals that come and go, and the true answer.

Visits, deals and probabilities are those of the tables that `deal_ranking.write` writes for the same seed and scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sources.simulator.ad_truth import sigmoid
from sources.simulator.deal_calendar import Deals, calendar
from sources.simulator.deal_chance import Chances, at_base, examined, fresh
from sources.simulator.deal_logging import logged
from sources.simulator.deal_purchases import Purchases, purchases
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_shoppers import Shoppers, shoppers
from sources.simulator.deal_state import DealState
from sources.simulator.deal_table import deal_ids, deal_rows
from sources.simulator.deal_taste import Needs, needs
from sources.simulator.deal_time import BEGINS, ENDS, FIRST, TEST_FROM
from sources.simulator.deal_visits import Visits, visits
from sources.simulator.rec_market import CUSTOMERS, RecMarket
from sources.simulator.search_customers import customer_ids
from sources.simulator.sizes import refuse_strange
from sources.simulator.words import Floats, Index

SMALLEST_SCALE, LARGEST_SCALE = 0.02, 20.0  # a smaller one has too few products; who bought what is held in memory


@dataclass(frozen=True)
class DealMarket:
    """Customers, deals and visits of a seed and a scale, and their truth; positions and seconds as in `deal_time`.

    Attributes:
        seed, scale: Of the market.
        first: Moment from which seconds are counted.
        begins, test_from, ends: Seconds: of the first deals, of the last weeks, of the end.
    """

    seed: int
    scale: float
    first: np.datetime64 = FIRST
    begins: int = BEGINS
    test_from: int = TEST_FROM
    ends: int = ENDS

    @cached_property
    def rec(self) -> RecMarket:
        """Products, and customers with their tastes."""
        return RecMarket(self.seed, self.scale)

    @cached_property
    def shoppers(self) -> Shoppers:
        """What customers are like where deals are concerned."""
        return shoppers(self.seed, self.rec.guests)

    @cached_property
    def needs(self) -> Needs:
        """What they buy."""
        return needs(self.rec)

    @cached_property
    def visits(self) -> Visits:
        """All of the period, in time order."""
        return visits(self.seed, self.rec.guests, self.shoppers)

    @cached_property
    def deals(self) -> Deals:
        """All of the period, in the order of their beginnings."""
        return calendar(self.rec, int(self.visits.slots.sum()))

    @cached_property
    def purchases(self) -> Purchases:
        """Those without a deal."""
        return purchases(self.rec, self.shoppers, self.needs)

    @cached_property
    def truth(self) -> Chances:
        """The true probabilities, at the base that a pilot gives."""
        return at_base(Chances(self.rec, self.shoppers, self.needs, self.deals, 0.0), self.visits)

    @cached_property
    def customer_ids(self) -> Any:
        """Ids by position, object, (customers,)."""
        return customer_ids(self.seed, self.shoppers.number).to_numpy(zero_copy_only=False)

    @cached_property
    def deal_ids(self) -> Any:
        """Ids by position, object, (deals,)."""
        return deal_ids(self.seed, np.arange(len(self.deals))).to_numpy(zero_copy_only=False)

    def deals_table(self) -> pd.DataFrame:
        """The contract's rows of all deals, by position."""
        found: pd.DataFrame = deal_rows(self.rec, self.deals).to_pandas()
        return found

    def times(self, seconds: Index) -> Any:
        """As datetime64[us], UTC."""
        return (self.first + np.asarray(seconds).astype("timedelta64[s]")).astype("datetime64[us]")

    def blocks(self, first: int = BEGINS, end: int = ENDS) -> Iterator[Visits]:
        """Visits from a moment until before another one, an hour each; in an hour no customer comes twice."""
        yield from self.visits.between(first, end).hours()

    def probability(
        self,
        customer: Index,
        deal: Index,
        seconds: Index,
        *,
        place: Index | None = None,
        earlier: Index | None = None,
        days_since: Floats | None = None,
    ) -> Floats:
        """True probability that deals which run are redeemed; arrays that broadcast.

        Args:
            customer, deal: Positions.
            seconds: When they are shown.
            place: From 1; None where they are looked at for sure.
            earlier: Showings of the deal to the customer before; None: none.
            days_since: Since the customer last bought of the deal's main type; None: never.
        """
        found = sigmoid(self.truth.odds(customer, deal, seconds, days_since))
        if place is not None:
            found = found * examined(place)
        return found if earlier is None else found * fresh(earlier)

    def expected_revenue(self, customer: Index, deal: Index) -> Floats:
        """True mean of what a redemption brings in; arrays that broadcast."""
        return self.truth.expected_revenue(customer, deal)

    def replay(self) -> DealReplay:
        """The course of the market from its beginning."""
        state = DealState.blank(self.deals, len(self.shoppers), len(self.needs.group_of))
        return DealReplay(self.truth, self.purchases, state)

    def logged(self, replay: DealReplay, block: Visits, live: Index) -> tuple[Index, Floats]:
        """What the policy of the log shows, and with which probabilities; see `deal_logging.logged`."""
        return logged(replay, block, live)

    def replayed(self, until: int) -> DealReplay:
        """The course after the log up to a moment; each policy goes on from a copy of it."""
        course = self.replay()
        for block in self.blocks(self.begins, until):
            course.show(block, self.logged(course, block, course.live(block))[0])
        return course.copy()


def deal_market(seed: int, scale: float) -> DealMarket:
    """The market of a seed and a scale.

    Raises:
        SettingsError: A seed below 0, or a scale that is not to be had.
    """
    unit = f"about {CUSTOMERS:,} customers and 500,000 exposures"
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, unit)
    return DealMarket(seed, scale)
