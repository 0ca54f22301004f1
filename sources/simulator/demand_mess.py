"""Rows of sales that the contract refuses, added to the good ones at stated rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.mess import sample, with_column


@dataclass(frozen=True)
class SalesBreaks:
    """Rows added, as a share of the good ones."""

    no_product: float = 0.001
    no_units: float = 0.002
    negative_price: float = 0.001
    broken_date: float = 0.002
    future_date: float = 0.001
    repeated: float = 0.003


_BEFORE = timedelta(minutes=10)
SALES_BREAKS = SalesBreaks()
BROKEN_DATES = ("2023-02-30", "12/31/2023", "2024-13-01", "yesterday", "0000-00-00")
FUTURE_DATE = "2099-12-31"  # what a till without a clock writes


def _earlier(rows: pa.Table) -> pa.Table:
    """Recorded a little before the good rows that they were made from, which must not be set aside with them."""
    moments = pc.subtract(rows.column("recorded_at"), pa.scalar(_BEFORE, pa.duration("us")))
    return rows.set_column(rows.schema.get_field_index("recorded_at"), "recorded_at", moments)


def broken_sales(rng: np.random.Generator, sales: pa.Table) -> pa.Table:
    """Rows to add to good ones, of the contract's columns with `date` as text."""
    rows = sales.num_rows

    def taken(rate: float) -> pa.Table:
        return sales.take(pa.array(sample(rng, rows, rate)))

    nameless = taken(SALES_BREAKS.no_product)
    countless = _earlier(taken(SALES_BREAKS.no_units))
    booked = _earlier(taken(SALES_BREAKS.negative_price))
    undated, early = taken(SALES_BREAKS.broken_date), taken(SALES_BREAKS.future_date)
    words = [BROKEN_DATES[place] for place in rng.integers(0, len(BROKEN_DATES), undated.num_rows)]
    return pa.concat_tables(
        [
            with_column(nameless, "product_id", [None] * nameless.num_rows),
            with_column(countless, "units", [None] * countless.num_rows),
            with_column(booked, "price", -np.round(rng.lognormal(3.0, 1.0, booked.num_rows), 2) - 0.01),
            with_column(undated, "date", words),
            with_column(early, "date", [FUTURE_DATE] * early.num_rows),
            taken(SALES_BREAKS.repeated),
        ]
    )
