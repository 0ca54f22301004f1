"""How products have sold up to the end of a log: everywhere, in each region, in each month of the year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from ..faded_counts import DAY
from .catalogue import Catalogue
from .event_log import EventLog
from .feature_settings import FeatureSettings
from .regional import Regional

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

FILE: Final = "behaviour.npz"
MONTHS: Final = 12
_LEAST: Final = 1e-4  # of an average product's share; no logarithm is lower


@dataclass(frozen=True)
class Behaviour:
    """What a log tells of p products; it holds nothing of what came after the log.

    Attributes:
        events: Of each product; (p,).
        short, long: Logarithm of the faded share of each product in all events, over that of an average one; NaN
            without times; (p,).
        last: Time of each product's last event, seconds since 1970, NaN where there is none; (p,).
        regions: Regions that the log knows, in order.
        regional: What is taken in each.
        season: Logarithm of a product's share in each month and its neighbours over that in the whole year, those
            with few events as their category; NaN where the log is too short to tell; (p, 12).
        popular: Products, the best selling of late first; (p,).
    """

    events: Floats
    short: Floats
    long: Floats
    last: Numbers
    regions: tuple[str, ...]
    regional: Regional
    season: Floats
    popular: Ints

    @classmethod
    def of(cls, log: EventLog, worth: Floats, catalogue: Catalogue, settings: FeatureSettings) -> Self:
        """From a log.

        Args:
            log: Events.
            worth: Of each of its events; (events,).
            catalogue: The products.
            settings: Half-lives, smoothing.
        """
        count = log.products
        last = np.full(count, -np.inf)
        np.fmax.at(last, log.product, log.seconds)
        short, long = (_faded(log, worth, days) for days in (settings.short_days, settings.long_days))
        sold = np.bincount(log.product, worth, count)
        order = np.lexsort((np.arange(count), -sold, -np.nan_to_num(long, nan=0.0)))
        return cls(
            log.counts().astype(np.float32),
            short,
            long,
            np.where(np.isfinite(last), last, np.nan),
            log.regions,
            Regional.of(log, worth, catalogue, settings.region_events),
            _seasonal(log, worth, catalogue, settings),
            order.astype(np.int64),
        )

    @cached_property
    def places(self) -> Ints:
        """Place of each product in `popular`; (p,)."""
        found = np.empty(len(self.popular), dtype=np.int64)
        found[self.popular] = np.arange(len(self.popular))
        return found

    @cached_property
    def region_numbers(self) -> dict[str, int]:
        """Place of each region in `regions`."""
        return {name: number for number, name in enumerate(self.regions)}

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        arrays: dict[str, Any] = {name: getattr(self, name) for name in _ARRAYS} | self.regional.arrays()
        np.savez(directory / FILE, allow_pickle=False, regions=np.array(self.regions, dtype=np.str_), **arrays)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            told = {name: arrays[name] for name in _ARRAYS}
            found = cls(regions=tuple(arrays["regions"].tolist()), regional=Regional.read(arrays), **told)
        _ = found.places  # made now: the first request should not wait for it
        return found


_ARRAYS: Final = (
    "events",
    "short",
    "long",
    "last",
    "season",
    "popular",
)


def _faded(log: EventLog, worth: Floats, days: float) -> Floats:
    """Logarithm of faded shares over that of an average product, of what hardly sold that of `_LEAST`.

    All fade alike after the log's end, so the shares hold for any later time.
    """
    known = np.isfinite(log.seconds)
    if not known.any():
        return np.full(log.products, np.nan, dtype=np.float32)
    faded = worth[known] * np.exp2(-(log.end() - log.seconds[known]) / (days * DAY))
    sums = np.bincount(log.product[known], faded, log.products)
    average = max(float(sums.mean()), 1e-12)
    return np.log(np.maximum(sums / average, _LEAST)).astype(np.float32)


def _seasonal(log: EventLog, worth: Floats, catalogue: Catalogue, settings: FeatureSettings) -> Floats:
    """Seasons of products, drawn to those of their categories, and these to no season at all."""
    known = np.isfinite(log.seconds)
    days = np.ptp(log.seconds[known]) / DAY if known.any() else 0.0
    if days < settings.season_least_days:
        return np.full((log.products, MONTHS), np.nan, dtype=np.float32)
    months = months_of(log.seconds[known])
    category = catalogue.category[log.product[known]].astype(np.int64)
    category = np.where(category < 0, len(catalogue.parents), category)
    weights = worth[known].astype(np.float64)

    def near(groups: Ints, size: int) -> tuple[Numbers, Numbers]:
        by_month = np.bincount(groups * MONTHS + months, weights, size * MONTHS).reshape(size, MONTHS)
        reach = range(-settings.season_months, settings.season_months + 1)
        inside = np.sum([np.roll(by_month, shift, axis=1) for shift in reach], axis=0)
        return inside, by_month.sum(axis=1, keepdims=True)

    everywhere, total = near(np.zeros(len(months), dtype=np.int64), 1)
    share = np.maximum(everywhere / np.maximum(total, 1e-9), 1e-9)
    inside, events = near(category, len(catalogue.parents) + 1)
    by_category = (inside + settings.smoothing * share) / (events + settings.smoothing)
    inside, events = near(log.product[known].astype(np.int64), log.products)
    own = by_category[np.where(catalogue.category < 0, len(catalogue.parents), catalogue.category)]
    found = (inside + settings.smoothing * own) / (events + settings.smoothing)
    return np.log(np.maximum(found / share, 1e-9)).astype(np.float32)


def months_of(seconds: Numbers) -> Ints:
    """Month of each time, 0 to 11; 0 where it is not known."""
    known = np.isfinite(seconds)
    stamps = np.where(known, seconds, 0.0).astype(np.int64).astype("datetime64[s]")
    return np.asarray(stamps.astype("datetime64[M]").astype(np.int64) % MONTHS, dtype=np.int64)
