"""How untidy the tables of recommendation are: numbers and times as text, rows that the contract refuses, a machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.mess import sample, with_column
from sources.simulator.rec_time import DAYS, told
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME, Mess
from sources.simulator.search_time import DAY
from sources.simulator.streams import stream
from sources.simulator.words import hexadecimal


@dataclass(frozen=True)
class RecBreaks:
    """Rows added to the events, as a share of the good ones; the last two are good ones.

    What is broken of products and stock is as in `search_mess.SearchBreaks`.
    """

    no_customer: float = 0.002
    no_product: float = 0.001
    unknown_type: float = 0.002
    negative_price: float = 0.001
    broken_time: float = 0.001
    future_time: float = 0.002
    repeated: float = 0.004
    delisted: float = 0.001  # of a product of another shop


REC_BREAKS = RecBreaks()
UNKNOWN_TYPES = ("purchase", "click", "wishlist", "VIEW", "?")
SAME_MOMENT = 0.08  # share of visits that are written with one time for all events
BOT_EVENTS, BOT_BEGINS, _BOT_DAYS, _BOT_VISITS = 2_500, DAYS // 2, 20, 25
_BOT_NUMBER = 0xFFFF_FF00  # of the customer and the first visit; no other has it


@dataclass(frozen=True)
class RecMess:
    """Adds the mess of a seed to the parts of tables."""

    seed: int

    def products(self, rows: pa.Table, shelf: int) -> pa.Table:
        """Prices as text, and broken rows. One without any text would be a good one here, so none is added."""
        bare = Mess(self.seed).products(rows.append_column("bullets", rows.column("attributes")), shelf)
        return bare.drop_columns("bullets").filter(bare.column("title").is_valid())

    def stock(self, rows: pa.Table, shelf: int) -> pa.Table:
        """Stays that end before they begin, and stays of unknown products."""
        return Mess(self.seed).stock(rows, shelf)

    def events(self, rows: pa.Table, block: int) -> pa.Table:
        """Times and prices as text, visits of one moment, and rows broken or repeated beside what they came from."""
        rng = stream(self.seed, "mess of recommended events", block)
        rows = _written(_of_one_moment(rng, rows))
        rows = rows.append_column("place", pa.array(np.arange(rows.num_rows)))

        def broken(rate: float, name: str, words: Sequence[str | None]) -> pa.Table:
            found = rows.take(pa.array(sample(rng, rows.num_rows, rate)))
            return with_column(found, name, [words[place] for place in rng.integers(0, len(words), found.num_rows)])

        breaks = REC_BREAKS
        strange = hexadecimal("x", rng.integers(0, 1 << 32, 50, np.uint32)).to_pylist()
        added = [
            broken(breaks.no_customer, "customer_id", [None]),
            broken(breaks.no_product, "product_id", [None]),
            broken(breaks.unknown_type, "type", UNKNOWN_TYPES),
            broken(breaks.negative_price, "price", ["-9.99", "-0.01"]),
            broken(breaks.broken_time, "time", BROKEN_TIMES),
            broken(breaks.future_time, "time", [FUTURE_TIME]),
            broken(breaks.delisted, "product_id", strange),
        ]
        repeated = rows.take(pa.array(sample(rng, rows.num_rows, breaks.repeated)))
        whole = pa.concat_tables([rows, *added, repeated])
        order = np.argsort(whole.column("place").to_numpy(), kind="stable")
        return whole.drop_columns("place").take(pa.array(order))

    def machine(self, products: pa.Array, region: str) -> dict[str, pa.Table]:
        """A customer that is none: thousands of views within days, of anything. Parts of `customers` and `events`.

        Args:
            products: Ids of what it looks at, launched by `BOT_BEGINS`.
            region: Where it says it is.
        """
        rng = stream(self.seed, "a machine among customers")
        number = np.full(BOT_EVENTS, _BOT_NUMBER, np.uint32)
        visit = np.sort(rng.integers(0, _BOT_VISITS, BOT_EVENTS))
        begins = np.sort(rng.integers(BOT_BEGINS * DAY, (BOT_BEGINS + _BOT_DAYS) * DAY, _BOT_VISITS))
        seconds = begins[visit] + rng.integers(0, 600, BOT_EVENTS)
        order = np.lexsort((seconds, visit))
        events = pa.table(
            {
                "customer_id": hexadecimal("b", number),
                "product_id": products.take(pa.array(rng.integers(0, len(products), BOT_EVENTS))),
                "time": told(seconds[order]),
                "type": pa.array(["view"] * BOT_EVENTS),
                "region": pa.array([region] * BOT_EVENTS),
                "price": np.round(rng.lognormal(3, 1, BOT_EVENTS), 2),
                "visit_id": hexadecimal("b", number + visit.astype(np.uint32)),
            }
        )
        customers = {
            "customer_id": hexadecimal("b", number[:1]),
            "region": pa.array([region]),
        }
        return {"customers": pa.table(customers), "events": _written(events)}


def _of_one_moment(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    """Some visits are written with one time for all that happened."""
    visits, times = rows.column("visit_id").combine_chunks().dictionary_encode(), rows.column("time")
    visit, seconds = visits.indices.to_numpy(), times.cast(pa.int64()).to_numpy()
    first = np.full(len(visits.dictionary), np.iinfo(np.int64).max)
    np.minimum.at(first, visit, seconds)
    same = (rng.random(len(first)) < SAME_MOMENT)[visit]
    moments = pa.array(np.where(same, first[visit], seconds)).cast(times.type)
    return rows.set_column(rows.schema.get_field_index("time"), "time", moments)


def _written(rows: pa.Table) -> pa.Table:
    """Times and prices as text."""
    moments = rows.column("time").cast(pa.timestamp("s", "UTC"))
    text = {"time": pc.strftime(moments, format="%Y-%m-%dT%H:%M:%SZ"), "price": rows.column("price").cast(pa.string())}
    for name, values in text.items():
        rows = rows.set_column(rows.schema.get_field_index(name), name, values)
    return rows
