"""What products are worth to customers, and the true probabilities of a click and of a purchase after it.

The utility is linear: how much a product is wanted in these days, by the region and for being new; how dear it is and
what the customer has to spend; colours and brands that the customer likes; and something that nobody can know.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.ad_truth import sigmoid
from sources.simulator.search_customers import FAVOURITE_COLOURS, Customers
from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.search_intents import Answers
from sources.simulator.search_kinds import kinds
from sources.simulator.search_regions import RegionalDemand
from sources.simulator.streams import normal_draws, scrambled
from sources.simulator.words import Floats, Index

ETA = 0.75  # examination falls with the rank to this power
_WANTED, _DEARNESS, _PURSE, _COLOUR, _BRAND, _OWN = 0.6, -0.2, 0.75, 1.0, 1.3, 0.35
_CLICK = (-0.9, -2.2, -3.0, -4.5)  # log odds of a click on what is looked at, by grade
_CLICK_BY_UTILITY = 0.8
_PURCHASE = (-1.1, -2.2, -2.6, -5.0)  # log odds of a purchase after a click, by grade
_PURCHASE_BY_UTILITY = 0.6


@dataclass(frozen=True)
class Asking:
    """Who asks, where and when; arrays of shape (searches,)."""

    customer: Index
    region: Index
    seconds: Index


def utility(
    seed: int, goods: Goods, customers: Customers, demand: RegionalDemand, asking: Asking, of: Index, product: Index
) -> Floats:
    """What each product is worth to who asks, around 0; (pairs,).

    Args:
        seed: Of the world.
        goods, customers, demand: Of the world.
        asking: The searches.
        of, product: Position of the search and of the product, (pairs,).
    """
    customer, region, seconds = asking.customer[of], asking.region[of], asking.seconds[of]
    leaf, brand = goods.leaf[product], goods.codes[product, 0]
    wanted = goods.wanted(product, seconds) + demand.of(region, seconds, leaf, brand)
    colour = goods.values[product, SLOTS.index("colour")]
    liked = np.zeros(len(of), np.bool_)
    for place in range(FAVOURITE_COLOURS):
        liked |= colour == customers.colours[customer, place]
    favourite = customers.brands[customer, kinds().department_of[leaf]] == brand
    dearness = goods.dearness[product]
    pair = scrambled(customer.astype(np.uint32) * np.uint32(2_654_435_761) ^ goods.number[product], seed, "pair")
    found: Floats = (
        _WANTED * wanted
        + (_DEARNESS + _PURSE * customers.purse[customer]) * dearness
        + _COLOUR * liked
        + _BRAND * favourite
        + _OWN * normal_draws(pair, seed, "own liking")
    )
    return found


def examination(rank: Index) -> Floats:
    """Probability that a customer looks at a rank, from 1."""
    probability: Floats = rank.astype(np.float64) ** -ETA
    return probability


def click_probability(answers: Answers, worth: Floats) -> Floats:
    """Probability of a click on a product that is looked at, by how it answers and what it is worth; (pairs,)."""
    return sigmoid(np.array(_CLICK)[answers.grade] + _CLICK_BY_UTILITY * worth)


def purchase_probability(answers: Answers, worth: Floats) -> Floats:
    """Probability of a purchase after the click; (pairs,)."""
    return sigmoid(np.array(_PURCHASE)[answers.grade] + _PURCHASE_BY_UTILITY * worth)
