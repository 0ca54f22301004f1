"""What customers and everybody bought of deals' products and of their categories, as plain features."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from benchmarks.deal_peer_counts import Log, seconds
from benchmarks.deal_plain_peers import products_of
from benchmarks.deal_rows import Floats, Ints

LEVELS: Final = ("department", "category", "kind")  # of a path, from the top


def bought(examples: Path, table: pd.DataFrame, request: Ints, until: Floats) -> dict[str, Floats]:
    """Purchases of the deal's products and of their categories: the customer's before the request, everybody's `until`
    a moment of each row.

    Args:
        examples: What `build` wrote.
        table: Rows of deals shown, request by request.
        request: Number of each row's request; (n,).
        until: Seconds; (n,).
    """
    purchases = pd.read_parquet(examples / "purchases.parquet", columns=["customer_id", "product_id", "time", "amount"])
    products = pd.read_parquet(examples / "products.parquet", columns=["product_id", "category"])
    ids = pd.Index(products["product_id"]).union(pd.Index(purchases["product_id"].unique()))
    category = products.set_index("product_id")["category"].reindex(ids)
    offered = pd.Index(np.unique(table["deal_id"].to_numpy(str)))
    holds, deal = _holds(examples, offered, ids), offered.get_indexer(pd.Index(table["deal_id"]))
    first = np.flatnonzero(np.diff(request, prepend=-1))
    own, spent = (_histories(purchases, ids, table.iloc[first], amounts=amounts) for amounts in (False, True))
    total = np.asarray(own.sum(axis=1)).ravel()
    found = {"bought": total[request], "bought_of_deal": _pairs(own, holds, request, deal)}
    found["spent_on_deal"] = _pairs(spent, holds, request, deal)
    for depth, name in enumerate(LEVELS, start=1):
        level = category.fillna("").str.split(" > ").str[:depth].str.join(" > ").where(category.notna())
        code = pd.factorize(level)[0].astype(np.int64)
        rows = np.flatnonzero(code >= 0)
        shape = (len(ids), int(code.max(initial=0)) + 1)
        belongs = csr_array((np.ones(len(rows)), (rows, code[rows])), shape=shape)
        within = (holds @ belongs).astype(bool).astype(np.float64)
        found[f"bought_of_{name}"] = _pairs(csr_array(own @ belongs), csr_array(within), request, deal)
        found[f"share_of_{name}"] = found[f"bought_of_{name}"] / np.maximum(total[request], 1.0)
        found[f"{name}_count"] = np.asarray(within.sum(axis=1)).ravel()[deal]
    of_product = ids.get_indexer(pd.Index(purchases["product_id"]))
    held = csr_array(holds.T)[of_product].tocoo()
    log = Log.of(held.col.astype(np.int64), seconds(purchases["time"])[held.row])
    found["everybody_bought"], _ = log.before(deal, until)
    return found


def _holds(examples: Path, offered: pd.Index[str], ids: pd.Index[str]) -> csr_array:
    """Which deal is on which product, (deals, products); products of no table are left out."""
    listed = products_of(examples)
    counts = [len(listed[deal]) for deal in offered]
    deal = np.repeat(np.arange(len(offered)), counts)
    product = ids.get_indexer(pd.Index([one for name in offered for one in listed[name]], dtype=ids.dtype))
    known = product >= 0
    return csr_array((np.ones(int(known.sum())), (deal[known], product[known])), shape=(len(offered), len(ids)))


def _histories(purchases: pd.DataFrame, ids: pd.Index[str], asked: pd.DataFrame, *, amounts: bool) -> csr_array:
    """Products bought before each request, (requests, products): how often, or for how much."""
    both = asked[["customer_id", "time"]].assign(request=np.arange(len(asked)))
    joined = both.merge(purchases, on="customer_id", suffixes=("", "_bought"))
    joined = joined[(joined["time_bought"] < joined["time"]).to_numpy()]
    values = joined["amount"].fillna(0.0).to_numpy(np.float64) if amounts else np.ones(len(joined))
    place = (joined["request"].to_numpy(), ids.get_indexer(pd.Index(joined["product_id"])))
    return csr_array((values, place), shape=(len(asked), len(ids)))


def _pairs(own: csr_array, holds: csr_array, request: Ints, deal: Ints) -> Floats:
    dense = (own @ holds.T).toarray()
    found: Floats = dense[request, deal]
    return found
