"""The true answers: which products answer late searches and judged queries how well, and what they are worth."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.search_asked import Searches
from sources.simulator.search_candidates import candidates
from sources.simulator.search_goods import Goods
from sources.simulator.search_intents import COMPLEMENT, IRRELEVANT, Answers, Intents, answers
from sources.simulator.search_market import Market
from sources.simulator.search_rows import grade_words, product_ids, search_ids
from sources.simulator.search_stock import region_names
from sources.simulator.search_time import DAY, END, TRUTH_DAYS
from sources.simulator.search_utility import click_probability, purchase_probability, utility
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Floats, Index, Mask, gather

TOLD = 4_000  # searches whose truth is told, times the root of the scale
_MOST_OF_A_GRADE = 150  # products told of a search, those that are worth most
_ALL = (1 << 40, 1 << 40, 60)  # candidates: all of the kind and the type; of others some


def told_searches(market: Market, asked: Searches) -> Mask:
    """Which of all searches have their truth told: a sample of those of the last days."""
    late = asked.asking.seconds >= END - TRUTH_DAYS * DAY
    expected = max(1, int(np.count_nonzero(late)))
    share = min(1.0, TOLD * market.scale**0.5 / expected)
    drawn: Mask = draws(scrambled(asked.number, market.seed, "search"), market.seed, "truth is told") < share
    return late & drawn


def relevance_rows(market: Market, asked: Searches) -> pa.Table:
    """What products mean to searches: a row for each that is exact, a substitute or a complement.

    Columns: search_id, product_id, grade, available (in the region at that time), utility (for this customer then and
    there), click_probability (of what is looked at), purchase_probability (after a click). All products that cannot be
    found here are irrelevant, but that only the best `_MOST_OF_A_GRADE` of a grade are told.
    """
    of, product = candidates(market, asked.intents, np.zeros(len(asked)), _ALL)
    answer = answers(market.goods, asked.intents, of, product)
    asking = asked.asking
    worth = utility(market.seed, market.goods, market.customers, market.demand, asking, of, product)
    kept = _best(of, answer, worth)
    of, product, worth = of[kept], product[kept], worth[kept]
    answer = Answers(answer.grade[kept], answer.share[kept], answer.inside[kept], answer.near[kept])
    return pa.table(
        {
            "search_id": search_ids(market.seed, asked.number[of]),
            "product_id": product_ids(market, product),
            "grade": grade_words(answer.grade),
            "region": gather(region_names(), asking.region[of]),
            "available": market.available(product, asking.region[of], asking.seconds[of]),
            "utility": worth.astype(np.float32),
            "click_probability": click_probability(answer, worth).astype(np.float32),
            "purchase_probability": purchase_probability(answer, worth).astype(np.float32),
        }
    )


def _best(of: Index, answer: Answers, worth: Floats) -> Index:
    """Rows of the products of each search and grade that are worth most, the best ones first."""
    order = np.lexsort((-worth, answer.grade, of))
    key = of[order] * (IRRELEVANT + 1) + answer.grade[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    place = np.arange(len(key)) - np.repeat(first, np.diff(np.r_[first, len(key)]))
    kept = (answer.grade[order] <= COMPLEMENT) & (place < _MOST_OF_A_GRADE)
    return order[kept]


def query_relevance_rows(market: Market, asked: Intents, query_id: pa.Array) -> pa.Table:
    """The same of judged queries, whoever asks: query_id, product_id, grade; best-wanted products of each grade."""
    of, product = candidates(market, asked, np.zeros(len(asked)), _ALL)
    answer = answers(market.goods, asked, of, product)
    kept = _best(of, answer, wanted(market.goods, product))
    return pa.table(
        {
            "query_id": gather(query_id, of[kept]),
            "product_id": product_ids(market, product[kept]),
            "grade": grade_words(answer.grade[kept]),
        }
    )


def wanted(goods: Goods, product: Index) -> Floats:
    """How much products are wanted at the end of the period."""
    return goods.wanted(product, np.full(len(product), END - 1))
