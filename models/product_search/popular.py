"""What is shown before anything is typed: what sells, here and to this customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from ..lift import log_lift
from .catalogue import Catalogue
from .history import History, Moments

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_READ = 8_192  # products of the order that are looked through at once


@dataclass(frozen=True)
class Popular:
    """Products in the order in which they sell now.

    Attributes:
        order: Positions, the most sought first, those never sought by their launch, latest first; where no log with
            times tells what is sought, those that answer most of the known queries come first; (products,).
    """

    order: Ints

    @classmethod
    def of(cls, catalogue: Catalogue, history: History, now: float) -> Self:
        """From the log at its end; without one the latest come first."""
        every = np.arange(len(catalogue))
        sought = np.zeros(len(every))
        if history:
            sought = history.at("product_short", Moments({"product": every}, np.full(len(every), now)))
        return cls(_ordered(catalogue, sought))

    @classmethod
    def of_gains(cls, catalogue: Catalogue, product: Ints, gain: Numbers) -> Self:
        """From pairs of searches without a time: the products that answer most come first, of equals the latest."""
        return cls(_ordered(catalogue, np.bincount(product, gain, minlength=len(catalogue)).astype(np.float64)))

    def candidates(self, allowed: Truths, most: int) -> Ints:
        """The first that may be shown; at most so many."""
        found = np.zeros(0, dtype=np.int64)
        for start in range(0, len(self.order), _READ):
            part = self.order[start : start + _READ]
            found = np.append(found, part[allowed[part]])
            if len(found) >= most:
                break
        return found[:most]


def _ordered(catalogue: Catalogue, sought: Numbers) -> Ints:
    launched = np.nan_to_num(catalogue.launched, nan=-np.inf)
    return np.lexsort((np.arange(len(catalogue)), -launched, -sought)).astype(np.int64)


def popular_scores(history: History, moments: Moments, smoothing: float, unsought: float) -> Numbers:
    """Log odds that each product is sought, as if region, category and brand told independently; (n,).

    Args:
        history: The log.
        moments: One row a product; region or customer may be unknown.
        smoothing: Events, shared as all share them, added to those of the region and the customer.
        unsought: Events that a product has beside those that were counted, above 0: how far one that nobody has
            sought stands behind.
    """
    if not history:
        return -np.arange(len(moments), dtype=np.float64)
    sought = np.log(history.at("product_short", moments) + history.at("product", moments) + unsought)
    region, everything = history.at("region", moments), history.at("all", moments)
    lifts = [
        log_lift(history.at("region_product", moments), history.at("product", moments), region, everything, smoothing)
    ]
    customer, liked = history.at("customer", moments), history.at("liked", moments)
    for kind in ("category", "brand"):
        both, thing = history.at(f"customer_{kind}", moments), history.at(f"liked_{kind}", moments)
        lifts.append(log_lift(both, customer, thing, liked, smoothing))
    return np.asarray(sought + np.sum(np.nan_to_num(lifts), axis=0))
