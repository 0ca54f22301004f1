"""Requests to which something could be answered that was wanted: it had been launched and was in stock there."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from features.columns import NO_TIME, Longs, Mask, micros, places
from features.recommendation.log import Log
from features.recommendation.requests import Requests

_EVER: Final = np.iinfo(np.int64).max


def with_one_at_hand(log: Log, requests: Requests, products: pa.Table, stock: pa.Table | None) -> Mask:
    """(r,) whether some wanted product could be had; of a request without a time that is not known, and taken so.

    Args:
        log: The events, regions spelt as those of stock.
        requests: With what was wanted.
        products: With product_id and launch_date.
        stock: With product_id, region, available_from and available_to; None where all is everywhere.
    """
    time = requests.time[requests.request]
    launched = micros(products.column("launch_date"))[places(log.products, products.column("product_id"))]
    there = launched[requests.product] <= time
    if stock is not None:
        region = requests.region[requests.request]
        there &= _in_stock(log, requests.product, region, time, stock)
    there |= time == NO_TIME
    return np.asarray(np.bincount(requests.request[there], minlength=len(requests)) > 0)


def _in_stock(log: Log, product: Longs, region: Longs, time: Longs, stock: pa.Table) -> Mask:
    """(p,) whether a window of the product is open in the region, in any where the region is not known."""
    wide = len(log.regions) + 1
    of_stock, where = places(stock.column("product_id"), log.products), places(stock.column("region"), log.regions)
    since, until = (micros(stock.column(name)) for name in ("available_from", "available_to"))
    until = np.where(until == NO_TIME, _EVER, until)
    # place 0 is any region; of one that no event names there is no other
    keys = np.concatenate([of_stock * wide, np.where(where >= 0, of_stock * wide + where + 1, -1)])
    keys[np.tile(of_stock < 0, 2)] = -1
    order = np.argsort(keys, kind="stable")
    keys, since, until = keys[order], np.tile(since, 2)[order], np.tile(until, 2)[order]
    wanted = product * wide + region + 1
    first, behind = (np.searchsorted(keys, wanted, side) for side in ("left", "right"))
    found = np.zeros(len(product), dtype=bool)
    for turn in range(int((behind - first).max(initial=0))):
        rows = np.flatnonzero(first + turn < behind)
        window = first[rows] + turn
        found[rows] |= (since[window] <= time[rows]) & (time[rows] < until[window])
    return found
