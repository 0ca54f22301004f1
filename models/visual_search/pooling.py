"""Products of regions from the entries that were found near to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .index import GONE, Found

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ranked:
    """Products of regions, best first.

    Attributes:
        products: `GONE` where there is none; (regions, m).
        scores: -inf there; (regions, m).
    """

    products: Ints
    scores: Floats


def products_of(found: Found, softness: float) -> Ranked:
    """Each product once, by its entries that were found.

    Args:
        found: Entries of regions.
        softness: A product scores the logarithm of the sum of the exponentials of its entries' scores, each divided by
            this and the whole times it: above the best, the more entries are near to it. 0: the best entry alone.
    """
    count, width = found.owners.shape
    rows, places = np.nonzero(found.owners != GONE)
    owners, scores = found.owners[rows, places], found.scores[rows, places].astype(np.float64)
    order = np.lexsort((owners, rows))
    rows, owners, scores = rows[order], owners[order], scores[order]
    products = np.full((count, width), GONE, dtype=np.int64)
    pooled = np.full((count, width), -np.inf, dtype=np.float32)
    if not len(rows):
        return Ranked(products, pooled)
    begins = np.flatnonzero(np.diff(rows, prepend=-1) | np.diff(owners, prepend=-1))
    best = np.maximum.reduceat(scores, begins)
    if softness > 0:
        above = np.exp((scores - np.repeat(best, np.diff(begins, append=len(scores)))) / softness)
        best = best + softness * np.log(np.add.reduceat(above, begins))
    rows, owners = rows[begins], owners[begins]
    order = np.lexsort((owners, -best, rows))
    rows, owners, best = rows[order], owners[order], best[order]
    column = np.arange(len(rows)) - np.searchsorted(rows, rows)
    products[rows, column], pooled[rows, column] = owners, best
    return Ranked(products, pooled)
