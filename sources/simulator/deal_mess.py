"""The mess in the tables of deals: rows that the contract refuses, cells and exposures that are missing, text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_breaks import DEAL_BREAKS, DEAL_SILENCE, as_text, broken_events, shuffled, silent, some
from sources.simulator.deal_happened import Happened
from sources.simulator.deal_time import BEGINS
from sources.simulator.mess import with_column
from sources.simulator.search_time import DAY
from sources.simulator.streams import draws, scrambled, stream
from sources.simulator.words import Mask, hexadecimal

UNLOGGED_DAYS = (44, 48)  # of the period: first, and first one with a log again
_DEAL_NUMBERS = {"start", "end", "discount", "price", "stock", "budget", "cost"}


@dataclass(frozen=True)
class DealMess:
    """Adds the mess of a seed to the parts of tables."""

    seed: int

    def written(self, happened: Happened) -> Mask:
        """Which exposures were logged: none of some days, none of a channel; (rows,)."""
        channel = draws(scrambled(happened.visit, self.seed, "visit to deals"), self.seed, "channel without a log")
        day = (happened.seconds - BEGINS) // DAY
        first, end = UNLOGGED_DAYS
        found: Mask = (channel >= DEAL_SILENCE.visits) & ~((first <= day) & (day < end))
        return found

    def deals(self, rows: pa.Table) -> pa.Table:
        """Silent cells, numbers as text, and broken rows, whose ids no other deal has."""
        rng, silence, breaks = stream(self.seed, "mess of deals"), DEAL_SILENCE, DEAL_BREAKS
        for name in ("products", "category", "brand", "title", "price"):
            rows = silent(rng, rows, name, getattr(silence, name))
        # exporters write both for nothing
        blank = np.asarray(rows.column("category").is_null()) & (rng.random(rows.num_rows) < 0.5)
        rows = with_column(rows, "category", pc.if_else(pa.array(blank), "", rows.column("category")).combine_chunks())
        turned = rows.filter(rows.column("end").is_valid())
        turned = turned.take(some(rng, turned, breaks.ends_before))
        turned = with_column(
            with_column(turned, "end", turned.column("start").combine_chunks()),
            "start",
            turned.column("end").combine_chunks(),
        )
        rows, turned = as_text(rows, _DEAL_NUMBERS), as_text(turned, _DEAL_NUMBERS)
        percents = rows.take(some(rng, rows, breaks.percents))
        words = [str(round(100 * float(share))) for share in percents.column("discount").to_pylist()]
        negative = rows.take(some(rng, rows, breaks.negative_stock))
        fresh = pa.concat_tables(
            [
                turned,
                with_column(percents, "discount", words),
                with_column(negative, "stock", ["-1"] * negative.num_rows),
            ]
        )
        fresh = with_column(fresh, "deal_id", hexadecimal("x", rng.integers(0, 1 << 32, fresh.num_rows, np.uint32)))
        nameless = rows.take(some(rng, rows, breaks.no_id))
        return shuffled(rng, [rows, fresh, with_column(nameless, "deal_id", [None] * nameless.num_rows)])

    def customers(self, rows: pa.Table) -> pa.Table:
        """Silent cells."""
        rng = stream(self.seed, "mess of customers of deals")
        for name in ("age", "income"):
            rows = silent(rng, rows, name, getattr(DEAL_SILENCE, name))
        return rows

    def products(self, rows: pa.Table, shelf: int) -> pa.Table:
        """Prices as text, and broken rows."""
        rng, breaks = stream(self.seed, "mess of products of deals", shelf), DEAL_BREAKS
        rows = as_text(rows, {"price"})
        nameless = rows.take(some(rng, rows, breaks.no_id))
        refunds = rows.take(some(rng, rows, breaks.negative_price))
        ids = hexadecimal("x", rng.integers(0, 1 << 32, refunds.num_rows, np.uint32))
        refunds = with_column(with_column(refunds, "product_id", ids), "price", ["-9.99"] * refunds.num_rows)
        return shuffled(rng, [rows, with_column(nameless, "product_id", [None] * nameless.num_rows), refunds])

    def exposures(self, rows: pa.Table, part: int) -> pa.Table:
        """Times and ranks as text, and rows broken or repeated beside what they came from."""
        breaks = DEAL_BREAKS
        return broken_events(
            stream(self.seed, "mess of exposures of deals", part),
            as_text(rows, {"time", "rank"}),
            [
                ("customer_id", breaks.no_customer, [None]),
                ("deal_id", breaks.unknown_deal, self._strangers("y")),
                ("rank", breaks.rank_zero, ["0", "-1"]),
            ],
            breaks.repeated,
        )

    def redemptions(self, rows: pa.Table, part: int) -> pa.Table:
        """Times and revenue as text, and rows broken or repeated beside what they came from."""
        breaks = DEAL_BREAKS
        return broken_events(
            stream(self.seed, "mess of redemptions of deals", part),
            as_text(rows, {"time", "revenue"}),
            [
                ("customer_id", breaks.no_customer, [None]),
                ("deal_id", breaks.unknown_deal, self._strangers("y")),
                ("revenue", breaks.negative_revenue, ["-9.99", "-0.01"]),
            ],
            breaks.repeated,
        )

    def transactions(self, rows: pa.Table, part: int) -> pa.Table:
        """Times and numbers as text, and broken rows beside what they came from."""
        breaks = DEAL_BREAKS
        return broken_events(
            stream(self.seed, "mess of transactions of deals", part),
            as_text(rows, {"time", "quantity", "amount"}),
            [
                ("customer_id", breaks.no_customer, [None]),
                ("product_id", breaks.no_product, [None]),
                ("product_id", breaks.delisted, self._strangers("x")),
                ("quantity", breaks.negative_quantity, ["-1"]),
            ],
            0.0,
        )

    def _strangers(self, prefix: str) -> list[str | None]:
        """Ids that nobody knows."""
        numbers = stream(self.seed, "unknown ids of deals").integers(0, 1 << 32, 50, np.uint32)
        found: list[str | None] = hexadecimal(prefix, numbers).to_pylist()
        return found
