"""What can be had in the simulated world itself, whatever a table or an index says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sources.simulator.search_regions import REGIONS
from sources.simulator.words import hexadecimal

_SECOND: Final = np.timedelta64(1, "s")

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Shelves:
    """Products of a simulated market, and when they can be had where.

    Attributes:
        world: A market: its `goods`, and `available` by product, region and second.
        first: The moment from which it counts seconds.
        ids: Of its products.
    """

    world: Any
    first: np.datetime64
    ids: pd.Index[str]

    @classmethod
    def of(cls, world: Any, first: np.datetime64) -> Shelves:
        """Of a market that the simulator writes tables of."""
        return cls(world, first, pd.Index(hexadecimal("p", world.goods.number).to_pylist()))

    def have(self, products: pd.Series[str], regions: pd.Series[str], times: pd.Series[Any]) -> Mask:
        """Whether each product is on sale in the region at the time; (rows,).

        Raises:
            ValueError: A product is not of this world.
        """
        place = self.ids.get_indexer(pd.Index(products))
        if (place < 0).any():
            raise ValueError(f"{int((place < 0).sum())} products are not of this world.")
        found: Mask = self.world.available(place, _regions(regions), self._seconds(times))
        return found

    def masks(self, products: pd.Index[str], regions: pd.Series[str], times: pd.Series[Any]) -> Mask:
        """Of each region and time which of the products can be had, somewhere where the region is missing; (rows,
        products)."""
        place = self.ids.get_indexer(products)
        known = np.flatnonzero(place >= 0)
        found = np.zeros((len(regions), len(place)), dtype=bool)
        where, when = _regions(regions), self._seconds(times)
        one: Ints = np.ones(len(known), dtype=np.int64)
        for row, (region, second) in enumerate(zip(where, when, strict=True)):
            for each in (region,) if region >= 0 else range(len(REGIONS)):
                found[row, known] |= self.world.available(place[known], each * one, second * one)
        return found

    def _seconds(self, times: pd.Series[Any]) -> Ints:
        since: Ints = (times.dt.tz_convert(None).to_numpy("datetime64[us]") - self.first) // _SECOND
        return since


def _regions(names: pd.Series[str]) -> Ints:
    return pd.Index([region.name for region in REGIONS]).get_indexer(pd.Index(names)).astype(np.int64)
