"""What blocking finds of the true pairs, and what it proposes for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import interval
from evaluation.classification import share
from evaluation.matching_pairs import Rows
from evaluation.measure import Measure


def found_pairs(left: Rows, right: Rows, candidates: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which pairs have either listing among the other's candidates.

    Args:
        left, right: Row positions of the pairs' listings.
        candidates: `query` and `candidate`, row positions in the same table.
    """
    query, candidate = (candidates[name].to_numpy(dtype=np.int64) for name in ("query", "candidate"))
    proposed = np.unique(np.minimum(query, candidate) << 32 | np.maximum(query, candidate))
    found: npt.NDArray[np.bool_] = np.isin(np.minimum(left, right) << 32 | np.maximum(left, right), proposed)
    return found


def pair_completeness(
    left: Rows, right: Rows, products: pd.Series[str], candidates: pd.DataFrame, *, resamples: int = 1000, seed: int = 0
) -> Measure:
    """Share of true pairs that blocking proposes, with a bootstrap over products, whose pairs stand and fall together.

    Args:
        left, right: Row positions of the true pairs.
        products: Product of every row of the table.
        candidates: See `found_pairs`.
    """
    table = pd.DataFrame({"found": found_pairs(left, right, candidates), "group": products.to_numpy()[left]})
    point, low, high = interval(table, share("found"), resamples=resamples, confidence=0.95, seed=seed)
    return Measure(point, low, high, len(table), meaning="true pairs of which either listing proposes the other")


def nearest_right(asked: Rows, products: pd.Series[str], candidates: pd.DataFrame) -> Measure:
    """Share of listings whose first candidate is the same product, among those whose product has another listing.

    Args:
        asked: Row positions of the listings.
        products: Product of every row, missing where nobody knows.
        candidates: `query`, `candidate` and `rank` from 1; a listing without a candidate counts as wrong.
    """
    sizes = products.map(products.value_counts())
    asked = asked[sizes.to_numpy()[asked] > 1]
    first = candidates[candidates["rank"] == 1].set_index("query")["candidate"].reindex(asked)
    codes = pd.factorize(products)[0]
    known = first.notna().to_numpy()
    right = np.zeros(len(asked), dtype=bool)
    right[known] = codes[asked[known]] == codes[first[known].to_numpy(dtype=np.int64)]
    table = pd.DataFrame({"right": right, "group": products.to_numpy()[asked]})
    point, low, high = interval(table, share("right"), resamples=1000, confidence=0.95, seed=0)
    return Measure(point, low, high, len(asked), meaning="first candidate is the same product")


def best_possible(left: Rows, products: pd.Series[str], k: int) -> float:
    """Greatest pair completeness that k candidates a listing allow: a product of n listings has n k places to fill.

    Args:
        left: Row positions of one listing of each true pair, all pairs of each product.
        products: Product of every row of the table.
    """
    pairs = pd.Series(products.to_numpy()[left]).value_counts()
    listings = (1 + np.sqrt(1 + 8 * pairs)) / 2
    return float(np.minimum(pairs, listings * k).sum() / max(pairs.sum(), 1))
