"""Made-up products of recommendation and where they can be had."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHELF: Final = 200  # products
REGIONS: Final = ("north", "east", "south", "west")
IN_STOCK: Final = 0.9  # share of products and regions
WORDS: Final = ("plain", "fine", "light", "small", "warm", "soft", "bright", "round", "tall", "old")


def products_table(products: int, seed: int) -> pa.Table:
    """product_id, title, category, brand, attributes and price."""
    rng = np.random.default_rng([seed, 0])
    number = np.arange(products)
    shelf, brand = number // SHELF, rng.integers(0, max(products // 500, 1), products)
    first, second = (pa.array(WORDS).take(pa.array(rng.integers(0, len(WORDS), products))) for _ in range(2))
    thing = named("thing", shelf)
    joined = pc.binary_join_element_wise
    return pa.table(
        {
            "product_id": named("p", number),
            "title": joined(named("Brand", brand), first, thing, named("no", number), " "),
            "category": joined(named("Floor ", shelf // 25), named("Shelf ", shelf), " > "),
            "brand": named("Brand", brand),
            "attributes": joined(first, second, "; "),
            "price": rng.lognormal(3, 1, products).round(2),
        }
    )


def stock_table(products: int, seed: int) -> pa.Table:
    """product_id, region, available_from, available_to: most products in most regions, all of the time."""
    there = np.random.default_rng([seed, 1]).random((products, len(REGIONS))) < IN_STOCK
    product, region = np.nonzero(there)
    moment = pa.nulls(len(product), pa.timestamp("us", "UTC"))
    regions = pa.array(REGIONS).take(pa.array(region))
    names = {"product_id": named("p", product), "region": regions}
    return pa.table({**names, "available_from": moment, "available_to": moment})


def named(prefix: str, numbers: Any) -> pa.Array:
    """Texts of a prefix and a number; (n,)."""
    return pc.binary_join_element_wise(prefix, pc.cast(pa.array(numbers), pa.string()), "")
