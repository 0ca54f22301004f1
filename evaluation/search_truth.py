"""What is known of the test searches: the products that answer them, how well, and whether they could be had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import search_unbiased
from evaluation.dcg import ideal_dcg
from evaluation.search_requests import moments
from evaluation.shelf import Flags, Longs, Shelf, micros

Floats = npt.NDArray[np.float64]

EXACT, SUBSTITUTE, COMPLEMENT, IRRELEVANT = range(4)
UNGRADED: Final = -1
_NONE: Final = -1


@dataclass(frozen=True)
class Truth:
    """The test searches and their pairs, sorted by search and product; pairs of products that are gone are left out.

    Attributes:
        shelf: What can be had.
        searches: Ids of the test searches.
        ideal: DCG of the best order of what could be had; (searches,).
        ideal_unbiased: The same with clicks weighed by their places, 0 where they cannot be; (searches,).
        rights: Products that could be had and are right; (searches,).
        graded: Whether pairs of a search have one of the four grades; (searches,).
        search: (pairs,).
        product: Place on the shelf; (pairs,).
        gain: 0 to 1; 0 of what could not be had; (pairs,).
        rank: Place at which the log showed it, NaN where not known; (pairs,).
        weight: Of a click by its place, NaN where it has none; (pairs,).
        grade: One of the four, or `UNGRADED`; (pairs,).
        right: Exact where a search is graded, else with a gain; could be had; (pairs,).
    """

    shelf: Shelf
    searches: pd.Index[Any]
    ideal: Floats
    ideal_unbiased: Floats
    rights: Longs
    graded: Flags
    search: Longs
    product: Longs
    gain: Floats
    rank: Floats
    weight: Floats
    grade: Longs
    right: Flags

    @classmethod
    def of(cls, examples: Path) -> Self:
        """Read what `build` wrote."""
        shelf = Shelf.of(examples)
        test = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
        ids = pd.Index(test["example_id"].astype("str"))
        pairs = pd.read_parquet(examples / "pairs.parquet", filters=[("split", "==", "test")])
        search = ids.get_indexer(pd.Index(pairs["example_id"].astype("str"))).astype(np.int64)
        product = shelf.numbers(pairs["product_id"])
        kept = np.flatnonzero((search >= 0) & (product >= 0))
        kept = kept[np.lexsort((product[kept], search[kept]))]
        search, product, pairs = search[kept], product[kept], pairs.iloc[kept]
        at_hand = shelf.at_hand(product, test["region"].iloc[search], micros(moments(test, examples), 0)[search])
        gain = np.where(at_hand, pairs["gain"].to_numpy(np.float64), 0.0)
        grade = pairs["grade"].astype("Int64").fillna(UNGRADED).to_numpy(dtype=np.int64).astype(np.int64)
        graded = np.bincount(search, grade != UNGRADED, len(ids)) > 0
        right = np.where(graded[search], grade == EXACT, gain > 0) & at_hand
        rank = pairs["rank"].to_numpy(dtype=np.float64, na_value=np.nan)
        weight = search_unbiased.weights(examples, rank)
        return cls(
            shelf,
            ids,
            ideal_dcg(search, gain, len(ids)),
            ideal_dcg(search, np.nan_to_num(gain * weight), len(ids)),
            np.bincount(search, right, len(ids)).astype(np.int64),
            graded,
            search,
            product,
            gain,
            rank,
            weight,
            grade,
            right,
        )

    def pairs(self, search: Longs, product: Longs) -> Longs:
        """Places of pairs, `_NONE` of those that nothing is known of; (n,)."""
        width = len(self.shelf.ids)
        keys = self.search * width + self.product
        wanted = np.where((search >= 0) & (product >= 0), search * width + product, _NONE)
        place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        found = keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        return np.where(found, place, _NONE)


def truth(examples: Path) -> Truth:
    """What is known of the examples that `build` wrote; read once while its files stay as they are."""
    files = [
        examples / f"{name}.parquet" for name in ("test", "pairs", "products", "stock", "customers", "train", "valid")
    ]
    return _read(examples, *(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@lru_cache(maxsize=2)
def _read(examples: Path, *_changed: int) -> Truth:
    return Truth.of(examples)
