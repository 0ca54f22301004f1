"""The regions in which products are searched: their languages, and what is asked for more in one than in another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sources.simulator.search_kinds import kinds
from sources.simulator.search_time import DAY, DAYS
from sources.simulator.streams import stream
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index


@dataclass(frozen=True)
class Region:
    """A region: its share of the customers, and the language that most of them search in."""

    name: str
    share: float
    language: str


REGIONS = (
    Region("north", 0.26, "en"),
    Region("south", 0.23, "en"),
    Region("islands", 0.18, "en"),
    Region("lakes", 0.12, "en"),
    Region("alps", 0.13, "de"),
    Region("coast", 0.08, "es"),
)
_OTHER_LANGUAGE = 0.06  # of customers; they search in English wherever they live
_TYPE_SPREAD, _BRAND_SPREAD, _DRIFT_SPREAD = 0.45, 0.35, 0.4  # of the log of demand
_WEEKS = -(-DAYS // 7)


@cache
def _languages() -> Index:
    return np.array([LANGUAGES.index(region.language) for region in REGIONS])


def languages(region: Index, draw: Floats) -> Index:
    """Positions in `LANGUAGES` of what customers search in; (rows,)."""
    return np.where(draw < _OTHER_LANGUAGE, LANGUAGES.index("en"), _languages()[region])


@dataclass(frozen=True)
class RegionalDemand:
    """Logs of demand that regions add: to types of products by week (regions, weeks, types), to brands."""

    types: Floats
    brands: Floats

    def of(self, region: Index, seconds: Index, leaf: Index, brand: Index) -> Floats:
        """What is added for products asked for somewhere and some time; arrays of shape (rows,)."""
        found: Floats = self.types[region, seconds // (7 * DAY), kinds().type_of[leaf]] + self.brands[region, brand]
        return found


def regional_demand(seed: int, brands: int) -> RegionalDemand:
    """The regional demand of a seed; it does not depend on the scale."""
    rng = stream(seed, "regional demand of searches")
    shape = (len(REGIONS), 1, kinds().types)
    usual, swing, phase = rng.normal(0, _TYPE_SPREAD, shape), rng.normal(0, _DRIFT_SPREAD, shape), rng.random(shape)
    pace = rng.uniform(60, 200, shape)  # days of a wave
    day = 7.0 * np.arange(_WEEKS)[None, :, None]
    types = usual + swing * np.sin(2 * np.pi * (day / pace + phase))
    return RegionalDemand(types, rng.normal(0, _BRAND_SPREAD, (len(REGIONS), brands)))
