"""The clean tables as arrays: ids are positions in what is known, so that millions of rows fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, TIME, Floats, Ints, coded, micros, read
from features.deal_ranking.deals import Deals, read_deals
from features.deal_ranking.logs import Exposures, Purchases, Redemptions, Tables
from infra.errors import DataError

_IDS: Final = pa.dictionary(pa.int32(), TEXT)
_EXPOSURES: Final = {
    "customer_id": TEXT,
    "deal_id": TEXT,
    "time": TIME,
    "rank": pa.float64(),
    "visit_id": TEXT,
}
_REDEMPTIONS: Final = {"customer_id": TEXT, "deal_id": TEXT, "time": TIME, "revenue": pa.float64()}
_TRANSACTIONS: Final = {
    "customer_id": TEXT,
    "product_id": TEXT,
    "time": TIME,
    "quantity": pa.float64(),
    "amount": pa.float64(),
}


def read_tables(folder: Path) -> Tables:
    """Read deals, redemptions and, where they are there, exposures and transactions.

    Raises:
        DataError: Deals or redemptions are absent or empty, or products of a deal cannot be read.
    """
    deals = read_deals(folder)
    redeemed = read(folder, "redemptions", _REDEMPTIONS, as_dictionaries=True)
    if redeemed is None or redeemed.num_rows == 0:
        what = "holds no `redemptions`" if redeemed is None else "holds `redemptions` without any row"
        raise DataError(
            f"{folder} {what}: nothing tells which deals are liked.",
            "Give the table; `bazaar contract deal_ranking` shows it.",
        )
    shown = read(folder, "exposures", _EXPOSURES, as_dictionaries=True)
    shown = None if shown is None or shown.num_rows == 0 else shown
    bought = read(folder, "transactions", _TRANSACTIONS, as_dictionaries=True)
    tables = [table for table in (redeemed, bought, shown) if table is not None]
    codes, customers = _coded_together([table.column("customer_id") for table in tables])
    redemptions, unknown = _redemptions(redeemed, codes[0], deals)
    purchases, products = _purchases(bought, codes[1] if bought is not None else codes[0][:0])
    exposures, visits = None, pa.array([], TEXT)
    if shown is not None:
        visit, visits = coded(_ids(shown.column("visit_id")))
        exposures = _exposures(shown, codes[-1], visit, deals)
        unknown += shown.num_rows - len(exposures)
    return Tables(deals, exposures, redemptions, purchases, customers, visits, products, unknown)


def _redemptions(table: pa.Table, customer: Ints, deals: Deals) -> tuple[Redemptions, int]:
    deal, time = deals.places(_ids(table.column("deal_id"))), micros(table.column("time"))
    known = np.flatnonzero(deal >= 0)
    rows = known[np.lexsort((deal[known], time[known], customer[known]))]
    revenue = _floats(table.column("revenue"))
    return Redemptions(customer[rows], deal[rows], time[rows], revenue[rows]), len(deal) - len(rows)


def _purchases(table: pa.Table | None, customer: Ints) -> tuple[Purchases, pa.Array]:
    if table is None:
        none = np.empty(0)
        return Purchases(customer, customer, none.astype(np.int64), none, none), pa.array([], TEXT)
    product, products = coded(_ids(table.column("product_id")))
    time = micros(table.column("time"))
    rows = np.lexsort((product, time, customer))
    quantity, amount = _floats(table.column("quantity")), _floats(table.column("amount"))
    quantity = np.where(np.isnan(quantity), 1.0, quantity)
    return Purchases(customer[rows], product[rows], time[rows], quantity[rows], amount[rows]), products


def _exposures(table: pa.Table, customer: Ints, visit: Ints, deals: Deals) -> Exposures:
    deal = deals.places(_ids(table.column("deal_id")))
    rank = _floats(table.column("rank"))
    whole = Exposures(customer, deal, micros(table.column("time")), rank, visit, np.ones(len(deal)))
    return whole if (deal >= 0).all() else whole.take(deal >= 0)


def _coded_together(columns: Sequence[Any]) -> tuple[list[Ints], pa.Array]:
    """Codes of each column in the names of all."""
    alike = [_ids(column) for column in columns]
    codes, names = coded(pa.chunked_array([chunk for column in alike for chunk in column.chunks], _IDS))
    ends = np.cumsum([len(column) for column in alike])[:-1]
    return list(np.split(codes, ends)), names


def _ids(column: Any) -> Any:
    return (column if pa.types.is_dictionary(column.type) else column.dictionary_encode()).cast(_IDS)


def _floats(column: Any) -> Floats:
    return np.asarray(pc.fill_null(column, np.nan), dtype=np.float64)
