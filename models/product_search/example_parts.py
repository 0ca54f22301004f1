"""Searches of a split and the products that were shown or judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Products that were shown or judged, sorted by search.

    Attributes:
        search: Row of the search; (pairs,).
        product: Position of the product; (pairs,).
        gain: What it is worth, 0 to 1; (pairs,).
        grade: 0 exact, 1 substitute, 2 complement, 3 irrelevant, -1 where not one of these; (pairs,).
        rank: Place at which it was shown, NaN where not known or judged; (pairs,).
        click, purchase: False where judged; (pairs,).
    """

    search: Ints
    product: Ints
    gain: Numbers
    grade: Ints
    rank: Numbers
    click: Truths
    purchase: Truths

    def __len__(self) -> int:
        return len(self.search)

    def take(self, rows: Ints | Truths) -> Pairs:
        """Some of the pairs."""
        return Pairs(
            self.search[rows],
            self.product[rows],
            self.gain[rows],
            self.grade[rows],
            self.rank[rows],
            self.click[rows],
            self.purchase[rows],
        )


@dataclass(frozen=True)
class Part:
    """Searches of one split and their products.

    Attributes:
        searches: example_id, query, customer_id, region, language (text, null where not known), one row a search.
        times: Seconds since 1970, NaN where not known; (searches,).
        logged: Whether it is of the log, else it was judged; (searches,).
        pairs: Their products.
    """

    searches: pd.DataFrame
    times: Numbers
    logged: Truths
    pairs: Pairs

    def __len__(self) -> int:
        return len(self.searches)
