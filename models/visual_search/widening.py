"""Further products of regions, where the entries that were found are pictures of fewer than are asked for."""

from __future__ import annotations

import numpy as np

from .index import GONE, PictureIndex
from .index_settings import IndexSettings
from .pooling import Floats, Ranked, products_of

_TIMES = 4  # entries of one search to the next


def widened(
    ranked: Ranked,
    vectors: Floats,
    index: PictureIndex,
    k: int,
    settings: IndexSettings,
    *,
    softness: float,
    threads: int,
    without: frozenset[str] = frozenset(),
) -> Ranked:
    """The products of regions, and behind them what wider searches find, until there are k or nothing is left.

    Args:
        ranked: Products by the entries that were found; (regions, m).
        vectors: Of the regions; (regions, dimensions).
        index: That they were found in.
        k: Products wanted of each region.
        settings: `found` entries were looked up; at most `widest` are.
        softness: See `products_of`.
        threads: Of the searches.
        without: Products that are not to be found.

    Returns:
        (regions, max(m, k)), none of the first of each region other than before.
    """
    more = max(k - ranked.products.shape[1], 0)
    products = np.pad(ranked.products, ((0, 0), (0, more)), constant_values=GONE)
    scores = np.pad(ranked.scores, ((0, 0), (0, more)), constant_values=-np.inf)
    wide, most = settings.found, min(settings.widest, len(index.owners))
    rows = np.flatnonzero((products != GONE).sum(axis=1) < k)
    while len(rows) and wide < most:
        wide = min(_TIMES * wide, most)
        found = products_of(index.search(vectors[rows], wide, threads=threads, without=without), softness)
        for row, others, own in zip(rows.tolist(), found.products, found.scores, strict=True):
            count = int((products[row] != GONE).sum())
            new = np.flatnonzero((others != GONE) & ~np.isin(others, products[row, :count]))[: k - count]
            last = scores[row, count - 1] if count else np.inf
            products[row, count : count + len(new)] = others[new]
            scores[row, count : count + len(new)] = np.minimum(own[new], last)
        rows = rows[(products[rows] != GONE).sum(axis=1) < k]
    return Ranked(products, scores)
