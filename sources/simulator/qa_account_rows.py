"""Rows of the accounts of customers: orders, lists, reminders."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator.qa_lists import Listed, Reminders, list_names, purposes
from sources.simulator.qa_orders import NEVER, STATUSES, Orders
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_time import told
from sources.simulator.search_customers import customer_ids
from sources.simulator.words import Index, Mask, Strings, gather, hexadecimal


def product_ids(market: RecMarket, product: Index, where: Mask | None = None) -> Strings:
    """Ids of products by their place in the market, null where `where` is false."""
    ids = hexadecimal("p", market.goods.number[np.where(product >= 0, product, 0)])
    return gather(ids, np.arange(len(product)), where)


def order_rows(market: RecMarket, orders: Orders) -> pa.Table:
    """The contract's rows of `orders`."""
    return pa.table(
        {
            "order_id": orders.ids,
            "customer_id": customer_ids(market.seed, orders.guest),
            "product_id": product_ids(market, orders.product),
            "time": told(orders.seconds),
            "status": gather(pa.array(STATUSES), orders.status),
            "expected": told(orders.expected),
            "delivered": told(orders.delivered, orders.delivered != NEVER),
            "quantity": orders.quantity,
            "price": orders.price,
        }
    )


def list_rows(market: RecMarket, found: Listed) -> pa.Table:
    """The contract's rows of `wish_lists`."""
    return pa.table(
        {
            "customer_id": customer_ids(market.seed, found.guest),
            "product_id": product_ids(market, found.product),
            "list": gather(pa.array(list_names()), found.name),
            "time": told(found.seconds),
        }
    )


def reminder_rows(market: RecMarket, found: Reminders) -> pa.Table:
    """The contract's rows of `reminders`."""
    return pa.table(
        {
            "reminder_id": found.ids,
            "customer_id": customer_ids(market.seed, found.guest),
            "text": gather(pa.array(purposes()), found.purpose),
            "due": told(found.due),
            "product_id": product_ids(market, found.product, found.product >= 0),
        }
    )
