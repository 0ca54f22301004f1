"""How many products could be had in a region at a moment: what a list drawn by lot would be drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import pandas as pd

from evaluation.shelf import Flags, Longs, Shelf, folded

_ANY: Final = 0  # the region of requests that name none


@dataclass(frozen=True)
class Reach:
    """Moments at which the number of products changes, by region.

    Attributes:
        regions: Names in small letters; their numbers are one more than their places, 0 is any of them.
        begins: Moments at which a product comes, ascending, by number of the region.
        ends: Moments at which one goes, likewise.
    """

    regions: pd.Index[Any]
    begins: tuple[Longs, ...]
    ends: tuple[Longs, ...]

    @classmethod
    def of(cls, shelf: Shelf, listed: Flags) -> Self:
        """Of the listed products of a shelf; windows of a product that overlap count once."""
        if shelf.regions is None:
            return cls(pd.Index([], dtype="str"), (np.sort(shelf.launched[listed]),), (np.zeros(0, dtype=np.int64),))
        width = len(shelf.regions) + 1
        product = shelf.keys // width
        windows = pd.DataFrame(
            {"key": shelf.keys, "since": np.maximum(shelf.since, shelf.launched[product]), "until": shelf.until}
        )[listed[product]]
        windows = windows[windows["since"] < windows["until"]].sort_values(["key", "since"], kind="stable")
        same = windows["key"].eq(windows["key"].shift()).to_numpy()
        reached = windows.groupby("key", sort=False)["until"].cummax().shift(fill_value=0).to_numpy()
        first = np.flatnonzero(~(same & (windows["since"].to_numpy() <= reached)))
        region = (windows["key"].to_numpy() % width)[first]
        since = windows["since"].to_numpy()[first]
        until = np.maximum.reduceat(windows["until"].to_numpy(), first) if len(first) else since
        parts = [region == number for number in range(width)]
        return cls(
            shelf.regions,
            tuple(np.sort(since[part]) for part in parts),
            tuple(np.sort(until[part]) for part in parts),
        )

    def count(self, region: pd.Series[Any], moment: Longs) -> Longs:
        """Products that could be had; (n,).

        Args:
            region: Names; where one is missing, or named in no table, in any region; (n,).
            moment: Microseconds since 1970; (n,).
        """
        number = self.regions.get_indexer(pd.Index(folded(region))) + 1
        found = np.zeros(len(moment), dtype=np.int64)
        for one in np.unique(number).tolist():
            rows, place = number == one, one if one < len(self.begins) else _ANY
            came = np.searchsorted(self.begins[place], moment[rows], "right")
            found[rows] = came - np.searchsorted(self.ends[place], moment[rows], "right")
        return found
