"""Rows of the tables of searches, and of what was meant by them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.attributes import phrase_table
from sources.simulator.search_asked import Searches
from sources.simulator.search_customers import Customers, customer_ids
from sources.simulator.search_goods import ATTRIBUTES, SLOTS
from sources.simulator.search_intents import FORMS, GRADES, Intents
from sources.simulator.search_kinds import kinds
from sources.simulator.search_market import Market
from sources.simulator.search_queries import queries
from sources.simulator.search_shown import Shown
from sources.simulator.search_stock import region_names
from sources.simulator.search_time import FIRST, told
from sources.simulator.streams import scrambled, stream
from sources.simulator.taxonomy import leaves
from sources.simulator.typos import mistyped
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Index, Mask, Strings, gather, hexadecimal, only


def search_ids(seed: int, number: Index) -> Strings:
    """Ids of searches by number."""
    return hexadecimal("s", scrambled(number, seed, "search"))


def product_ids(market: Market, product: Index) -> Strings:
    """Ids of products by position."""
    return hexadecimal("p", market.goods.number[product])


def customers_table(seed: int, customers: Customers, start: np.datetime64 = FIRST) -> pa.Table:
    """The contract's table of customers; `since` is counted from `start`."""
    return pa.table(
        {
            "customer_id": customer_ids(seed, customers.number),
            "region": gather(region_names(), customers.region),
            "language": gather(pa.array(LANGUAGES), customers.language),
            "since": told(customers.since, first=start),
        }
    )


def typed(market: Market, asked: Searches, batch: int) -> tuple[Strings, Strings, Mask]:
    """What searches of a batch say, as typed and without slips, and which of them have one."""
    clean = queries(market.seed, market.goods, market.brands, asked.intents, asked.language, asked.way)
    rng = stream(market.seed, "slips in queries", batch)
    slipped, where = mistyped(rng, clean, asked.slips)
    return slipped, clean, where


def event_rows(market: Market, asked: Searches, happened: Shown, text: Strings) -> pa.Table:
    """The contract's rows of events: a product shown each, by time, search and rank."""
    of, asking = happened.of, asked.asking
    known = asked.known[of]
    return pa.table(
        {
            "search_id": search_ids(market.seed, asked.number[of]),
            "customer_id": only(customer_ids(market.seed, asking.customer[of]), known),
            "query": gather(text, of),
            "product_id": product_ids(market, happened.product),
            "rank": happened.rank,
            "click": happened.click,
            "purchase": happened.purchase,
            "time": told(asking.seconds[of]),
            "region": gather(region_names(), asking.region[of]),
        }
    )


def search_truth_rows(market: Market, asked: Searches, clean: Strings, slipped: Mask) -> pa.Table:
    """What nobody sees of searches, a row each.

    Columns: search_id, true_customer (also of who is not signed in), time, region, language; query (without slips),
    typo; and those of `intent_columns`.
    """
    asking = asked.asking
    return pa.table(
        {
            "search_id": search_ids(market.seed, asked.number),
            "true_customer": customer_ids(market.seed, asking.customer),
            "time": told(asking.seconds),
            "region": gather(region_names(), asking.region),
            "language": gather(pa.array(LANGUAGES), asked.language),
            "query": clean,
            "typo": slipped,
            **intent_columns(market, asked.intents),
        }
    )


def intent_columns(market: Market, asked: Intents) -> dict[str, object]:
    """What is meant: intent (its number), form, category (path of leaf or type), anchor (a product that fits).

    And what is said, in English, null where it is not: brand, line, model, colour, size, primary, secondary, option,
    material, pack.
    """
    anchor, goods = asked.anchor, market.goods
    said = dict(zip(ATTRIBUTES, asked.said.T, strict=True))
    line = pc.if_else(pa.array(said["line"]), gather(goods.line, anchor), gather(goods.series, anchor))
    columns: dict[str, object] = {
        "intent": asked.number,
        "form": gather(pa.array(FORMS), asked.form),
        "category": pc.if_else(
            pa.array(asked.wide),
            gather(_type_paths(), kinds().type_of[goods.leaf[anchor]]),
            gather(pa.array([" > ".join(leaf.path) for leaf in leaves()]), goods.leaf[anchor]),
        ),
        "anchor": product_ids(market, anchor),
        "brand": gather(pa.array(market.brands), goods.codes[anchor, 0], said["brand"]),
        "line": only(line, said["line"] | said["series"]),
        "model": only(gather(goods.model, anchor), said["model"]),
    }
    english = np.zeros(len(asked), np.int64)
    for place, slot in enumerate(SLOTS):
        ids = goods.values[anchor, place].astype(np.int64)
        columns[slot] = phrase_table(slot).pick(ids, english, 0, said[slot])
    return columns


def _type_paths() -> Strings:
    return pa.array([" > ".join(leaves()[first].path[:3]) for first in kinds().first_leaf.tolist()])


def grade_words(grade: Index) -> Strings:
    """Grades in words."""
    return gather(pa.array(GRADES), grade)
