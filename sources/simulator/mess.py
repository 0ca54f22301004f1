"""How untidy the marketplace is: the stated share of each kind of mess, and the rows that break a contract."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator import dates
from sources.simulator.words import Floats, Index


@dataclass(frozen=True)
class MessRates:
    """Shares of listings, unless said otherwise.

    `silent_*` fields are missing; `omitted` is the share of varying attributes left out of a title, of which
    `carried` are told in the attributes or the description and the others nowhere.
    """

    typo: float = 0.07
    vague_line: float = 0.08  # of titles that tell a model number: the line lacks its qualifiers or is left out
    omitted: float = 0.18
    carried: float = 0.85
    silent_brand: float = 0.25
    silent_category: float = 0.2
    silent_price: float = 0.08
    silent_attributes: float = 0.3
    silent_description: float = 0.45
    silent_image: float = 0.4
    silent_listed_at: float = 0.03
    silent_judged_at: float = 0.02  # of labels
    wrong_brand: float = 0.02  # of brand fields; another maker of the same department
    no_brand_words: float = 0.03  # of brand fields; "Unbranded", "N/A" and the like in place of the brand
    price_slip: float = 0.003  # a decimal point in the wrong place
    shout: float = 0.06  # marketing before the title
    tail: float = 0.12  # and after it


@dataclass(frozen=True)
class BreakRates:
    """Rows that break the contract, added to the good ones, as a share of those (labels: of labels)."""

    repeated_id: float = 0.004
    missing_id: float = 0.001
    negative_price: float = 0.003
    textless: float = 0.002
    unknown_label: float = 0.003


RATES = MessRates()
BREAKS = BreakRates()


def by_seller(rate: float, fullness: Floats, reach: Floats) -> Floats:
    """Probability per seller that a field is missing: higher for careless sellers, `rate` over all listings.

    Args:
        rate: Share over all listings.
        fullness: Share of optional fields that each seller fills, shape (sellers,).
        reach: Cumulative share of listings by seller, shape (sellers,).
    """
    care = 1 - fullness
    weights = np.diff(reach, prepend=0.0)
    probability: Floats = np.minimum(rate * care / np.sum(care * weights), 0.97)
    return probability


def sample(rng: np.random.Generator, rows: int, rate: float) -> Index:
    """About `rate * rows` distinct rows; the fraction is decided by chance."""
    count = int(rate * rows + rng.random())
    return rng.choice(rows, min(count, rows), replace=False)


def with_column(table: pa.Table, name: str, values: object) -> pa.Table:
    """The table with other values in a column of the same type."""
    return table.set_column(
        table.schema.get_field_index(name), table.schema.field(name), pa.array(values, table.schema.field(name).type)
    )


def broken_rows(rng: np.random.Generator, listings: pa.Table, spare_ids: pa.Array) -> tuple[pa.Table, pa.Table]:
    """Rows to add to a table of listings that its contract must refuse.

    Args:
        listings: Good rows, with listing_id, title, description, attributes and price.
        spare_ids: Ids that no listing has, one for each row of `listings`.

    Returns:
        Rows of the moment (without an id, below zero, without text), and rows that arrive late: ids seen before
        with a newer price.
    """
    rows = listings.num_rows
    taken = 0

    def fresh(table: pa.Table) -> pa.Table:
        nonlocal taken
        taken += table.num_rows
        return with_column(table, "listing_id", spare_ids.slice(taken - table.num_rows, table.num_rows))

    nameless = listings.take(sample(rng, rows, BREAKS.missing_id))
    nameless = with_column(nameless, "listing_id", [None] * nameless.num_rows)
    refunds = fresh(listings.take(sample(rng, rows, BREAKS.negative_price)))
    refunds = with_column(refunds, "price", -np.round(rng.lognormal(3.0, 1.0, refunds.num_rows), 2) - 0.01)
    wordless = fresh(listings.take(sample(rng, rows, BREAKS.textless)))
    for name in ("title", "description", "attributes"):
        wordless = with_column(wordless, name, [None] * wordless.num_rows)
    late = listings.take(sample(rng, rows, BREAKS.repeated_id))
    prices = late.column("price").to_numpy(zero_copy_only=False) * rng.choice((0.9, 0.95, 1.05, 1.1), late.num_rows)
    late = with_column(late, "price", pa.array(np.round(prices, 2), from_pandas=True))
    return pa.concat_tables([nameless, refunds, wordless]), late


def dated_later(repeated: pa.Table, rng: np.random.Generator) -> pa.Table:
    """Listings that come again: with a later `listed_at` than they came with first."""
    days, there = dates.days_of(repeated.column("listed_at").combine_chunks())
    again = dates.told(dates.times(dates.days_later(rng, days, dates.UPDATE_LAG)), there)
    return with_column(repeated, "listed_at", again)


def unknown_labels(rng: np.random.Generator, labels: pa.Table, spare_ids: pa.Array) -> pa.Table:
    """Labels that name listings which do not exist (`spare_ids`, at least as many as labels)."""
    found = labels.take(sample(rng, labels.num_rows, BREAKS.unknown_label))
    return with_column(found, "listing_id", spare_ids.slice(0, found.num_rows))
