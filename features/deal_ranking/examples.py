"""The files of examples: deals, what customers bought and redeemed, requests, and what was shown in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from features.columns import TEXT, Longs, Mask, read
from features.deal_ranking.files import times_of, write, write_pieces
from features.deal_ranking.known import counts_before
from features.deal_ranking.labels import Labels
from features.deal_ranking.logs import Redemptions, Tables
from features.deal_ranking.requests import Requests
from features.splits import SPLITS

_PRODUCTS: Final = {"product_id": TEXT, "title": TEXT, "category": TEXT, "brand": TEXT, "price": pa.float64()}


@dataclass(frozen=True)
class Examples:
    """Requests by split and time, what came of the n rows that they showed, and (n,) whether the offer was new."""

    requests: Requests
    labels: Labels
    new: Mask


def write_known(folder: Path, tables: Tables, redemptions: Redemptions, out: Path) -> dict[str, Any]:
    """Write {deals,products,customers,purchases,redemptions}.parquet.

    Args:
        folder: Of the clean tables.
        tables: What was read of them.
        redemptions: All, revenue known.
        out: Folder.

    Returns:
        Rows of products and of customers, and the declared columns of these.
    """
    write(tables.deals.table, out / "deals.parquet")
    products = read(folder, "products", _PRODUCTS)
    products = pa.table({name: pa.nulls(0, kind) for name, kind in _PRODUCTS.items()}) if products is None else products
    write(products.sort_by("product_id"), out / "products.parquet")
    customers = _customers(folder)
    write(customers.sort_by("customer_id"), out / "customers.parquet")
    write_pieces(out / "purchases.parquet", len(tables.purchases), lambda rows: _purchases(tables, rows))
    write_pieces(out / "redemptions.parquet", len(redemptions), lambda rows: _redemptions(tables, redemptions, rows))
    return {
        "products": products.num_rows,
        "customers": customers.num_rows,
        "customers_columns": [name for name in customers.column_names if name != "customer_id"],
    }


def write_requests(examples: Examples, tables: Tables, redemptions: Redemptions, out: Path) -> None:
    """Write {train,valid,test}.parquet, a row a request, and shown.parquet in the same order.

    Args:
        examples: To write.
        tables: Names, and what customers bought.
        redemptions: All.
        out: Folder.
    """
    requests = examples.requests
    ids = pa.array([f"r-{number:016x}" for number in requests.number.tolist()], TEXT)
    whole = pa.table(
        {
            "example_id": ids,
            "customer_id": tables.customers.take(pa.array(requests.customer)),
            "time": times_of(requests.time),
            "purchases_before": _before(tables.purchases, requests),
            "redeemed_before": _before(redemptions, requests),
        }
    )
    for part, name in enumerate(SPLITS):
        write(whole.filter(pa.array(requests.part == part)), out / f"{name}.parquet")
    rank = requests.rows.rank
    order = np.lexsort((requests.rows.deal, np.where(np.isnan(rank), np.inf, rank), requests.of))
    write_pieces(out / "shown.parquet", len(order), lambda rows: _shown(examples, tables, ids, order[rows]))


def _shown(examples: Examples, tables: Tables, ids: pa.Array, rows: Longs) -> pa.Table:
    requests, labels = examples.requests, examples.labels
    of = requests.of[rows]
    return pa.table(
        {
            "example_id": ids.take(pa.array(of)),
            "split": pa.array(SPLITS, TEXT).take(pa.array(requests.part[of])),
            "deal_id": tables.deals.ids.take(pa.array(requests.rows.deal[rows])),
            "rank": pa.array(requests.rows.rank[rows].astype(np.float32)),
            "redeemed": pa.array(labels.redeemed[rows]),
            "revenue": pa.array(labels.revenue[rows].astype(np.float32)),
            "redeemed_at": times_of(labels.at[rows]),
            "weight": pa.array(requests.rows.weight[rows].astype(np.float32)),
            "new_deal": pa.array(examples.new[rows]),
        }
    )


def _purchases(tables: Tables, rows: slice) -> pa.Table:
    bought = tables.purchases
    return pa.table(
        {
            "customer_id": tables.customers.take(pa.array(bought.customer[rows])),
            "product_id": tables.products.take(pa.array(bought.product[rows])),
            "time": times_of(bought.time[rows]),
            "quantity": pa.array(bought.quantity[rows]),
            "amount": pa.array(bought.amount[rows]),
        }
    )


def _redemptions(tables: Tables, redemptions: Redemptions, rows: slice) -> pa.Table:
    return pa.table(
        {
            "customer_id": tables.customers.take(pa.array(redemptions.customer[rows])),
            "deal_id": tables.deals.ids.take(pa.array(redemptions.deal[rows])),
            "time": times_of(redemptions.time[rows]),
            "revenue": pa.array(redemptions.revenue[rows]),
        }
    )


def _customers(folder: Path) -> pa.Table:
    path = folder / "customers.parquet"
    if not path.is_file():
        return pa.table({"customer_id": pa.nulls(0, TEXT)})
    table = pq.read_table(path)
    return table.cast(pa.schema([(name, TEXT) for name in table.column_names]))


def _before(log: Any, requests: Requests) -> pa.Array:
    return pa.array(counts_before(log.customer, log.time, requests.customer, requests.time))
