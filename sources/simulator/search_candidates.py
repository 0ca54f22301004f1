"""Which products are looked at for what is wanted: of the kind that is meant, beside it, and of the group."""

from __future__ import annotations

import numpy as np

from sources.simulator.search_intents import Intents
from sources.simulator.search_kinds import kinds
from sources.simulator.search_market import Market
from sources.simulator.search_places import stretches
from sources.simulator.words import Floats, Index


def candidates(market: Market, asked: Intents, share: Floats, most: tuple[int, int, int]) -> tuple[Index, Index]:
    """Products looked at for intents: of the kind that is meant, beside it, and of the group; distinct, (pairs,) each.

    Args:
        market: Of the products.
        asked: (searches,).
        share: Where to begin where there are too many, in [0, 1), (searches,).
        most: How many of each.
    """
    leaf = market.goods.leaf[asked.anchor]
    types = kinds().type_of[leaf]
    first, end = market.places.type_edges(types)
    narrow_first, narrow_end = market.places.leaf[leaf], market.places.leaf[leaf + 1]
    inner = (np.where(asked.wide, first, narrow_first), np.where(asked.wide, end, narrow_end))
    partner_first, partner_end = market.places.type_edges(np.maximum(kinds().partner[types], 0))
    partner_end = np.where(kinds().partner[types] >= 0, partner_end, partner_first)
    group_first, group_end = market.places.group_edges(kinds().group_of[leaf])
    parts = [
        stretches(*inner, most[0], share),
        stretches(first, end, most[1], share),
        stretches(partner_first, partner_end, most[2], share),
        stretches(group_first, group_end, most[2], share),
        (np.arange(len(asked)), asked.anchor),
    ]
    total = len(market.goods)
    pairs = np.sort(np.concatenate([of * total + product for of, product in parts]))  # faster than np.unique
    pairs = pairs[np.r_[True, pairs[1:] != pairs[:-1]]] if len(pairs) else pairs
    return np.asarray(pairs // total), np.asarray(pairs % total)
