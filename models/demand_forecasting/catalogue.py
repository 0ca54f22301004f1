"""Where the rows that a request names stand among the series and their sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .aggregates import LEVELS, members
from .panel import ALL, SERIES_LEVEL

ALL_LEVELS: Final = (SERIES_LEVEL, *LEVELS)
NOT_THERE: Final = -1

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Place:
    """Where r asked rows stand.

    Attributes:
        level: Position in `ALL_LEVELS`, int64 (r,).
        position: Row of that level, int64 (r,); `NOT_THERE` where the model has no such row.
    """

    level: Positions
    position: Positions


@dataclass(frozen=True)
class Catalogue:
    """Names of the series and of all their sums.

    Attributes:
        series: As in a panel of series.
        rows: Level -> its rows, of the same columns, in the order of `aggregates.members`.
        names: Level -> the names by which its rows are asked for.
        pairs: Product and region of each series as one number, ascending.
        order: Series of each of those.
    """

    series: pd.DataFrame
    rows: dict[str, pd.DataFrame]
    names: dict[str, pd.Index[str]]
    pairs: Positions
    order: Positions

    @classmethod
    def of(cls, series: pd.DataFrame) -> Catalogue:
        rows = {SERIES_LEVEL: series, **{level: members(series, level)[0] for level in LEVELS}}
        names = {level: pd.Index(rows[level][kept[0]], dtype="str") for level, kept in LEVELS.items() if kept}
        pairs = _pairs(names, series)
        order = np.argsort(pairs, kind="stable").astype(np.int64)
        return cls(series, rows, names, pairs[order], order)

    def place(self, texts: pd.DataFrame) -> Place:
        """Level and row of what is asked for: product_id, region, category, country, "" where not named.

        A product with a region is a series, without one a sum over regions; without a product the region, else the
        category, else the country decides, and nothing at all is the total.
        """
        named = {name: (texts[name] != ALL).to_numpy() for name in ("product_id", "region", "category", "country")}
        conditions = [
            named["product_id"] & named["region"],
            named["product_id"],
            named["region"],
            named["category"],
            named["country"],
        ]
        chosen = [ALL_LEVELS.index(name) for name in (SERIES_LEVEL, "product", "region", "category", "country")]
        level = np.select(conditions, chosen, ALL_LEVELS.index("total")).astype(np.int64)
        position = np.zeros(len(texts), dtype=np.int64)
        for code in np.unique(level):
            rows = np.flatnonzero(level == code)
            position[rows] = self._rows(ALL_LEVELS[code], texts.iloc[rows])
        return Place(level, position)

    def _rows(self, level: str, texts: pd.DataFrame) -> Positions:
        if level == "total":
            return np.zeros(len(texts), dtype=np.int64)
        if level != SERIES_LEVEL:
            return self.names[level].get_indexer(pd.Index(texts[LEVELS[level][0]], dtype="str")).astype(np.int64)
        if not len(self.pairs):
            return np.full(len(texts), NOT_THERE, dtype=np.int64)
        wanted = _pairs(self.names, texts)
        found = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        return np.where(self.pairs[found] == wanted, self.order[found], NOT_THERE)


def _pairs(names: dict[str, pd.Index[str]], texts: pd.DataFrame) -> Positions:
    """Product and region as one number, `NOT_THERE` where one of them is not known."""
    product, region = (
        names[level].get_indexer(pd.Index(texts[name], dtype="str")).astype(np.int64)
        for level, name in (("product", "product_id"), ("region", "region"))
    )
    return np.where((product < 0) | (region < 0), NOT_THERE, product * len(names["region"]) + region)
