"""When the simulated marketplace sold: 157 whole weeks that end on a Sunday, whatever day it is today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from sources.simulator.words import Floats, Index

FIRST = np.datetime64("2021-12-27", "D")  # a Monday
WEEKS = 157
DAYS = 7 * WEEKS
PLANNED_DAYS = 7 * 54  # after the last day, for which calendar and promotions are planned
YEAR = 365.25

Days = npt.NDArray[np.datetime64]


def days() -> Days:
    """The days of sales, shape (DAYS,)."""
    return FIRST + np.arange(DAYS)


def day_of(year: int, month: int, day: int) -> int:
    """A date as its position among the days; below 0 or beyond `DAYS` outside them."""
    return int((np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "D") - FIRST).astype(int))


def day_of_year(positions: Index) -> Floats:
    """Days since the first of January, a year being 365.25 of them."""
    dates = FIRST + positions
    return np.asarray((dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(float))


def by_week(daily: Floats) -> Floats:
    """Sums of weeks: (..., DAYS) -> (..., WEEKS)."""
    summed: Floats = daily.reshape(*daily.shape[:-1], WEEKS, 7).sum(axis=-1)
    return summed


@dataclass(frozen=True)
class Region:
    """A region in which stock is placed.

    Attributes:
        share: Of the marketplace's demand.
        south: Its summer is in January.
        growth: Of the logarithm of demand, a year.
        per_eur: What a euro costs in `currency`.
    """

    name: str
    country: str
    currency: str
    per_eur: float
    share: float
    south: bool
    growth: float


@cache
def regions() -> tuple[Region, ...]:
    """Six regions in three countries, two of them below the equator; one currency in each country."""
    return (
        Region("de-north", "DE", "EUR", 1.0, 0.21, False, 0.06),
        Region("de-south", "DE", "EUR", 1.0, 0.20, False, 0.10),
        Region("us-east", "US", "USD", 1.09, 0.23, False, 0.08),
        Region("us-west", "US", "USD", 1.09, 0.17, False, 0.18),
        Region("au-nsw", "AU", "AUD", 1.65, 0.11, True, 0.12),
        Region("au-vic", "AU", "AUD", 1.65, 0.08, True, 0.04),
    )


def countries() -> Index:
    """Number of each region's country, shape (regions,)."""
    names = [region.country for region in regions()]
    return np.array([sorted(set(names)).index(name) for name in names])
