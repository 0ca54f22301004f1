"""What nobody sees of visits, products and customers, and the true preferences."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.attributes import phrase_table
from sources.simulator.rec_customers import NEW_DAYS, TASTES
from sources.simulator.rec_demand import southern
from sources.simulator.rec_lived import Lived
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_preference import Preferences
from sources.simulator.rec_rows import visit_ids
from sources.simulator.rec_time import END, SEASONS, season_of, told
from sources.simulator.rec_wishes import WISHES
from sources.simulator.search_customers import FAVOURITE_COLOURS, FAVOURITE_TYPES, customer_ids
from sources.simulator.search_goods import Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.search_stock import region_names
from sources.simulator.search_time import DAY, NEVER
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Strings, gather, hexadecimal

_FIRST_OF_NEW = END - NEW_DAYS * DAY


def type_paths() -> Strings:
    """Paths of types by number."""
    return pa.array([" > ".join(leaves()[first].path[:3]) for first in kinds().first_leaf.tolist()])


def visit_truth_rows(market: RecMarket, made: Lived) -> pa.Table:
    """visit_id, customer_id, time (of its beginning), region, season (as it is there), earlier_visits, new_customer (no
    earlier visit), wish (what it was for)."""
    asking = made.asking
    return pa.table(
        {
            "visit_id": visit_ids(market.seed, made.number),
            "customer_id": customer_ids(market.seed, asking.guest),
            "time": told(asking.seconds),
            "region": gather(region_names(), asking.region),
            "season": gather(pa.array(SEASONS), season_of(asking.seconds, southern()[asking.region])),
            "earlier_visits": made.earlier,
            "new_customer": made.earlier == 0,
            "wish": gather(pa.array(WISHES), made.wish),
        }
    )


def preference_rows(market: RecMarket, made: Lived, found: list[Preferences]) -> pa.Table:
    """visit_id, product_id, preference: 1 for the best of a visit; of visits in which something was found, in the order
    of their numbers, the best product first."""
    number = np.concatenate([part.number for part in found]) if found else np.zeros(0, np.int64)
    product = np.concatenate([part.product for part in found]) if found else np.zeros(0, np.int64)
    preference = np.concatenate([part.preference for part in found]) if found else np.zeros(0)
    kept = np.flatnonzero(np.isin(number, made.number))
    kept = kept[np.argsort(number[kept], kind="stable")]
    return pa.table(
        {
            "visit_id": visit_ids(market.seed, number[kept]),
            "product_id": hexadecimal("p", market.goods.number[product[kept]]),
            "preference": preference[kept].astype(np.float32),
        }
    )


def product_truth_rows(market: RecMarket, goods: Goods) -> pa.Table:
    """product_id, kind (path of the type), leaf (path), repeatable, cycle_days (after which it is needed again, null
    for what is not), complement (path of the type that goes with it, null for none), season (of the highest demand
    north of the equator, null where it hardly moves), launched, ends (null: no end in sight), removed (left out of the
    messy table), dearness (within the leaf), level (log of how much it is wanted)."""
    types, taken = kinds().type_of[goods.leaf], market.takings
    again, complement, season = taken.repeatable[types], taken.complement[types], taken.season[types]
    return pa.table(
        {
            "product_id": hexadecimal("p", goods.number),
            "kind": gather(type_paths(), types),
            "leaf": gather(pa.array([" > ".join(leaf.path) for leaf in leaves()]), goods.leaf),
            "repeatable": again,
            "cycle_days": pa.array(taken.cycle[types], mask=~again),
            "complement": gather(type_paths(), complement, complement >= 0),
            "season": gather(pa.array(SEASONS), season, season >= 0),
            "launched": told(goods.lives.launch),
            "ends": told(goods.lives.end, goods.lives.end < NEVER),
            "removed": goods.lives.removed,
            "dearness": goods.dearness,
            "level": goods.level,
        }
    )


def customer_truth_rows(market: RecMarket) -> pa.Table:
    """customer_id, new (comes in the last weeks), purse (above 0 likes dear things), favourite types (paths) and
    colours, tastes (hidden dimensions)."""
    customers, tastes = market.guests.customers, market.guests.tastes
    english = np.zeros(len(customers), np.int64)
    columns: dict[str, object] = {
        "customer_id": customer_ids(market.seed, customers.number),
        "new": customers.since >= _FIRST_OF_NEW,
        "purse": customers.purse,
    }
    for place in range(FAVOURITE_TYPES):
        columns[f"type_{place + 1}"] = gather(type_paths(), customers.types[:, place])
    for place in range(FAVOURITE_COLOURS):
        columns[f"colour_{place + 1}"] = phrase_table("colour").pick(customers.colours[:, place], english)
    for place in range(TASTES):
        columns[f"taste_{place + 1}"] = tastes[:, place]
    return pa.table(columns)
