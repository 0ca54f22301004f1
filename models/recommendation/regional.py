"""How much more often products are taken in a region than elsewhere, those with few events as their category is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .catalogue import Catalogue
from .event_log import EventLog

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Regional:
    """Events of p products, and of their categories, by region.

    A lift is what was taken over what its share everywhere lets expect, both with some events as expected added: a
    gamma-Poisson shrinker (DuMouchel, The American Statistician 1999) whose prior of a product is its category's lift.

    Attributes:
        share: Of all events whose region is known, each region's; (regions,).
        group: Category of each product; the last stands for none; (p,).
        product_keys, product_worth: Region times p plus product, sorted, and the worth of its events there; (pairs,).
        product_total: The same everywhere; (p,).
        group_keys, group_worth, group_total: The same of categories; (pairs,) and (categories + 1,).
        prior: Events as expected that are added; (1,).
    """

    share: Numbers
    group: Ints
    product_keys: Ints
    product_worth: Numbers
    product_total: Numbers
    group_keys: Ints
    group_worth: Numbers
    group_total: Numbers
    prior: Numbers

    @classmethod
    def of(cls, log: EventLog, worth: Floats, catalogue: Catalogue, prior: float) -> Self:
        """From a log.

        Args:
            log: Events.
            worth: Of each; (events,).
            catalogue: The products.
            prior: Events as expected that are added; above 0.
        """
        known = log.region >= 0
        region, product = log.region[known].astype(np.int64), log.product[known].astype(np.int64)
        weights = worth[known].astype(np.float64)
        nodes = len(catalogue.parents)
        group = np.where(catalogue.category < 0, nodes, catalogue.category).astype(np.int64)
        here = np.bincount(region, weights, len(log.regions))
        return cls(
            here / max(float(here.sum()), 1e-12),
            group,
            *_summed(region, product, weights, log.products),
            *_summed(region, group[product], weights, nodes + 1),
            np.array([prior]),
        )

    def lift(self, regions: Ints, products: Ints) -> Floats:
        """Logarithm of the lift of products in regions, NaN where the region is -1 or has no event; (n,)."""
        if not len(self.share):
            return np.full(len(products), np.nan, dtype=np.float32)
        share, group = self.share[regions], self.group[products]
        by_group = self._lift(regions, share, group, self.group_keys, self.group_worth, self.group_total, 1.0)
        own = self._lift(regions, share, products, self.product_keys, self.product_worth, self.product_total, by_group)
        return np.where((regions >= 0) & (share > 0), np.log(own), np.nan).astype(np.float32)

    def _lift(
        self,
        regions: Ints,
        share: Numbers,
        codes: Ints,
        keys: Ints,
        worth: Numbers,
        total: Numbers,
        drawn_to: Numbers | float,
    ) -> Numbers:
        wanted = regions * len(total) + codes
        row = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        taken = np.where(keys[row] == wanted, worth[row], 0.0) if len(keys) else np.zeros(len(codes))
        return np.asarray((taken + self.prior * drawn_to) / (share * total[codes] + self.prior))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {f"regional_{name}": getattr(self, name) for name in _ARRAYS}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """From what `arrays` gave."""
        return cls(**{name: arrays[f"regional_{name}"] for name in _ARRAYS})


_ARRAYS = (
    "share",
    "group",
    "product_keys",
    "product_worth",
    "product_total",
    "group_keys",
    "group_worth",
    "group_total",
    "prior",
)


def _summed(region: Ints, code: Ints, weights: Numbers, size: int) -> tuple[Ints, Numbers, Numbers]:
    keys, row = np.unique(region * size + code, return_inverse=True)
    here = np.bincount(row, weights, len(keys)).astype(np.float64)
    return keys.astype(np.int64), here, np.bincount(code, weights, size).astype(np.float64)
