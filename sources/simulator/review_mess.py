"""The mess in the tables of reviews: silent cells, numbers and times as text, rows that the contract refuses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_breaks import as_text, shuffled, silent, some
from sources.simulator.mess import with_column
from sources.simulator.review_breaks import (
    ENDLESS_BYTES,
    MARKUP,
    REVIEW_BREAKS,
    REVIEW_SILENCE,
    SIGNS,
    STRANGE_STARS,
    TEXTLESS,
    UNKNOWN_SENTIMENTS,
    Words,
)
from sources.simulator.search_mess import BROKEN_TIMES, FUTURE_TIME
from sources.simulator.streams import stream
from sources.simulator.words import hexadecimal

_FAR = 5_000  # characters behind the end
_OPPOSITE = {"positive": "negative", "negative": "positive", "neutral": "negative"}
_OFFSETS = {"aspect_start", "aspect_end", "opinion_start", "opinion_end"}


@dataclass(frozen=True)
class ReviewMess:
    """Adds the mess of a seed to the parts of tables."""

    seed: int

    def part(self, tables: dict[str, pa.Table], shelf: int, batch: int) -> dict[str, pa.Table]:
        """Reviews and annotations of a batch with their mess; the truth as it is."""
        rng = stream(self.seed, f"mess of reviews of shelf {shelf}", batch)
        return tables | {
            "reviews": _reviews(rng, tables["reviews"]),
            "annotations": _annotations(rng, tables["annotations"]),
        }


def _reviews(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks = REVIEW_BREAKS
    for name in ("product_id", "category", "stars", "time", "language"):
        rows = silent(rng, rows, name, getattr(REVIEW_SILENCE, name))
    rows = as_text(rows, {"stars", "time"})
    long = rows.take(pa.array(rng.permutation(rows.num_rows)[: max(1, round(breaks.endless * rows.num_rows))]))
    texts = [_endless(text) for text in long.column("text").to_pylist()]
    fresh = [
        _said(rng, rows, "text", breaks.textless, TEXTLESS),
        _said(rng, rows, "text", breaks.signs, SIGNS),
        _said(rng, rows, "text", breaks.markup, MARKUP),
        with_column(long, "text", texts),
        _said(rng, rows, "stars", breaks.strange_stars, STRANGE_STARS),
        _said(rng, rows, "time", breaks.broken_time, BROKEN_TIMES),
        _said(rng, rows, "time", breaks.future_time, (FUTURE_TIME,)),
    ]
    added = pa.concat_tables(fresh)
    added = with_column(added, "review_id", hexadecimal("x", rng.integers(0, 1 << 32, added.num_rows, np.uint32)))
    added = with_column(added, "annotated", np.zeros(added.num_rows, np.bool_))
    again = rows.take(some(rng, rows, breaks.other_text))
    others = rows.take(pa.array(rng.integers(0, rows.num_rows, again.num_rows)))
    for name in ("text", "stars"):
        again = with_column(again, name, others.column(name).combine_chunks())
    nameless = _said(rng, rows, "review_id", breaks.no_id, (None,))
    return shuffled(rng, [rows, added, again, nameless, rows.take(some(rng, rows, breaks.repeated))])


def _annotations(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    breaks = REVIEW_BREAKS
    for name in ("attribute", "opinion", "aspect"):
        rows = silent(rng, rows, name, getattr(REVIEW_SILENCE, name))
    there = rows.filter(rows.column("opinion_start").is_valid())

    def shifted(rate: float, begin: int, end: int) -> pa.Table:
        found = there.take(some(rng, there, rate))
        for name, step in (("opinion_start", begin), ("opinion_end", end)):
            found = with_column(found, name, pc.add(found.column(name), step).combine_chunks())
        return found

    turned = there.take(some(rng, there, breaks.backwards))
    begins, ends = (turned.column(name).combine_chunks() for name in ("opinion_start", "opinion_end"))
    turned = with_column(with_column(turned, "opinion_start", ends), "opinion_end", begins)
    half = there.take(some(rng, there, breaks.half))
    against = rows.take(some(rng, rows, breaks.contradicting))
    opposite = [_OPPOSITE[mood] for mood in against.column("sentiment").to_pylist()]
    strangers = rows.take(some(rng, rows, breaks.unknown_review))
    ids = hexadecimal("y", rng.integers(0, 1 << 32, strangers.num_rows, np.uint32))
    added = [
        shifted(breaks.outside, _FAR, _FAR),
        shifted(breaks.crossing, 1, 0),
        turned,
        with_column(half, "opinion_end", [None] * half.num_rows),
        with_column(strangers, "review_id", ids),
        _said(rng, rows, "sentiment", breaks.unknown_sentiment, UNKNOWN_SENTIMENTS),
        with_column(against, "sentiment", opposite),
        rows.take(some(rng, rows, breaks.copied)),
    ]
    return shuffled(rng, [as_text(one, _OFFSETS) for one in (rows, *added)])


def _said(rng: np.random.Generator, rows: pa.Table, name: str, rate: float, words: Words) -> pa.Table:
    """Copies of some rows with one of the words in a column."""
    found = rows.take(some(rng, rows, rate))
    return with_column(found, name, [words[place] for place in rng.integers(0, len(words), found.num_rows)])


def _endless(text: str) -> str:
    return (text + " ") * (ENDLESS_BYTES // len(text) + 1)
