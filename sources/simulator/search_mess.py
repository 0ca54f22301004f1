"""How untidy the tables of searches are: numbers and times as text, and rows that the contract refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.mess import sample, with_column
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import hexadecimal


@dataclass(frozen=True)
class SearchBreaks:
    """Rows added, as a share of the good ones of their table; the last one are whole copies, which are good."""

    unknown_product: float = 0.002  # of events, judgments and stock
    no_query: float = 0.002  # of events
    wordless_query: float = 0.001
    negative_rank: float = 0.002
    broken_time: float = 0.001
    future_time: float = 0.001
    unclear_click: float = 0.001
    unknown_grade: float = 0.003  # of judgments
    ends_before: float = 0.002  # of stock
    no_id: float = 0.001  # of products
    negative_price: float = 0.002
    textless: float = 0.003
    repeated: float = 0.003  # of events


SEARCH_BREAKS = SearchBreaks()
UNKNOWN_GRADES = ("good", "?", "-1", "n/a")
WORDLESS_QUERIES = ("???", "-", " ", "🎁🎁")
BROKEN_TIMES = ("2025-02-30T10:00:00Z", "31.04.2025 25:61", "2025-13-01T00:00:00Z", "yesterday")
FUTURE_TIME = "2099-12-31T23:59:59Z"  # what a server without a clock writes
UNCLEAR_CLICKS = ("maybe", "?", "clck")
_GRADE_MANNERS = (0.05, 0.1, 0.15)  # cumulative share of grades in capitals, with one, as a letter
_BEFORE = timedelta(minutes=10)  # so that a broken judgment does not speak against the good one it was made from
_PRODUCT_BITS = 14  # of a product's number within its shelf; the last ones belong to none


@dataclass(frozen=True)
class Mess:
    """Adds the mess of a seed to the parts of tables."""

    seed: int

    def products(self, rows: pa.Table, shelf: int) -> pa.Table:
        """Prices as text, and broken rows, whose ids no other product has."""
        rng = stream(self.seed, "mess of searched products", shelf)
        rows = _as_text(rows, "price")
        nameless = _copies(rng, rows, SEARCH_BREAKS.no_id)
        refunds = _copies(rng, rows, SEARCH_BREAKS.negative_price)
        textless = _copies(rng, rows, SEARCH_BREAKS.textless)
        prices = [f"-{price:.2f}" for price in rng.lognormal(3, 1, refunds.num_rows)]
        for name in ("title", "description", "bullets", "brand", "category"):
            textless = _constant(textless, name, None)
        spare = ((shelf + 1) << _PRODUCT_BITS) - 1 - np.arange(refunds.num_rows + textless.num_rows)
        broken = pa.concat_tables([with_column(refunds, "price", prices), textless])
        ids = hexadecimal("p", scrambled(spare, self.seed, "product"))
        added = [_constant(nameless, "product_id", None), with_column(broken, "product_id", ids)]
        return _shuffled(rng, [rows, *added])

    def stock(self, rows: pa.Table, shelf: int) -> pa.Table:
        """Stays that end before they begin, and stays of unknown products."""
        rng = stream(self.seed, "mess of stock", shelf)
        both = rows.filter(pc.and_(rows.column("available_from").is_valid(), rows.column("available_to").is_valid()))
        turned = _copies(rng, both, SEARCH_BREAKS.ends_before * rows.num_rows / max(both.num_rows, 1))
        begin, end = turned.column("available_from"), turned.column("available_to")
        turned = with_column(with_column(turned, "available_from", end), "available_to", begin)
        return _shuffled(rng, [rows, turned, self._strangers(rng, rows)])

    def events(self, rows: pa.Table, batch: int) -> pa.Table:
        """Times, ranks and flags as text, and rows that are broken or repeated, beside what they were made from."""
        rng = stream(self.seed, "mess of search events", batch)
        moment = rows.column("time")
        rows = _replaced(rows, "time", pc.strftime(moment.cast(pa.timestamp("s", "UTC")), format="%Y-%m-%dT%H:%M:%SZ"))
        rows = _as_text(rows, "rank")
        for name in ("click", "purchase"):
            rows = _replaced(rows, name, pc.if_else(rows.column(name), "1", "0"))
        rows = rows.append_column("place", pa.array(np.arange(rows.num_rows)))

        def broken(rate: float, name: str, words: Sequence[str | None]) -> pa.Table:
            found = _copies(rng, rows, rate)
            return with_column(found, name, [words[place] for place in rng.integers(0, len(words), found.num_rows)])

        breaks = SEARCH_BREAKS
        added = [
            broken(breaks.no_query, "query", [None]),
            broken(breaks.wordless_query, "query", WORDLESS_QUERIES),
            broken(breaks.negative_rank, "rank", ["-1", "-3"]),
            broken(breaks.broken_time, "time", BROKEN_TIMES),
            broken(breaks.future_time, "time", [FUTURE_TIME]),
            broken(breaks.unclear_click, "click", UNCLEAR_CLICKS),
            self._strangers(rng, rows),
        ]
        repeated = _copies(rng, rows, breaks.repeated)
        whole = pa.concat_tables([rows, *added, repeated])
        order = np.argsort(whole.column("place").to_numpy(), kind="stable")
        return whole.drop_columns("place").take(pa.array(order))

    def judgments(self, rows: pa.Table) -> pa.Table:
        """Grades as raters type them, and some that nobody understands; judgments of unknown products."""
        rng = stream(self.seed, "mess of judgments")
        grades = rows.column("grade").combine_chunks()
        manner = np.searchsorted(_GRADE_MANNERS, rng.random(len(grades)), side="right")
        letters = pc.utf8_upper(pc.utf8_slice_codeunits(grades, 0, 1))
        manners = [pc.utf8_upper(grades), pc.utf8_capitalize(grades), letters, grades]
        typed = pc.choose(pa.array(manner), *manners)
        rows = with_column(rows, "grade", typed)
        unclear = _copies(rng, rows, SEARCH_BREAKS.unknown_grade)
        before = pc.subtract(unclear.column("judged_at"), pa.scalar(_BEFORE, pa.duration("us")))
        unclear = _replaced(unclear, "judged_at", before)
        words = [UNKNOWN_GRADES[place] for place in rng.integers(0, len(UNKNOWN_GRADES), unclear.num_rows)]
        return _shuffled(rng, [rows, with_column(unclear, "grade", words), self._strangers(rng, rows)])

    def _strangers(self, rng: np.random.Generator, rows: pa.Table) -> pa.Table:
        """Copies with a product that nobody knows: of another shop, so the id begins with another letter."""
        found = _copies(rng, rows, SEARCH_BREAKS.unknown_product)
        return with_column(found, "product_id", hexadecimal("x", rng.integers(0, 1 << 32, found.num_rows, np.uint32)))


def _replaced(rows: pa.Table, name: str, values: object) -> pa.Table:
    """The table with a column of any type in the place of another."""
    return rows.set_column(rows.schema.get_field_index(name), name, values)


def _as_text(rows: pa.Table, name: str) -> pa.Table:
    return _replaced(rows, name, rows.column(name).cast(pa.string()))


def _constant(rows: pa.Table, name: str, value: str | None) -> pa.Table:
    return with_column(rows, name, [value] * rows.num_rows)


def _copies(rng: np.random.Generator, rows: pa.Table, rate: float) -> pa.Table:
    return rows.take(pa.array(sample(rng, rows.num_rows, rate)))


def _shuffled(rng: np.random.Generator, parts: list[pa.Table]) -> pa.Table:
    whole = pa.concat_tables(parts)
    return whole.take(pa.array(rng.permutation(whole.num_rows)))
