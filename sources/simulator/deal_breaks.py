"""How untidy the tables of deals are: the share of each kind of mess, and how cells are left out or written as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.mess import sample, with_column
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME


@dataclass(frozen=True)
class DealBreaks:
    """Rows added, as a share of the good ones of their table; the last two are good ones."""

    no_customer: float = 0.002  # of exposures, redemptions, transactions
    unknown_deal: float = 0.004  # of exposures and redemptions
    rank_zero: float = 0.001  # of exposures
    negative_revenue: float = 0.003  # of redemptions
    negative_quantity: float = 0.002  # of transactions: what came back
    no_product: float = 0.001
    broken_time: float = 0.001  # of exposures, redemptions, transactions
    future_time: float = 0.001
    ends_before: float = 0.005  # of deals
    percents: float = 0.003  # discounts such as 30 for 0.3
    negative_stock: float = 0.002
    no_id: float = 0.002  # of deals and products
    negative_price: float = 0.002  # of products
    repeated: float = 0.004  # of exposures and redemptions
    delisted: float = 0.002  # of transactions: of products of another shop


@dataclass(frozen=True)
class DealSilence:
    """What is not told: cells, as a share of their column, and exposures."""

    products: float = 0.06  # of deals
    category: float = 0.08
    brand: float = 0.1
    title: float = 0.03
    price: float = 0.04
    age: float = 0.08  # of customers
    income: float = 0.15
    visits: float = 0.06  # of a channel that logs nothing


DEAL_BREAKS, DEAL_SILENCE = DealBreaks(), DealSilence()


def some(rng: np.random.Generator, rows: pa.Table, rate: float) -> pa.Array:
    return pa.array(sample(rng, rows.num_rows, rate))


def silent(rng: np.random.Generator, rows: pa.Table, name: str, rate: float) -> pa.Table:
    """The table with some cells of a column left out."""
    column = rows.column(name).combine_chunks()
    gone = pa.array(rng.random(rows.num_rows) < rate)
    return with_column(rows, name, pc.if_else(gone, pa.scalar(None, column.type), column))


def as_text(rows: pa.Table, names: set[str]) -> pa.Table:
    """The table with numbers and times of these columns as text."""
    for place, name in enumerate(rows.column_names):
        if name in names:
            column = rows.column(name)
            if pa.types.is_timestamp(column.type):
                text = pc.strftime(column.cast(pa.timestamp("s", "UTC")), format="%Y-%m-%dT%H:%M:%SZ")
            else:
                text = column.cast(pa.string())
            rows = rows.set_column(place, name, text)
    return rows


def shuffled(rng: np.random.Generator, parts: list[pa.Table]) -> pa.Table:
    whole = pa.concat_tables(parts)
    return whole.take(pa.array(rng.permutation(whole.num_rows)))


def broken_events(
    rng: np.random.Generator, rows: pa.Table, broken: list[tuple[str, float, Sequence[str | None]]], repeated: float
) -> pa.Table:
    """The rows, and behind what they came from copies of which one column says something else.

    Args:
        rng: Of the part.
        rows: Of which `time` is text.
        broken: Column, rate and what is said there.
        repeated: Share of rows that come twice.
    """
    moments: list[tuple[str, float, Sequence[str | None]]] = [
        ("time", DEAL_BREAKS.broken_time, BROKEN_TIMES),
        ("time", DEAL_BREAKS.future_time, [FUTURE_TIME]),
    ]
    order, parts = [np.arange(rows.num_rows)], [rows]
    for column, rate, words in [*broken, *moments]:
        taken = sample(rng, rows.num_rows, rate)
        said = [words[place] for place in rng.integers(0, len(words), len(taken))]
        parts.append(with_column(rows.take(pa.array(taken)), column, said))
        order.append(taken)
    copies = sample(rng, rows.num_rows, repeated)
    whole = pa.concat_tables([*parts, rows.take(pa.array(copies))])
    return whole.take(pa.array(np.argsort(np.concatenate([*order, copies]), kind="stable")))
