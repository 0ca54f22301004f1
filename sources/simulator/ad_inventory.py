"""The ads that may be shown on a day, and what is true of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.demand_products import group_names
from sources.simulator.streams import scrambled
from sources.simulator.words import Floats, Index, Strings, gather, hexadecimal

TASTES = 3  # dimensions in which customers and categories differ
_MOST_WEIGHT = 0.05  # of one ad in the traffic of all


@dataclass(frozen=True)
class Inventory:
    """All ads of all days; arrays of shape (ads,) in no telling order.

    Attributes:
        number: Of the ad among all of the seed.
        campaign, advertiser, category, department: Numbers.
        price: Of the advertised product in EUR.
        launch, end: Days since the first; `end` is the first day without it.
        weight: How often it enters a slate while it runs, before shares are taken.
        score: What the logging policy takes for the ad's log odds.
        effects: Log odds of a click that it adds, by part.
        tastes: Direction of its category, (ads, TASTES).
        conversion: Log odds that a click on it ends in a purchase, against those of other ads.
        seed: Of the world.
    """

    seed: int
    number: Index
    campaign: Index
    advertiser: Index
    category: Index
    department: Index
    price: Floats
    launch: Index
    end: Index
    weight: Floats
    score: Floats
    effects: dict[str, Floats]
    tastes: Floats
    conversion: Floats

    def __len__(self) -> int:
        return len(self.campaign)

    def running(self, day: int) -> Index:
        """Ads that may be shown on a day."""
        return np.flatnonzero((self.launch <= day) & (day < self.end))

    def shares(self, ads: Index) -> Floats:
        """Share of each of these ads in what enters a slate; none has more than `_MOST_WEIGHT`."""
        share = self.weight[ads] / self.weight[ads].sum()
        for _ in range(8):
            share = np.minimum(share, max(_MOST_WEIGHT, 1.01 / len(ads)))
            share /= share.sum()
        return np.asarray(share)

    def ids(self, name: str, numbers: Index) -> Strings:
        """Hashed ids of ads (`a`), campaigns (`k`) or advertisers (`v`) by number."""
        prefixes = {"ad": "a", "campaign": "k", "advertiser": "v"}
        return hexadecimal(prefixes[name], scrambled(numbers, self.seed, name))

    def categories(self, numbers: Index) -> Strings:
        """Names of categories by number."""
        return gather(pa.array(group_names()), numbers)


def departments() -> Index:
    """Number of each category's department, shape (categories,)."""
    names = [name.split(" > ")[0] for name in group_names()]
    known = list(dict.fromkeys(names))
    return np.array([known.index(name) for name in names])
