"""From neighbouring texts to candidate listings: many listings may bear one and the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Members:
    """Which rows bear which text.

    Attributes:
        text_of: Text of each row, int64 (rows,).
        rows: Rows sorted by text, int64 (rows,).
        starts: Where each text's rows begin in `rows`, int64 (texts + 1,).
        ordinal: Place of each row among the rows of its text, int64 (rows,).
    """

    text_of: Ints
    rows: Ints
    starts: Ints
    ordinal: Ints

    @classmethod
    def of(cls, text_of: Ints, texts: int) -> Self:
        rows = np.argsort(text_of, kind="stable").astype(np.int64)
        starts = np.concatenate([[0], np.cumsum(np.bincount(text_of, minlength=texts))]).astype(np.int64)
        ordinal = np.empty(len(rows), dtype=np.int64)
        ordinal[rows] = np.arange(len(rows)) - starts[text_of[rows]]
        return cls(text_of, rows, starts, ordinal)

    @property
    def sizes(self) -> Ints:
        return np.diff(self.starts)


def allot(queries: int, found_text: Ints, starts: Ints, sizes: Ints, wanted: int, share: float, own: Bools) -> Ints:
    """How many listings of each neighbouring text a query may take.

    Args:
        queries: Number of query texts.
        found_text: Neighbouring index texts, by query text and falling score.
        starts: Where the neighbours of each query text begin in `found_text`; (queries + 1,).
        sizes: Listings of each index text.
        wanted: Candidates to reach per query.
        share: Largest share of `wanted` from one text, while other texts can fill the rest.
        own: Whether the neighbour is the query's own text in the same table, where a listing is not its own candidate.

    Returns:
        Listings to take, int64, as long as `found_text`; 0 where better neighbours already give `wanted`.
    """
    query = np.repeat(np.arange(queries), np.diff(starts))
    available = np.minimum(sizes[found_text] - own, wanted)
    everything = np.bincount(query, weights=available, minlength=queries).astype(np.int64)
    limit = max(1, int(np.ceil(share * wanted)))
    # one text may fill what all others together leave open
    taken = np.minimum(available, np.maximum(limit, wanted - (everything[query] - available)))
    before = np.concatenate([[0], np.cumsum(taken)])
    before = before[:-1] - before[starts[:-1]][query]
    return np.where(before < wanted, taken, 0)


def expand(
    queries: Members, rows: slice, found_text: Ints, starts: Ints, taken: Ints, index: Members, *, within: bool
) -> tuple[Ints, Ints, Ints]:
    """Candidates of some query rows among the listings that bear the neighbouring texts.

    Of a text that many listings bear each query takes a few, beginning at another place than the next query does: so
    a thousand equal listings form a ring of neighbours and not a thousand times the same few.

    Args:
        queries: Rows of the queries and their texts.
        rows: Query rows to treat.
        found_text: Neighbouring index texts, by query text and falling score.
        starts: Where the neighbours of each query text begin in `found_text`.
        taken: From `allot`.
        index: Rows of the index and their texts.
        within: Queries are the index rows themselves; a row is then no candidate of its own.

    Returns:
        Query row, index row, and position of the neighbour in `found_text`; sorted by query row, then by neighbour.
    """
    text_of, ordinal = queries.text_of[rows], queries.ordinal[rows]
    counts = np.diff(starts)[text_of]
    row = np.repeat(np.arange(len(text_of)), counts)
    edge = _ranges(starts[:-1][text_of], counts)
    live = taken[edge] > 0
    row, edge = row[live], edge[live]
    take, target = taken[edge], found_text[edge]
    own = (target == text_of[row]) if within else np.zeros(len(row), dtype=bool)
    first = np.where(own, ordinal[row] + 1, ordinal[row] * take)
    place = np.repeat(first, take) + _ranges(np.zeros(len(take), dtype=np.int64), take)
    target = np.repeat(target, take)
    candidate = index.rows[index.starts[target] + place % np.maximum(index.sizes[target], 1)]
    return np.repeat(row, take) + (rows.start or 0), candidate, np.repeat(edge, take)


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """The integers start, start + 1, ... of each range, one range after the other."""
    ends = np.cumsum(lengths)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
