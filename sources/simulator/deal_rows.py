"""Rows of tables as they truly are: customers, products, and what was shown, redeemed and bought."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.deal_happened import Happened
from sources.simulator.deal_luck import luck
from sources.simulator.deal_market import DealMarket
from sources.simulator.deal_table import deal_ids
from sources.simulator.deal_time import HOUR
from sources.simulator.deal_visits import visit_ids
from sources.simulator.rec_rows import catalogue_rows
from sources.simulator.rec_time import told
from sources.simulator.search_stock import region_names
from sources.simulator.streams import scrambled
from sources.simulator.words import Index, gather, hexadecimal
from sources.simulator.world import Shelf

_LAG = 600.0  # mean seconds from the visit to the redemption
PRODUCT_COLUMNS = ("product_id", "title", "category", "brand", "price")


def customer_rows(market: DealMarket) -> pa.Table:
    """customer_id, age, income, region."""
    customers = market.rec.guests.customers
    return pa.table(
        {
            "customer_id": pa.array(market.customer_ids),
            "age": market.shoppers.told_age(),
            "income": market.shoppers.told_income(),
            "region": gather(region_names(), customers.region),
        }
    )


def product_rows(market: DealMarket, shelf: Shelf) -> pa.Table:
    """The contract's rows of the products of a shelf."""
    return catalogue_rows(market.rec, shelf)[1].select(PRODUCT_COLUMNS)


def exposure_rows(market: DealMarket, happened: Happened) -> pa.Table:
    """The contract's rows of exposures."""
    return pa.table(
        {
            "customer_id": gather(pa.array(market.customer_ids), happened.customer),
            "deal_id": deal_ids(market.seed, happened.deal),
            "time": told(happened.seconds),
            "rank": happened.place,
            "visit_id": visit_ids(market.seed, happened.visit),
        }
    )


def redeemed_at(market: DealMarket, happened: Happened) -> Index:
    """Seconds at which what was redeemed in visits was: some minutes after they began, before the deal ends."""
    lag = -_LAG * np.log(luck(market.seed, "lag", happened.visit, happened.deal))
    moment: Index = np.minimum(happened.seconds + lag.astype(np.int64), market.deals.end[happened.deal] - 1)
    # an hour's showings of a deal are over when the next hour begins, and so is what came of them
    return np.minimum(moment, happened.seconds // HOUR * HOUR + HOUR - 1)


def redemption_rows(market: DealMarket, happened: Happened) -> pa.Table:
    """The contract's rows of redemptions, of what was redeemed alone, in the order of time."""
    seconds = redeemed_at(market, happened)
    order = np.argsort(seconds, kind="stable")
    some = happened.take(order)
    return pa.table(
        {
            "customer_id": gather(pa.array(market.customer_ids), some.customer),
            "deal_id": deal_ids(market.seed, some.deal),
            "time": told(seconds[order]),
            "revenue": some.revenue,
        }
    )


def transaction_rows(market: DealMarket, lines: slice, happened: Happened) -> pa.Table:
    """The contract's rows of transactions: some purchases, and what was bought with redemptions, in order of time."""
    bought, offers, goods = market.purchases, market.deals.offers, market.rec.goods
    offer = market.deals.offer[happened.deal]
    share = luck(market.seed, "product of a deal", happened.visit, happened.deal)
    taken = offers.products[offers.first[offer] + (share * offers.counts[offer]).astype(np.int64)]
    seconds = np.r_[bought.seconds[lines], redeemed_at(market, happened)]
    order = np.argsort(seconds, kind="stable")
    product = np.r_[bought.product[lines], taken][order]
    own = scrambled(bought.basket[lines], market.seed, "basket")
    basket = pa.concat_arrays([hexadecimal("b", own), visit_ids(market.seed, happened.visit)])
    pieces = np.r_[bought.pieces[lines], happened.pieces]
    amount = np.r_[np.round(goods.price[bought.product[lines]] * bought.pieces[lines], 2), happened.revenue]
    return pa.table(
        {
            "customer_id": gather(
                pa.array(market.customer_ids), np.r_[bought.customer[lines], happened.customer][order]
            ),
            "product_id": hexadecimal("p", goods.number[product]),
            "time": told(seconds[order]),
            "quantity": pieces[order],
            "amount": amount[order],
            "basket_id": gather(basket, order),
        }
    )
