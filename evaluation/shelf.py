"""What can be had where and when, by the tables themselves and not by what a model says of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DAY: Final = 86_400_000_000  # microseconds
_ALWAYS: Final = np.iinfo(np.int64).min
_OPEN: Final = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Shelf:
    """Products with their launches, and the windows in which they can be had.

    Attributes:
        ids: Products; their places here are what others number them by.
        launched: Microseconds since 1970, the smallest number where it is not known; (products,).
        regions: All that the tables name, in small letters without blanks around them; None where there is no stock,
            so that everything can be had everywhere. One that the stock does not tell of has no window.
        keys: Product and region of each window as one number, ascending; (windows,). Region 0 is any of them.
        since: First moment of each window; (windows,).
        until: First moment behind it; (windows,).
    """

    ids: pd.Index[Any]
    launched: Longs
    regions: pd.Index[Any] | None
    keys: Longs
    since: Longs
    until: Longs

    @classmethod
    def of(cls, examples: Path) -> Self:
        """From products.parquet and stock.parquet, and the regions that customers and the log name."""
        products = pd.read_parquet(examples / "products.parquet", columns=["product_id", "launch_date"])
        ids, launched = pd.Index(products["product_id"].astype("str")), micros(products["launch_date"], _ALWAYS)
        nothing = np.zeros(0, dtype=np.int64)
        if not (examples / "stock.parquet").is_file():
            return cls(ids, launched, None, nothing, nothing, nothing)
        stock = pd.read_parquet(examples / "stock.parquet")
        product = ids.get_indexer(pd.Index(stock["product_id"].astype("str")))
        stock, product = stock[product >= 0], product[product >= 0]
        of_stock = folded(stock["region"])
        regions = pd.Index(pd.concat([of_stock, *_named(examples)]).dropna().unique())
        numbers = regions.get_indexer(pd.Index(of_stock))
        wide = product.astype(np.int64) * (len(regions) + 1)
        keys = np.concatenate([wide, wide + 1 + numbers])
        order = np.argsort(keys, kind="stable")
        since, until = micros(stock["available_from"], _ALWAYS), micros(stock["available_to"], _OPEN)
        return cls(ids, launched, regions, keys[order], np.tile(since, 2)[order], np.tile(until, 2)[order])

    def numbers(self, products: pd.Series[Any]) -> Longs:
        """Places of products, -1 of those that are not there."""
        return self.ids.get_indexer(pd.Index(products.astype("str"))).astype(np.int64)

    def at_hand(self, product: Longs, region: pd.Series[Any], moment: Longs) -> Flags:
        """Whether a product can be had in a region at a moment; False of a product that is not there.

        Args:
            product: Places; (n,).
            region: Names; where one is missing, or named in no table, in any region; (n,).
            moment: Microseconds since 1970; (n,).
        """
        known = product >= 0
        there = known & (self.launched[np.where(known, product, 0)] <= moment)
        return there if self.regions is None else there & self._in_stock(product, region, moment, self.regions)

    def _in_stock(self, product: Longs, region: pd.Series[Any], moment: Longs, regions: pd.Index[Any]) -> Flags:
        codes, names = pd.factorize(folded(region))
        number = np.append(regions.get_indexer(pd.Index(names)) + 1, 0)[codes]  # a missing region is -1, the last
        keys = product * (len(regions) + 1) + number
        first, behind = (np.searchsorted(self.keys, keys, side) for side in ("left", "right"))
        found = np.zeros(len(product), dtype=bool)
        for turn in range(int((behind - first).max(initial=0))):
            rows = np.flatnonzero(first + turn < behind)
            window = first[rows] + turn
            found[rows] |= (self.since[window] <= moment[rows]) & (moment[rows] < self.until[window])
        return found

    def new(self, product: Longs, moment: Longs, days: float) -> Flags:
        """Whether a product was launched so many days or less before a moment; (n,)."""
        known = product >= 0
        launched = self.launched[np.where(known, product, 0)]
        return known & (launched <= moment) & (launched > moment - int(days * DAY))


def _named(examples: Path) -> list[pd.Series[Any]]:
    """Regions of those who search, which the stock need not tell of."""
    files = [examples / f"{name}.parquet" for name in ("customers", "train", "valid", "valid_events")]
    return [folded(pd.read_parquet(file, columns=["region"])["region"]) for file in files if file.is_file()]


def folded(region: pd.Series[Any]) -> pd.Series[Any]:
    """Blanks around a name and its capitals make no other region; of a blank one none."""
    bare = region.astype("str").str.strip().str.casefold()
    return bare.mask(bare == "")


def micros(times: pd.Series[Any], otherwise: int) -> Longs:
    """Microseconds since 1970, `otherwise` where there is no time; (n,)."""
    known = times.notna().to_numpy(dtype=bool)
    numbers = times.astype("datetime64[us, UTC]").astype("int64").to_numpy()
    return np.where(known, numbers, otherwise).astype(np.int64)
