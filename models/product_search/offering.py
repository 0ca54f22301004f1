"""What of past queries may be told to others: what one person alone has typed is nobody else's business."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..vocabulary import Floats, Ints, Vocabulary
from .asked import AskedQueries


def asked_by(things: Ints, search: Ints, queries: AskedQueries, count: int) -> Floats:
    """How many customers have asked for each thing; (count,).

    Args:
        things: Number of a thing (a phrase, a word) that a search asks for; (m,).
        search: The search; (m,).
        queries: All searches. Where it is not told who they are of, what they count stands for customers.
        count: Things.
    """
    if queries.askers is None:
        each = np.unique(np.column_stack([things, search]), axis=0)
        return np.bincount(each[:, 0], queries.weights[each[:, 1]], count).astype(np.float64)
    each = np.unique(np.column_stack([things, queries.askers[search]]), axis=0)
    return np.bincount(each[:, 0], minlength=count).astype(np.float64)


def is_public(things: Ints, search: Ints, queries: AskedQueries, count: int) -> npt.NDArray[np.bool_]:
    """Whether a thing is in a query that the shop chose itself; (count,)."""
    out = np.zeros(count, dtype=bool)
    if queries.public is not None:
        out[things[queries.public[search]]] = True
    return out


def told_words(
    words: Vocabulary, catalogue: Vocabulary, queries: AskedQueries, spelt: list[str], least: float
) -> npt.NDArray[np.bool_]:
    """Whether a word may be told to others: it is of the catalogue, of a public query, or asked for by enough.

    Args:
        words: All that are known; the answer is one a word.
        catalogue: Of products alone.
        queries: Past searches.
        spelt: Their words, one text a search.
        least: Customers that are enough.
    """
    rows = words.rows(spelt)
    met = rows.ids >= 0
    asked = (rows.ids[met].astype(np.int64), rows.rows()[met].astype(np.int64), queries, len(words))
    return (catalogue.numbers(words.words) >= 0) | is_public(*asked) | (asked_by(*asked) >= least)
