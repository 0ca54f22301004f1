"""What nobody sees of exposures, deals and customers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.deal_happened import Happened
from sources.simulator.deal_market import DealMarket
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_rows import exposure_rows
from sources.simulator.deal_table import deal_ids, offer_ids
from sources.simulator.deal_time import BEGINS, ENDS
from sources.simulator.rec_time import told
from sources.simulator.rec_truth import type_paths
from sources.simulator.search_customers import FAVOURITE_TYPES
from sources.simulator.words import Mask, gather

SCOPES = ("product", "brand", "category")


def exposure_truth_rows(market: DealMarket, happened: Happened, written: Mask) -> pa.Table:
    """All exposures, also those that the table lost: customer_id, deal_id, time, rank, visit_id; propensity (of the
    deal at its place, given what is above it); earlier_showings; looked_at_probability (true one of redeeming if the
    place is looked at), probability (with the place); expected_revenue (true mean of a redemption); redeemed; written
    (whether the table has it)."""
    rows = exposure_rows(market, happened)
    further = {
        "propensity": happened.propensity,
        "earlier_showings": happened.earlier,
        "looked_at_probability": happened.looked_at,
        "probability": happened.probability,
        "expected_revenue": market.expected_revenue(happened.customer, happened.deal),
        "redeemed": happened.redeemed,
        "written": written,
    }
    for name, values in further.items():
        rows = rows.append_column(name, pa.array(values))
    return rows


def deal_truth_rows(market: DealMarket, course: DealReplay) -> pa.Table:
    """deal_id, offer_id; scope; main_type (path); pull (log odds that nothing tells), featured (how much somebody wants
    it to be shown); ends (also where no end is told); again (the offer ran before); new (begins in the last weeks);
    shown, redeemed, sold_out_at (null: never)."""
    deals, offers, state = market.deals, market.deals.offers, course.state
    first = np.full(len(offers), len(deals))
    np.minimum.at(first, deals.offer, np.arange(len(deals)))
    return pa.table(
        {
            "deal_id": deal_ids(market.seed, np.arange(len(deals))),
            "offer_id": offer_ids(market.seed, deals.offer),
            "scope": gather(pa.array(SCOPES), offers.scope[deals.offer]),
            "main_type": gather(type_paths(), offers.types[deals.offer, 0]),
            "pull": deals.pull,
            "featured": deals.featured,
            "ends": told(deals.end),
            "again": first[deals.offer] < np.arange(len(deals)),
            "new": deals.start >= market.test_from,
            "shown": state.shown_of,
            "redeemed": state.redeemed_of,
            "sold_out_at": told(np.clip(state.sold_out, BEGINS, ENDS), state.sold_out >= 0),
        }
    )


def customer_truth_rows(market: DealMarket) -> pa.Table:
    """customer_id, keenness (log odds of redeeming), sensitivity (what a discount is worth), pieces (mean beyond the
    first), slots, purse, favourite types (paths), tastes (hidden dimensions)."""
    shoppers, guests = market.shoppers, market.rec.guests
    columns: dict[str, object] = {
        "customer_id": pa.array(market.customer_ids),
        "keenness": shoppers.keenness,
        "sensitivity": shoppers.sensitivity,
        "pieces": shoppers.pieces,
        "slots": shoppers.slots,
        "purse": guests.customers.purse,
    }
    for place in range(FAVOURITE_TYPES):
        columns[f"type_{place + 1}"] = gather(type_paths(), market.needs.favourites[:, place])
    for place in range(guests.tastes.shape[1]):
        columns[f"taste_{place + 1}"] = guests.tastes[:, place]
    return pa.table(columns)
