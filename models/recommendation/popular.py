"""What sells: everywhere, in a region, at a season; and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..faded_counts import DAY
from ..region_names import RegionNames
from .event_log import EventLog
from .event_worth import faded
from .lifts import Lifts
from .popular_settings import PopularSettings
from .seasons import launch_seconds, part_of_year, seasons_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

FILE: Final = "popular.npz"
_READ: Final = 4_096  # products of an order that are looked through at once


@dataclass(frozen=True)
class Popular:
    """What is told without a history.

    Attributes:
        score: Logarithm of 1 + what sold lately, everywhere; (products,).
        order: Positions, what sells most first, of equals the latest launched; (products,).
        launched: Seconds since 1970, -inf where not known; (products,).
        newest: Positions of products whose launch is known, the latest first.
        regions: Names of regions, as the cells of `here` are numbered.
        here: What is taken in each region.
        seasons: What is taken in each part of the year; without cells where the log is too short to tell.
        new_days: Half-life of newness.
    """

    score: Floats
    order: Ints
    launched: Numbers
    newest: Ints
    regions: tuple[str, ...]
    here: Lifts
    seasons: Lifts
    new_days: float

    @classmethod
    def fit(cls, log: EventLog, worth: Floats, products: pd.DataFrame, settings: PopularSettings) -> Self:
        """From a log at its end.

        Args:
            log: Events.
            worth: Of each; (events,).
            products: With launch_date, in order of position.
            settings: Of the source.
        """
        lately = (worth * faded(log, settings.short_days)).astype(np.float64)
        score = np.log1p(np.bincount(log.product, lately, minlength=log.products))
        launched = launch_seconds(products)
        order = np.lexsort((np.arange(log.products), -launched, -score))
        newest = order[np.isfinite(launched[order])]
        newest = newest[np.argsort(-launched[newest], kind="stable")]
        told = log.region >= 0
        long = (worth * faded(log, settings.long_days))[told].astype(np.float64)
        product, region = log.product.astype(np.int64), log.region.astype(np.int64)
        here = Lifts.of(region[told], product[told], long, len(log.regions), log.products, settings.smoothing)
        seasons = seasons_of(log, worth, settings)
        score = score.astype(np.float32)
        return cls(score, order, launched, newest, log.regions, here, seasons, settings.new_days)

    def region(self, name: str | None) -> int:
        """Cell of a region, however it is written; -1 where it is not known."""
        spelt = self._names.spelt(name) if name is not None else None
        return -1 if spelt is None else self._numbers[spelt]

    @cached_property
    def _names(self) -> RegionNames:
        return RegionNames(self.regions)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.regions)}

    def season(self, time: float) -> int:
        """Cell of a time, seconds since 1970; -1 where seasons are not told."""
        bins = len(self.seasons.starts) - 1
        return int(part_of_year(np.array([time]), bins)[0]) if bins and np.isfinite(time) else -1

    def best(self, region: int, season: int, allowed: Truths, most: int) -> list[Ints]:
        """Positions that each of the four adds, at most so many, best first: everywhere, here, the season, the new."""
        nothing = np.zeros(0, dtype=np.int32)
        lists = (
            self.order,
            self.here.best(region) if region >= 0 else nothing,
            self.seasons.best(season) if season >= 0 else nothing,
            self.newest,
        )
        return [_first(one, allowed, most) for one in lists]

    def scores(self, positions: Ints, region: int, season: int, time: float) -> Floats:
        """What each of the four says of products; (n, 4)."""
        out = np.zeros((len(positions), 4), dtype=np.float32)
        out[:, 0] = self.score[positions]
        if region >= 0:
            out[:, 1] = self.here.at(region, positions)
        if season >= 0:
            out[:, 2] = self.seasons.at(season, positions)
        age = np.maximum(time - self.launched[positions], 0.0)
        out[:, 3] = np.where(np.isfinite(age), np.exp2(-np.nan_to_num(age) / (self.new_days * DAY)), 0.0)
        return out

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        arrays = {name: getattr(self, name) for name in ("score", "order", "launched", "newest")}
        arrays |= self.here.arrays("here") | self.seasons.arrays("seasons")
        names = np.array(self.regions, dtype=np.str_)
        np.savez(directory / FILE, allow_pickle=False, regions=names, new_days=np.array(self.new_days), **arrays)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            regions = tuple(str(name) for name in arrays["regions"])
            here, seasons = Lifts.read(arrays, "here"), Lifts.read(arrays, "seasons")
            score, order, launched, newest = (arrays[name] for name in ("score", "order", "launched", "newest"))
            return cls(score, order, launched, newest, regions, here, seasons, float(arrays["new_days"]))


def _first(order: npt.NDArray[np.integer], allowed: Truths, most: int) -> Ints:
    found = np.zeros(0, dtype=np.int64)
    for start in range(0, len(order), _READ):
        part = order[start : start + _READ]
        found = np.append(found, part[allowed[part]])
        if len(found) >= most:
            break
    return found[:most].astype(np.int64)
