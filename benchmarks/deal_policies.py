"""Who ranks the deals of a simulated market: popularity, the truth, an oracle with prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from benchmarks.deal_rows import Floats, Ints
from sources.simulator.deal_replay import DealReplay, Outcome
from sources.simulator.deal_visits import Visits

FEWEST: Final = 5  # deals that are ranked however few there is room for, so that lists are measured alike


class Policy(Protocol):
    """Ranks deals in each visit of an hour, and may learn from what came of it."""

    def lists(self, replay: DealReplay, block: Visits, rows: slice, live: Ints, /) -> Ints:
        """Positions of deals from the top down, -1 for nothing; (visits, places).

        Args:
            replay: The course so far.
            block: The visits of an hour.
            rows: Of all visits of the test.
            live: Deals that can be redeemed.
        """

    def learn(self, block: Visits, rows: slice, outcome: Outcome, /) -> None:
        """Take note of what was shown and what was redeemed."""


def top(score: Floats, live: Ints, block: Visits) -> Ints:
    """The deals of the highest scores, none that has none above 0; (visits, places)."""
    places = max(int(block.slots.max()), FEWEST)
    order = np.argsort(-score, axis=1, kind="stable")[:, :places]
    return np.where(np.take_along_axis(score, order, axis=1) > 0, live[order], -1)


@dataclass(frozen=True)
class Popularity:
    """What was redeemed most so far; equals by lot.

    Attributes:
        seed: Of the lot.
        paid: Whether redemptions count by what is paid for a piece.
        shrunk_by: Showings at the mean rate that are put to each deal, by whose rate it then counts; None: the number
            of redemptions counts.
    """

    seed: int
    paid: bool = False
    shrunk_by: float | None = None

    def lists(self, replay: DealReplay, block: Visits, rows: slice, live: Ints) -> Ints:
        """See `Policy.lists`."""
        deals = replay.deals
        worth = deals.price[live] * (1 - deals.discount[live]) if self.paid else np.ones(len(live))
        lot = np.random.default_rng([self.seed, rows.start]).random(len(live))
        count = replay.redeemed_of(live).astype(np.float64)
        if self.shrunk_by is not None:
            shown = replay.shown_of(live)
            count = (count + self.shrunk_by * count.sum() / max(shown.sum(), 1)) / (shown + self.shrunk_by)
        score = np.where(replay.redeemed_by(block, live), 0.0, count * worth + 1e-6 * (1 + lot))
        return top(score, live, block)

    def learn(self, _block: Visits, _rows: slice, _outcome: Outcome) -> None:
        """The course counts."""


@dataclass(frozen=True)
class Truth:
    """The true probability times the true mean revenue to a power, less what a piece of scarce stock is worth.

    Attributes:
        alpha: 0 by relevance, 1 by revenue.
        prices: Worth of one redemption of each deal; (deals,). None: nothing is held back.
    """

    alpha: float
    prices: Floats | None = None

    def lists(self, replay: DealReplay, block: Visits, _rows: slice, live: Ints) -> Ints:
        """See `Policy.lists`."""
        chance = replay.chances(block, live)
        revenue = replay.chances_of.expected_revenue(block.customer[:, None], live[None, :])
        if self.prices is None:
            return top(chance * revenue**self.alpha, live, block)
        return top(chance * (revenue - self.prices[live]), live, block)

    def learn(self, _block: Visits, _rows: slice, _outcome: Outcome) -> None:
        """Knows everything."""
