"""Times of products and of the year: launches, and what is taken in each part of the year."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..faded_counts import DAY
from ..moments import seconds_of
from .event_log import EventLog
from .lifts import Lifts
from .popular_settings import PopularSettings

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

YEAR: Final = 365.2425 * DAY


def launch_seconds(products: pd.DataFrame) -> Numbers:
    """Launches as seconds since 1970, -inf where not known; (products,)."""
    seconds = seconds_of(pd.to_datetime(products["launch_date"], utc=True))
    return np.where(np.isnan(seconds), -np.inf, seconds)


def part_of_year(seconds: Numbers, bins: int) -> Ints:
    """Which of equal parts of the year times lie in; (n,)."""
    return np.asarray((np.mod(seconds / YEAR, 1.0) * bins).astype(np.int64) % bins)


def seasons_of(log: EventLog, worth: Floats, settings: PopularSettings) -> Lifts:
    """What is taken in each part of the year; without cells where the log is too short to tell."""
    known = np.isfinite(log.seconds)
    seconds, product = log.seconds[known], log.product[known].astype(np.int64)
    weight = worth[known].astype(np.float64)
    bins = settings.season_bins
    if not known.any() or np.ptp(seconds) < settings.season_least_days * DAY:
        bins, seconds, product, weight = 0, seconds[:0], product[:0], weight[:0]
    part = part_of_year(seconds, max(bins, 1))
    # a season does not begin on the same day each year
    cells = np.concatenate([part, (part + 1) % max(bins, 1), (part - 1) % max(bins, 1)])
    aside = weight * settings.season_spread
    weights = np.concatenate([weight - 2 * aside, aside, aside])
    return Lifts.of(cells, np.tile(product, 3), weights, bins, log.products, settings.smoothing)
