"""The mess in the tables of question answering: silent cells, numbers and times as text, markup, broken rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_breaks import as_text, shuffled, silent, some
from sources.simulator.mess import with_column
from sources.simulator.qa_breaks import (
    BROKEN_ATTRIBUTES,
    NEGATIVE,
    QA_BREAKS,
    QA_SILENCE,
    STRANGE_STARS,
    UNKNOWN_GRADES,
    UNKNOWN_SOURCES,
    WORDLESS,
    Words,
)
from sources.simulator.qa_mess_rows import again, endless, fresh, marked_up, said
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME
from sources.simulator.streams import stream

_AS_TEXT = {"stars", "time", "votes", "expected", "delivered", "quantity", "price", "due", "grade"}


@dataclass(frozen=True)
class QaMess:
    """Adds the mess of a seed to the parts of tables."""

    seed: int

    def part(self, tables: dict[str, pa.Table], block: str) -> dict[str, pa.Table]:
        """The contract's tables of a part with their mess; the truth as it is."""
        found = dict(tables)
        for name, make in _MAKERS.items():
            if name in tables:
                rng = stream(self.seed, f"mess of {name} of question answering, {block}")
                found[name] = make(rng, as_text(tables[name], _AS_TEXT))
        return found


def _products(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks = QA_BREAKS
    rows = marked_up(rng, silent(rng, rows, "brand", QA_SILENCE.brand), "description")
    broken = fresh(rng, said(rng, rows, "attributes", breaks.broken_attributes, BROKEN_ATTRIBUTES), "product_id")
    nameless = said(rng, rows, "product_id", breaks.no_id, (None,))
    return shuffled(rng, [rows, broken, nameless, again(rng, rows)])


def _reviews(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    stars = ("stars", QA_BREAKS.strange_stars, STRANGE_STARS)
    rows = silent(rng, rows, "stars", QA_SILENCE.stars)
    return _voices(rng, rows, "review_id", "text", [stars])


def _answers(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    return _voices(rng, silent(rng, rows, "votes", QA_SILENCE.votes), "answer_id", "answer", [])


def _voices(
    rng: np.random.Generator, rows: pa.Table, key: str, text: str, further: Sequence[tuple[str, float, Words]]
) -> pa.Table:
    """What customers say: rows of new ids that say something broken, and ids that come again with another text."""
    breaks = QA_BREAKS
    rows = marked_up(rng, silent(rng, rows, "time", QA_SILENCE.time), text)
    kinds: list[tuple[str, float, Words]] = [
        (text, breaks.wordless, WORDLESS),
        ("product_id", breaks.unknown_product, ("x0000000", "x0000001")),
        ("time", breaks.broken_time, BROKEN_TIMES),
        ("time", breaks.future_time, (FUTURE_TIME,)),
        *further,
    ]
    broken = [fresh(rng, said(rng, rows, *kind), key) for kind in kinds]
    other = rows.take(some(rng, rows, breaks.other_text))
    others = rows.take(pa.array(rng.integers(0, rows.num_rows, other.num_rows)))
    other = with_column(other, text, others.column(text).combine_chunks())
    nameless = said(rng, rows, key, breaks.no_id, (None,))
    return shuffled(rng, [rows, *broken, other, nameless, again(rng, rows)])


def _orders(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks, there = QA_BREAKS, rows.column("status").combine_chunks()
    gone = pc.and_(pc.equal(there, "delivered"), pa.array(rng.random(rows.num_rows) < QA_SILENCE.status))
    rows = with_column(rows, "status", pc.if_else(gone, pa.scalar(None, pa.string()), there))
    kinds: list[tuple[str, float, Words]] = [
        ("quantity", breaks.negative_quantity, NEGATIVE),
        ("price", breaks.negative_price, NEGATIVE),
        ("time", breaks.broken_time, BROKEN_TIMES),
        ("time", breaks.future_time, (FUTURE_TIME,)),
    ]
    broken = [fresh(rng, said(rng, rows, *kind), "order_id") for kind in kinds]
    nameless = said(rng, rows, "order_id", breaks.no_id, (None,))
    return shuffled(rng, [rows, *broken, nameless, again(rng, rows)])


def _lists(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks = QA_BREAKS
    rows = silent(rng, rows, "list", QA_SILENCE.list)
    nobody = said(rng, rows, "customer_id", breaks.no_id, (None,))
    broken = fresh(rng, said(rng, rows, "time", breaks.broken_time, BROKEN_TIMES), "product_id")
    return shuffled(rng, [rows, nobody, broken, again(rng, rows)])


def _reminders(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks = QA_BREAKS
    wordless = fresh(rng, said(rng, rows, "text", breaks.wordless, WORDLESS), "reminder_id")
    nameless = said(rng, rows, "reminder_id", breaks.no_id, (None,))
    return shuffled(rng, [rows, wordless, nameless, again(rng, rows)])


def _questions(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    """Broken rows are of questions of their own, so that good ones stay whole."""
    breaks = QA_BREAKS
    rows = silent(rng, rows, "kind", QA_SILENCE.kind)
    long = rows.take(pa.array(rng.permutation(rows.num_rows)[: max(1, round(breaks.endless * rows.num_rows))]))
    pages = [endless(text) for text in long.column("question").to_pylist()]
    kinds: list[tuple[str, float, Words]] = [
        ("question", breaks.wordless, WORDLESS),
        ("product_id", breaks.unknown_product, ("x0000000", "x0000001")),
        ("source", breaks.unknown_source, UNKNOWN_SOURCES),
        ("grade", breaks.unknown_grade, UNKNOWN_GRADES),
    ]
    broken = [said(rng, rows, *kind) for kind in kinds]
    added = fresh(rng, pa.concat_tables([*broken, with_column(long, "question", pages)]), "question_id")
    added = with_column(added, "rewording_of", [None] * added.num_rows)
    nameless = said(rng, rows, "question_id", breaks.no_id, (None,))
    return shuffled(rng, [rows, added, nameless, again(rng, rows)])


_MAKERS: dict[str, Callable[[np.random.Generator, pa.Table], pa.Table]] = {
    "products": _products,
    "reviews": _reviews,
    "community_answers": _answers,
    "orders": _orders,
    "wish_lists": _lists,
    "reminders": _reminders,
    "qa": _questions,
}
