"""What nobody sees of products and customers, and how far a rank is looked at."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.attributes import phrase_table
from sources.simulator.brands import department_names
from sources.simulator.search_customers import FAVOURITE_COLOURS, FAVOURITE_TYPES, customer_ids
from sources.simulator.search_goods import Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.search_market import Market
from sources.simulator.search_time import NEVER, told
from sources.simulator.search_utility import examination
from sources.simulator.taxonomy import leaves
from sources.simulator.words import gather, hexadecimal


def product_truth_rows(goods: Goods) -> pa.Table:
    """product_id, leaf (path), launch, end (null: none in sight), removed (left out of the messy table), dearness
    (within the leaf) and level (log of how much it is wanted)."""
    return pa.table(
        {
            "product_id": hexadecimal("p", goods.number),
            "leaf": gather(pa.array([" > ".join(leaf.path) for leaf in leaves()]), goods.leaf),
            "launch": told(goods.lives.launch),
            "end": told(goods.lives.end, goods.lives.end < NEVER),
            "removed": goods.lives.removed,
            "dearness": goods.dearness,
            "level": goods.level,
        }
    )


def customer_truth_rows(market: Market) -> pa.Table:
    """customer_id, purse (above 0 likes dear things), favourite types (paths), colours, and one brand a department."""
    customers = market.customers
    paths = pa.array([" > ".join(leaves()[first].path[:3]) for first in kinds().first_leaf.tolist()])
    english = np.zeros(len(customers), np.int64)
    columns: dict[str, object] = {
        "customer_id": customer_ids(market.seed, customers.number),
        "purse": customers.purse,
    }
    for place in range(FAVOURITE_TYPES):
        columns[f"type_{place + 1}"] = gather(paths, customers.types[:, place])
    for place in range(FAVOURITE_COLOURS):
        columns[f"colour_{place + 1}"] = phrase_table("colour").pick(customers.colours[:, place], english)
    for place, department in enumerate(department_names()):
        columns[f"brand of {department}"] = gather(pa.array(market.brands), customers.brands[:, place])
    return pa.table(columns)


def examination_rows(most: int) -> pa.Table:
    """rank, and the probability that it is looked at; up to a rank."""
    rank = np.arange(1, most + 1)
    return pa.table({"rank": rank, "probability": examination(rank)})
