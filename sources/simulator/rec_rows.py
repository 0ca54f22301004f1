"""Rows of the tables of recommendation."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.rec_lived import Lived
from sources.simulator.rec_market import RecMarket
from sources.simulator.rec_time import FIRST, told
from sources.simulator.search_catalogue import shelf_goods
from sources.simulator.search_customers import customer_ids
from sources.simulator.search_goods import Goods
from sources.simulator.search_stock import region_names, stock_rows
from sources.simulator.search_texts import product_rows
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import Index, Strings, gather, hexadecimal
from sources.simulator.world import Shelf

TYPES = ("view", "cart", "buy")
_LOOKS, _TO_CART, _TO_BUY = 70.0, 25.0, 120.0  # mean seconds from one product to the next, to the cart, to the end
_DEALS, _OFF = 0.12, (0.7, 0.95)  # share of visits that meet reduced prices, and what is left of them


def visit_ids(seed: int, number: Index) -> Strings:
    """Ids of visits by number."""
    return hexadecimal("v", scrambled(number, seed, "visit"))


def catalogue_rows(market: RecMarket, shelf: Shelf) -> tuple[Goods, pa.Table, pa.Table]:
    """The products of a shelf, and good rows of `products` and of `stock` for them."""
    goods = market.of_period(shelf_goods(market.world, shelf))
    rows = product_rows(market.seed, goods, pa.array(market.brands), shelf.products.features[: len(goods)], FIRST)
    attributes = _listed(rows.column("bullets"))
    rows = rows.drop_columns(["bullets", "colour", "language"]).append_column("attributes", attributes)
    return goods, rows, stock_rows(goods.number, goods.lives, goods.gaps, FIRST)


def _listed(bullets: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lines as a JSON list of texts, null where there is none."""
    text = pc.replace_substring(pc.replace_substring(bullets, "\\", "\\\\"), '"', '\\"')
    text = pc.replace_substring(text, "\n", '", "')
    return pc.binary_join_element_wise('["', text, '"]', "")


def event_rows(market: RecMarket, made: Lived, block: int) -> pa.Table:
    """The contract's rows of events of a block by time: a view of each product, then cart and buy where they came."""
    rng = stream(market.seed, "moments in visits", block)
    shape = made.product.shape
    # the best liked one is not always the first to be looked at
    turn = np.argsort(np.where(made.product >= 0, rng.random(shape), 2.0), axis=1)
    views = np.empty(shape, np.int64)
    looked = np.cumsum(rng.exponential(_LOOKS, shape), axis=1).astype(np.int64)
    looked -= looked[:, :1]
    np.put_along_axis(views, turn, looked, axis=1)
    carts = views + rng.exponential(_TO_CART, shape).astype(np.int64)
    lag = rng.exponential(_TO_BUY, (shape[0], 1)).astype(np.int64)
    leaves = np.where(made.cart, carts, 0).max(axis=1, keepdims=True) + lag
    price = market.goods.price[np.maximum(made.product, 0)]
    low, high = _OFF
    reduced = np.where(rng.random(shape[0]) < _DEALS, rng.uniform(low, high, shape[0]), 1.0)
    price = np.round(price * reduced[:, None], 2)
    after = [views, carts, np.broadcast_to(leaves, shape)]
    found = [np.nonzero(where) for where in (made.product >= 0, made.cart, made.buy)]
    of = np.concatenate([visit for visit, _ in found])
    place = np.concatenate([column for _, column in found])
    kind = np.repeat(np.arange(len(TYPES)), [len(visit) for visit, _ in found])
    seconds = made.asking.seconds[of] + np.stack(after)[kind, of, place]
    order = np.lexsort((place, kind, of, seconds))
    of, place, kind, seconds = of[order], place[order], kind[order], seconds[order]
    return pa.table(
        {
            "customer_id": customer_ids(market.seed, made.asking.guest[of]),
            "product_id": hexadecimal("p", market.goods.number[made.product[of, place]]),
            "time": told(seconds),
            "type": gather(pa.array(TYPES), kind),
            "region": gather(region_names(), made.asking.region[of]),
            "price": price[of, place],
            "visit_id": visit_ids(market.seed, made.number[of]),
        }
    )
