"""What was shown in visits and what came of it, a row each."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.deal_account import Outcome
from sources.simulator.deal_visits import Visits
from sources.simulator.words import Floats, Index, Mask


@dataclass(frozen=True)
class Happened:
    """What was shown in visits, in the order of time and then of place; arrays of shape (rows,).

    Attributes:
        visit: Number.
        customer, deal, seconds, place: Who was shown what, when, at which place from 1.
        propensity: Probability with which it was shown there, given what is above.
        earlier: Showings of the deal to the customer before.
        looked_at, probability: True ones, without and with the place.
        redeemed, revenue, pieces: What came of it.
    """

    visit: Index
    customer: Index
    deal: Index
    seconds: Index
    place: Index
    propensity: Floats
    earlier: Index
    looked_at: Floats
    probability: Floats
    redeemed: Mask
    revenue: Floats
    pieces: Index

    def __len__(self) -> int:
        return len(self.visit)

    @classmethod
    def of(cls, block: Visits, outcome: Outcome, propensity: Floats) -> Happened:
        """What came of the lists of some visits."""
        row, place = np.nonzero(outcome.deal >= 0)
        names = ("earlier", "looked_at", "probability", "redeemed", "revenue", "pieces")
        return cls(
            block.number[row],
            block.customer[row],
            outcome.deal[row, place],
            block.seconds[row],
            place + 1,
            propensity[row, place],
            *(getattr(outcome, name)[row, place] for name in names),
        )

    @classmethod
    def nothing(cls) -> Happened:
        """No rows."""
        whole, real = np.zeros(0, np.int64), np.zeros(0)
        return cls(whole, whole, whole, whole, whole, real, whole, real, real, np.zeros(0, np.bool_), real, whole)

    @classmethod
    def joined(cls, parts: list[Happened]) -> Happened:
        """One after the other."""
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))

    def take(self, rows: Index | Mask) -> Happened:
        """These alone, in this order."""
        return Happened(*(getattr(self, one.name)[rows] for one in fields(self)))
