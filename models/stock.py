"""Which products can be had, where and when: the hard rule of every answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .merged_times import merged
from .region_names import RegionNames

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_EVER: Final = np.iinfo(np.int64).max
_ALWAYS: Final = np.iinfo(np.int64).min


def microseconds(times: pd.Series[pd.Timestamp], missing: int) -> Ints:
    """Times as microseconds since 1970 in UTC; `missing` where there is none; int64 (n,)."""
    aware = pd.to_datetime(times, utc=True).astype("datetime64[us, UTC]")
    given = aware.notna().to_numpy()
    return np.where(given, aware.astype("int64").to_numpy(), missing).astype(np.int64)


@dataclass(frozen=True)
class Availability:
    """Times at which products are on sale, by region; times are microseconds since 1970 in UTC.

    Attributes:
        launched: Time from which each product exists; (products,).
        limited: Whether there is a stock table; without one every launched product is everywhere.
        regions: Regions that it knows, in order.
        bounds: Where each region's rows begin, and where the last ends; (regions + 1,).
        position: Product of each row; in order within a region; (rows,).
        since, until: Half-open interval of each row; (rows,).
        masks_kept: Answers of `mask` that are remembered.
    """

    launched: Ints
    limited: bool
    regions: tuple[str, ...]
    bounds: Ints
    position: Ints
    since: Ints
    until: Ints
    masks_kept: int
    _names: RegionNames = field(init=False, repr=False, compare=False)
    _anywhere: tuple[Ints, Ints, Ints] = field(init=False, repr=False, compare=False)
    _turns: tuple[Ints, ...] = field(init=False, repr=False, compare=False)
    _kept: OrderedDict[tuple[int, int, int], Mask] = field(init=False, repr=False, compare=False)
    _lock: threading.Lock = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Between two turns of a region nothing changes there, so one mask serves all times between them.
        of_region = [np.unique(np.concatenate([self.since[one], self.until[one]])) for one in self._slices()]
        # Regions mostly sell the same at the same time, so what can be had in any is told by far fewer rows.
        anywhere = merged(self.position, self.since, self.until)
        every = np.unique(np.concatenate(anywhere[1:]))
        nowhere = np.zeros(0, dtype=np.int64)
        object.__setattr__(self, "_names", RegionNames(self.regions))
        object.__setattr__(self, "_anywhere", anywhere)
        object.__setattr__(self, "_turns", (*of_region, every, nowhere, np.unique(self.launched)))
        object.__setattr__(self, "_kept", OrderedDict())
        object.__setattr__(self, "_lock", threading.Lock())

    @classmethod
    def of(cls, products: pd.DataFrame, stock: pd.DataFrame | None, masks_kept: int) -> Availability:
        """From clean tables.

        Args:
            products: Rows in order of position, with product_id and launch_date.
            stock: product_id, region, available_from, available_to; None where there is no such table. Rows of
                products that are not there are left out.
            masks_kept: As the attribute.
        """
        launched = microseconds(products["launch_date"], _ALWAYS)
        if stock is None:
            nothing = np.zeros(0, dtype=np.int64)
            return cls(launched, False, (), np.zeros(1, dtype=np.int64), nothing, nothing, nothing, masks_kept)
        position = pd.Index(products["product_id"]).get_indexer(pd.Index(stock["product_id"])).astype(np.int64)
        codes, names = pd.factorize(stock["region"].astype("str").str.strip(), sort=True)
        rows = np.flatnonzero((position >= 0) & (codes >= 0))
        rows = rows[np.lexsort((position[rows], codes[rows]))]
        bounds = np.searchsorted(codes[rows], np.arange(len(names) + 1)).astype(np.int64)
        since = microseconds(stock["available_from"], _ALWAYS)[rows]
        until = microseconds(stock["available_to"], _EVER)[rows]
        regions = tuple(str(name) for name in names)
        return cls(launched, True, regions, bounds, position[rows], since, until, masks_kept)

    def knows(self, region: str | None) -> bool:
        """Whether the stock table tells of a region, however it is written; without such a table none is strange."""
        return not self.limited or self._names.spelt(region) is not None

    def mask(self, region: str | None, time: int) -> Mask:
        """Products that can be had; (products,), not to be written to.

        Args:
            region: However it is written. Of one that the stock does not tell of nothing can be had; None: products
                that can be had in any region.
            time: Microseconds since 1970 in UTC.
        """
        place = self._place(region)
        launches, turns = self._turns[-1], self._turns[place]
        slots = (place, int(launches.searchsorted(time, "right")), int(turns.searchsorted(time, "right")))
        with self._lock:
            if slots in self._kept:
                self._kept.move_to_end(slots)
                return self._kept[slots]
        found = self._computed(place, time)
        with self._lock:
            self._kept[slots] = found
            while len(self._kept) > self.masks_kept:
                self._kept.popitem(last=False)
        return found

    def _place(self, region: str | None) -> int:
        """Of a region in `regions`; behind them one for any, and one for a region without stock."""
        if region is None or not self.limited:
            return len(self.regions)
        name = self._names.spelt(region)
        return len(self.regions) + 1 if name is None else self.regions.index(name)

    def _computed(self, place: int, time: int) -> Mask:
        out: Mask = self.launched <= time
        if self.limited:
            position, since, until = self._rows(place)
            on_sale = np.zeros(len(out), dtype=bool)
            on_sale[position[(since <= time) & (time < until)]] = True
            out &= on_sale
        out.setflags(write=False)
        return out

    def _rows(self, place: int) -> tuple[Ints, Ints, Ints]:
        if place == len(self.regions):
            return self._anywhere
        rows = [*self._slices(), None, slice(0)][place]
        return self.position[rows], self.since[rows], self.until[rows]

    def _slices(self) -> Sequence[slice]:
        return [slice(*self.bounds[place : place + 2].tolist()) for place in range(len(self.regions))]

    def save(self, path: Path) -> None:
        """Write it as npz."""
        arrays = {name: getattr(self, name) for name in ("launched", "bounds", "position", "since", "until")}
        np.savez(path, regions=np.array(self.regions, dtype=np.str_), limited=np.array(self.limited), **arrays)

    @classmethod
    def load(cls, path: Path, masks_kept: int) -> Availability:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            regions = tuple(arrays["regions"].tolist())
            names = ("bounds", "position", "since", "until")
            bounds, position, since, until = (arrays[name] for name in names)
            limited = bool(arrays["limited"])
            return cls(arrays["launched"], limited, regions, bounds, position, since, until, masks_kept)
