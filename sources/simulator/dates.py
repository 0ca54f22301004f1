"""When things happened in the simulated marketplace: two years that grow, drawn from streams of their own.

The texts of a world of one seed do not depend on its dates, so no other column moves with them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sources.simulator.words import Floats, Index, Mask, Strings

FIRST = np.datetime64("2023-01-01T00:00:00", "us")
END = np.datetime64("2025-01-01T00:00:00", "us")  # the first moment after the last day
DAYS = int((END - FIRST) / np.timedelta64(1, "D"))
LAUNCHES = DAYS - 90.0  # days in which families appear; the last ones still find their sellers
GROWTH = 2.0  # new families a day at the end of these, against the beginning
FAMILY_SPREAD = 20.0  # mean days from a family's first product to another of it
OFFER_LAG = 60.0  # mean days from a product's launch to the offer of a seller
LABEL_LAG = 14.0  # mean days from an offer to its label
UPDATE_LAG = 30.0  # mean days until an offer comes again with a newer price

Times = npt.NDArray[np.datetime64]
TIME = pa.timestamp("us", "UTC")


def launches(rng: np.random.Generator, family: Index) -> Floats:
    """Day of each product's launch, from 0 to `DAYS`: families come ever faster, products soon after their family.

    Args:
        rng: Of this aspect and block alone.
        family: Family of each product, shape (products,).
    """
    names, of = np.unique(family, return_inverse=True)
    # The density grows along a line from 1 to GROWTH; its distribution function solved for the day.
    share = rng.random(len(names))
    slope = GROWTH - 1
    first = LAUNCHES * (np.sqrt(1 + slope * (slope + 2) * share) - 1) / slope
    return days_later(rng, first[of], FAMILY_SPREAD)


def days_later(rng: np.random.Generator, days: Floats, mean: float) -> Floats:
    """Exponential lags after `days`, cut off at the end of the two years rather than heaped on it."""
    room = np.maximum(DAYS - days, 0.0)
    lag: Floats = -mean * np.log1p(-rng.random(len(days)) * -np.expm1(-room / mean))
    return np.minimum(days + lag, DAYS)


def times(days: Floats) -> Times:
    """Whole seconds; the end itself belongs to no day."""
    seconds = np.minimum(np.floor(days * 86_400), DAYS * 86_400 - 1).astype(np.int64)
    return FIRST + seconds.astype("timedelta64[s]")


def days_of(column: Strings) -> tuple[Floats, Mask]:
    """Days since the beginning of a column of times, and which are not missing (others count as 0)."""
    there = np.asarray(column.is_valid())
    microseconds = np.asarray(column.cast(pa.int64()).fill_null(FIRST.astype(np.int64)))
    return (microseconds - FIRST.astype(np.int64)) / 86_400e6, there


def told(moments: Times, where: Mask) -> Strings:
    """As a column of UTC times, missing where `where` is false."""
    return pa.array(moments, pa.timestamp("us"), mask=~where).cast(TIME)
