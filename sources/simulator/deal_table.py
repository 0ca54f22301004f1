"""The table of deals as they truly are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_calendar import Deals
from sources.simulator.deal_kinds import BRAND, NAMES
from sources.simulator.deal_offers import Offers
from sources.simulator.deal_texts import titles
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_time import told
from sources.simulator.rec_truth import type_paths
from sources.simulator.streams import scrambled
from sources.simulator.words import Floats, Index, Strings, gather, hexadecimal

_MOST_LISTED = 40  # products; of what has more the category alone is told


def deal_ids(seed: int, deal: Index) -> Strings:
    """Ids of deals by position."""
    return hexadecimal("d", scrambled(deal, seed, "deal"))


def offer_ids(seed: int, offer: Index) -> Strings:
    """Ids of offers by position."""
    return hexadecimal("o", scrambled(offer, seed, "offer"))


def deal_rows(market: RecMarket, deals: Deals) -> pa.Table:
    """The contract's rows of deals, by position."""
    seed, of, offers = market.seed, deals.offer, deals.offers
    campaign = hexadecimal("k", scrambled(np.maximum(deals.campaign, 0), seed, "campaign"))
    listed = offers.counts <= _MOST_LISTED
    brand = gather(pa.array(market.brands), np.maximum(offers.brand, 0), offers.brand >= 0)
    path = gather(type_paths(), offers.types[:, 0])
    department = pc.list_element(pc.split_pattern(path, " > "), 0)
    category = pc.if_else(pa.array(offers.scope == BRAND), department, path)
    return pa.table(
        {
            "deal_id": deal_ids(seed, np.arange(len(deals))),
            "start": told(deals.start),
            "end": told(deals.end, deals.told_end),
            "offer_id": offer_ids(seed, of),
            "campaign_id": pc.if_else(pa.array(deals.campaign >= 0), campaign, pa.scalar(None, pa.string())),
            "type": gather(pa.array(NAMES), deals.kind),
            "title": titles(seed, deals, brand, path),
            "products": gather(_lists(market, offers), of, listed[of]),
            "category": gather(category, of),
            "brand": gather(brand, of),
            "discount": deals.discount,
            "price": deals.price,
            "stock": _limited(deals.stock),
            "budget": _limited(deals.budget),
            "cost": pa.array(deals.cost, mask=~np.isfinite(deals.budget)),
        }
    )


def _limited(values: Floats) -> pa.Array:
    there = np.isfinite(values)
    return pa.array(np.where(there, values, 0.0), mask=~there)


def _lists(market: RecMarket, offers: Offers) -> Strings:
    """Products of each offer as a JSON list of ids."""
    ids = hexadecimal("p", market.goods.number[offers.products])
    lists = pa.ListArray.from_arrays(pa.array(offers.first.astype(np.int32)), ids)
    return pc.binary_join_element_wise('["', pc.binary_join(lists, '", "'), '"]', "")
