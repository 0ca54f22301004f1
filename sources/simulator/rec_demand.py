"""What is wanted more in one region or season than in another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator import demand_kinds
from sources.simulator.brands import department_names
from sources.simulator.rec_kinds import takings
from sources.simulator.rec_time import DAYS, FIRST, YEAR
from sources.simulator.search_kinds import kinds
from sources.simulator.search_regions import REGIONS
from sources.simulator.search_time import DAY
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Index, Mask

# How far the weather moves demand, against a usual region; below 0 south of the equator, where summer is in January.
_WEATHER = {"north": 1.2, "south": 0.8, "islands": -1.0, "lakes": 1.0, "alps": 1.3, "coast": 0.6}
_TYPE_SPREAD, _BRAND_SPREAD = 0.6, 0.35  # of the log of demand
_WEEKS = -(-DAYS // 7)
# Day of the year around which a kind of days lies, and how many days it spreads.
_EVENTS = {"gift": (345.0, 11.0), "school": (236.0, 14.0), "deal": (331.0, 5.0)}


@dataclass(frozen=True)
class SeasonalDemand:
    """Logs of demand that regions and weeks add: to types (regions, weeks, types), to brands (regions, brands)."""

    types: Floats
    brands: Floats

    def of(self, region: Index, seconds: Index, types: Index) -> Floats:
        """What is added for types somewhere and some time; arrays that broadcast."""
        found: Floats = self.types[region, seconds // (7 * DAY), types]
        return found


def southern() -> Mask:
    """Which regions lie south of the equator; (regions,)."""
    return np.array([_WEATHER[region.name] < 0 for region in REGIONS])


def seasonal_demand(seed: int, brands: int) -> SeasonalDemand:
    """The demand of a seed; it does not depend on the scale."""
    rng = stream(seed, "regional demand for recommendations")
    usual = rng.normal(0, _TYPE_SPREAD, (len(REGIONS), 1, kinds().types))
    taken = takings(seed)
    weather = np.array([_WEATHER[region.name] for region in REGIONS])[:, None, None]
    day = _days_of_year()[None, :, None]
    swung = weather * taken.swing * np.cos(2 * np.pi * (day - taken.peak) / YEAR)
    return SeasonalDemand(usual + swung + _events()[None], rng.normal(0, _BRAND_SPREAD, (len(REGIONS), brands)))


def _events() -> Floats:
    """What gifts, school and deals add to the types of departments by week, (weeks, types)."""
    selling = [demand_kinds.kinds()[name] for name in department_names()]
    department = kinds().department_of[kinds().first_leaf]
    found = np.zeros((_WEEKS, kinds().types))
    for name, (middle, spread) in _EVENTS.items():
        near = np.exp(-(((_days_of_year() - middle) / spread) ** 2) / 2)
        found += near[:, None] * np.array([getattr(kind, name) for kind in selling])[department]
    return found


def _days_of_year() -> Floats:
    """Of the middle of each week, (weeks,)."""
    middle = FIRST + ((7 * np.arange(_WEEKS) + 3) * DAY).astype("timedelta64[s]")
    return np.asarray((middle - middle.astype("datetime64[Y]")) / np.timedelta64(1, "D"), np.float64)
