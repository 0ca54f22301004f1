"""What customers are like where deals are concerned: how often they come, what a discount is to them, how they pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.rec_customers import Guests
from sources.simulator.streams import draws, normal_draws, scrambled
from sources.simulator.words import Floats, Index, Strings, gather

AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
INCOMES = ("under 20k", "20-40k", "40-60k", "60-90k", "over 90k")
_AGE_SHARES = (0.1, 0.2, 0.2, 0.19, 0.16, 0.15)
_INCOME_EDGES = (-0.9, -0.2, 0.4, 1.1)  # of what customers can spend, as told
_MISHEARD = 0.5  # how far the told income is off
_KEENNESS_SPREAD, _KEENNESS_BY_AGE = 0.7, 0.12  # log odds of redeeming anything; by place in `AGES` from the middle
_SENSITIVITY_SPREAD, _SENSITIVITY_BY_PURSE = 0.45, -0.35  # of the log of what a discount is worth
_PIECES, _PIECES_SPREAD = 0.35, 0.6  # mean number of pieces beyond the first, and spread of its log
_SLOTS, _SLOT_SHARES = (4, 6, 8), (0.45, 0.35, 0.2)  # of the page that a customer uses
_LATER_SPREAD = 2.0  # hours
_PURCHASES_SPREAD = 0.5  # of the log of purchases for each visit


@dataclass(frozen=True)
class Shoppers:
    """Customers of deals; arrays of shape (customers,).

    Attributes:
        number: What all draws are made from.
        keenness: Log odds of redeeming that a customer adds.
        sensitivity: What a discount is worth, around 1.
        pieces: Mean number of pieces that they take beyond the first.
        slots: Deals on the page that they use.
        later: Hours by which their day lies behind that of most.
        buying: Purchases for each visit, around 1.
        age, income: Places in `AGES` and `INCOMES`.
    """

    number: Index
    keenness: Floats
    sensitivity: Floats
    pieces: Floats
    slots: Index
    later: Floats
    buying: Floats
    age: Index
    income: Index

    def __len__(self) -> int:
        return len(self.number)

    def told_age(self) -> Strings:
        """In words."""
        return gather(pa.array(AGES), self.age)

    def told_income(self) -> Strings:
        """In words."""
        return gather(pa.array(INCOMES), self.income)


def shoppers(seed: int, guests: Guests) -> Shoppers:
    """The customers of a market; the first ones are the same for any larger number."""
    ids = scrambled(guests.customers.number, seed, "customer of deals")
    purse = guests.customers.purse

    def normal(name: str) -> Floats:
        return np.asarray(normal_draws(ids, seed, "deals: " + name))

    age = np.searchsorted(np.cumsum(_AGE_SHARES)[:-1], draws(ids, seed, "deals: age"), side="right")
    middle = (len(AGES) - 1) / 2
    sensitivity = np.exp(_SENSITIVITY_SPREAD * normal("sensitivity") + _SENSITIVITY_BY_PURSE * purse)
    return Shoppers(
        number=guests.customers.number,
        keenness=_KEENNESS_SPREAD * normal("keenness") + _KEENNESS_BY_AGE * (age - middle),
        sensitivity=sensitivity,
        pieces=_PIECES * np.exp(_PIECES_SPREAD * normal("pieces")),
        slots=np.array(_SLOTS)[np.searchsorted(np.cumsum(_SLOT_SHARES)[:-1], draws(ids, seed, "deals: page"))],
        later=_LATER_SPREAD * normal("hours"),
        buying=np.exp(_PURCHASES_SPREAD * normal("purchases")),
        age=age,
        income=np.searchsorted(_INCOME_EDGES, purse + _MISHEARD * normal("income")),
    )
