"""The deals: their time, what they are for, and what a redemption of them brings in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import NO_TIME, TEXT, TIME, UNKNOWN, Floats, Ints, Longs, Mask, coded, micros, places, read
from infra.errors import DataError

EVER: Final = np.iinfo(np.int64).max
COLUMNS: Final = {
    "deal_id": TEXT,
    "start": TIME,
    "end": TIME,
    "offer_id": TEXT,
    "campaign_id": TEXT,
    "type": TEXT,
    "title": TEXT,
    "products": TEXT,
    "category": TEXT,
    "brand": TEXT,
    "discount": pa.float64(),
    "price": pa.float64(),
    "stock": pa.float64(),
    "budget": pa.float64(),
    "cost": pa.float64(),
}


@dataclass(frozen=True)
class Deals:
    """d deals, in order of their ids.

    Attributes:
        table: With the columns `COLUMNS`; offer_id is never missing, products are JSON lists.
    """

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def ids(self) -> pa.Array:
        """(d,) in rising order."""
        return self.table.column("deal_id").combine_chunks()

    @cached_property
    def start(self) -> Longs:
        """(d,) microseconds."""
        return micros(self.table.column("start"))

    @cached_property
    def end(self) -> Longs:
        """(d,) first moment at which it is over; `EVER` where no end is known."""
        end = micros(self.table.column("end"))
        return np.where(end == NO_TIME, EVER, end)

    @cached_property
    def offer(self) -> Ints:
        """(d,) a number for each offer, from 0."""
        return coded(self.table.column("offer_id"))[0]

    @cached_property
    def paid(self) -> Floats:
        """(d,) price after the discount; NaN where no price is given."""
        price, discount = (
            np.asarray(pc.fill_null(self.table.column(name), np.nan), dtype=np.float64)
            for name in ("price", "discount")
        )
        paid: Floats = price * (1 - np.where(np.isnan(discount), 0.0, discount))
        return paid

    def places(self, ids: Any) -> Ints:
        """(n,) position of each id of a dictionary column, `UNKNOWN` where there is no such deal."""
        codes, names = coded(ids)
        return np.append(places(names, self.ids), UNKNOWN)[codes].astype(np.int32)

    def live(self, deal: Ints, time: Longs) -> Mask:
        """(n,) whether each deal could be redeemed at a time."""
        return np.asarray((self.start[deal] <= time) & (time < self.end[deal]))


def read_deals(folder: Path) -> Deals:
    """The table `deals`, normalised.

    Raises:
        DataError: It is absent or empty, or products cannot be read.
    """
    table = read(folder, "deals", COLUMNS)
    if table is None or table.num_rows == 0:
        what = "holds no `deals`" if table is None else "holds `deals` without any row"
        raise DataError(f"{folder} {what}.", "Give the table; `bazaar contract deal_ranking` shows it.")
    table = table.sort_by("deal_id")
    offers = pc.coalesce(table.column("offer_id"), table.column("deal_id"))
    table = table.set_column(table.column_names.index("offer_id"), "offer_id", offers)
    products = _product_lists(table.column("products").to_pylist())
    return Deals(table.set_column(table.column_names.index("products"), "products", pa.array(products, TEXT)))


def _product_lists(cells: list[str | None]) -> list[str | None]:
    """JSON lists of texts, each product once; None where none is named."""
    told = [_listed(cell) for cell in cells]
    broken = [cell for cell, own in zip(cells, told, strict=True) if own is None]
    if broken:
        raise DataError(
            f"deals.products: {len(broken):,} of {len(cells):,} cells hold no list of ids, such as {broken[0]!r:.100}.",
            'Write a JSON list of ids such as ["p4", "p17"], or ids parted by semicolons.',
        )
    return [json.dumps(own, ensure_ascii=False) if own else None for own in told]


def _listed(cell: str | None) -> list[str] | None:
    text = (cell or "").strip()
    if not text.startswith(("[", "{")):
        own = [part.strip() for part in text.split(";")]
    else:
        try:
            read = json.loads(text)
        except ValueError:
            return None
        if not isinstance(read, list) or not all(isinstance(one, str | int) for one in read):
            return None
        own = [str(one).strip() for one in read]
    return list(dict.fromkeys(one for one in own if one))
