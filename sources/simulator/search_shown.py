"""What the shop's own plain ranker showed for searches, and what came of it.

The ranker counts the words that a product shares with the query, likes what sold well of old, and errs; it shows
available products alone. In a part of the searches it swaps neighbours at random, so that how far a rank is looked at
can be told from what is clicked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.search_asked import Searches
from sources.simulator.search_candidates import candidates
from sources.simulator.search_intents import Intents, answers
from sources.simulator.search_kinds import kinds
from sources.simulator.search_market import Market
from sources.simulator.search_utility import click_probability, examination, purchase_probability, utility
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

FEWEST_SHOWN, MOST_SHOWN = 10, 20
_LONG_PAGE = 0.25  # share of searches that show more than the fewest
SWAPPED = 0.3  # share of searches in which neighbours are swapped
_MOST_OF_KIND, _MOST_NEAR, _MOST_OTHERS = 160, 40, 24  # products that are looked at: of the kind, of the type, others
_BY_WORDS, _BY_KIND, _BY_TYPE, _BY_PARTNER, _BY_SALES, _ERRS = 2.0, 2.5, 1.2, 0.5, 0.5, 0.6


@dataclass(frozen=True)
class Shown:
    """Products shown, search by search from the top; arrays of shape (shown,).

    Attributes:
        of: Position of the search among those of the batch.
        product: Position among all products.
        rank: From 1.
        grade: How it answers.
        click, purchase: What happened.
    """

    of: Index
    product: Index
    rank: Index
    grade: Index
    click: Mask
    purchase: Mask


def shown(market: Market, asked: Searches, batch: int) -> Shown:
    """What is shown for a batch of searches.

    Args:
        market: Where they are made.
        asked: The searches of the batch.
        batch: Its number, of which the luck is drawn.
    """
    rng = stream(market.seed, "shown products", batch)
    count, asking = len(asked), asked.asking
    of, product = candidates(market, asked.intents, rng.random(count), (_MOST_OF_KIND, _MOST_NEAR, _MOST_OTHERS))
    there = market.available(product, asking.region[of], asking.seconds[of])
    of, product = of[there], product[there]
    score = _scores(market, asked, of, product, rng)
    wanted = FEWEST_SHOWN + np.where(
        rng.random(count) < _LONG_PAGE, rng.integers(1, MOST_SHOWN - FEWEST_SHOWN + 1, count), 0
    )
    of, product = _top(of, product, score, wanted)
    of, product, rank = swapped(rng, of, product, rng.random(count) < SWAPPED)
    answer = answers(market.goods, asked.intents, of, product)
    worth = utility(market.seed, market.goods, market.customers, market.demand, asking, of, product)
    luck = rng.random((3, len(of)))
    click = (luck[0] < examination(rank)) & (luck[1] < click_probability(answer, worth))
    return Shown(
        of=of,
        product=product,
        rank=rank,
        grade=answer.grade,
        click=click,
        purchase=click & (luck[2] < purchase_probability(answer, worth)),
    )


def _scores(market: Market, asked: Searches, of: Index, product: Index, rng: np.random.Generator) -> Floats:
    said = asked.intents.said
    # a word with a slip is not found: of what is said one thing is lost
    lost = np.argmax(said * rng.random(said.shape), axis=1)
    heard = said.copy()
    heard[np.arange(len(asked)), lost] &= ~asked.slips
    answer = answers(market.goods, asked.intents, of, product, heard)
    words = np.where(np.asarray(heard.any(axis=1))[of], answer.share, 0.0)
    kind = np.where(answer.inside, _BY_KIND, np.where(answer.near, _BY_TYPE, 0.0))
    partner = _BY_PARTNER * _is_partner(market, asked.intents, of, product)
    sales = _BY_SALES * market.goods.level[product]
    found: Floats = _BY_WORDS * words + kind + partner + sales + rng.normal(0, _ERRS, len(of))
    return found


def _is_partner(market: Market, asked: Intents, of: Index, product: Index) -> Mask:
    types = kinds().type_of[market.goods.leaf]
    mine, wanted = types[product], types[asked.anchor[of]]
    found: Mask = (kinds().partner[mine] == wanted) | (kinds().partner[wanted] == mine)
    return found


def _top(of: Index, product: Index, score: Floats, wanted: Index) -> tuple[Index, Index]:
    """The best of each search, the best one first."""
    order = np.lexsort((-score, of))
    of, product = of[order], product[order]
    kept = ranks(of) <= wanted[of]
    return of[kept], product[kept]


def ranks(of: Index) -> Index:
    """Place of each row within its search, from 1; rows of a search lie together."""
    first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]]) if len(of) else np.zeros(0, np.int64)
    return np.arange(len(of)) - np.repeat(first, np.diff(np.r_[first, len(of)])) + 1


def swapped(rng: np.random.Generator, of: Index, product: Index, where: Mask) -> tuple[Index, Index, Index]:
    """Pairs of neighbours change places in some searches, each pair with even odds, at odd or even ranks by chance."""
    rank = ranks(of)
    odd = rng.integers(0, 2, len(where))[of]
    leads = where[of] & (rank % 2 == odd) & (rng.random(len(of)) < 0.5)
    leads[:-1] &= of[1:] == of[:-1]
    leads[-1:] = False
    lead = np.flatnonzero(leads)
    order = np.arange(len(of))
    order[lead], order[lead + 1] = lead + 1, lead
    return of, product[order], rank
