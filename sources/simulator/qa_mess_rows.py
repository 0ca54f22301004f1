"""Rows that say something broken, come again, or stand between tags."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.deal_breaks import some
from sources.simulator.mess import with_column
from sources.simulator.qa_breaks import ENDLESS_CHARACTERS, MARKED_UP, QA_BREAKS, Words
from sources.simulator.words import hexadecimal

_TAGS = ("<p>", "</p>"), ("<div><b>", "</b></div>"), ("", "<br />")


def endless(text: str) -> str:
    words = f"{text} "
    return words * (ENDLESS_CHARACTERS // len(words) + 1)


def said(rng: np.random.Generator, rows: pa.Table, name: str, rate: float, words: Words) -> pa.Table:
    """Copies of some rows of which one column says something else."""
    found = rows.take(some(rng, rows, rate))
    return with_column(found, name, [words[place] for place in rng.integers(0, len(words), found.num_rows)])


def fresh(rng: np.random.Generator, rows: pa.Table, key: str) -> pa.Table:
    """The rows with ids that no other row has."""
    return with_column(rows, key, hexadecimal("x", rng.integers(1 << 8, 1 << 32, rows.num_rows, np.uint32)))


def again(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    return rows.take(some(rng, rows, QA_BREAKS.repeated))


def marked_up(rng: np.random.Generator, rows: pa.Table, name: str) -> pa.Table:
    """Some texts of a column between tags."""
    texts = rows.column(name).combine_chunks()
    which, chosen = rng.integers(0, len(_TAGS), rows.num_rows), rng.random(rows.num_rows) < MARKED_UP
    before, after = (pa.array([pair[side] for pair in _TAGS]).take(pa.array(which)) for side in (0, 1))
    return with_column(
        rows, name, pc.if_else(pa.array(chosen), pc.binary_join_element_wise(before, texts, after, ""), texts)
    )
