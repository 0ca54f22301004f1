"""Revenue of a redemption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .forest import Forest, Rows
from .forest_settings import ForestSettings
from .lessons import Lessons
from .looks import Looks
from .outlook_settings import RevenueSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

OBJECTIVE: Final = {"objective": "reg:tweedie", "tweedie_variance_power": 1.5, "base_score": 1.0}  # a margin of 0
_LEAST: Final = 1e-6  # of money, below any coin, so that its logarithm is finite


@dataclass(frozen=True)
class Revenue:
    """What is expected of a redemption.

    Attributes:
        mean: Of all redemptions.
        by_offer, by_type: Means drawn to the one above, by number; the last is of those not seen.
        of_paid: Revenue over the price paid; NaN where no price is known: then means hold.
        forest: Trees on the logarithm of that; none where they are not better.
        most: That no answer exceeds.
    """

    mean: float
    by_offer: Numbers
    by_type: Numbers
    of_paid: float
    forest: Forest
    most: float

    @classmethod
    def fit(
        cls,
        lessons: Lessons,
        looks: Looks,
        sizes: dict[str, int],
        settings: RevenueSettings,
        trees: tuple[ForestSettings, int, int] | None = None,
        rounds: int = 0,
    ) -> Revenue:
        """From redeemed rows.

        Args:
            lessons: Rows; those that were not redeemed tell nothing.
            looks: Of the deals that they name.
            sizes: How many offers and types there are.
            settings: Of revenue.
            trees: Settings, seed and threads of trees; None: there are none.
            rounds: Trees.
        """
        known = lessons.label & np.isfinite(lessons.revenue)
        deal, revenue = lessons.deal[known], lessons.revenue[known]
        mean = float(revenue.mean()) if len(revenue) else 1.0
        offer, kind = (looks.codes[name][deal] for name in ("offer", "type"))
        by_type = _drawn(kind, revenue, np.full(sizes["type"] + 1, mean), settings.smoothing)
        above = np.full(sizes["offer"] + 1, mean)
        above[looks.codes["offer"]] = by_type[looks.codes["type"]]
        by_offer = _drawn(offer, revenue, above, settings.smoothing)
        paid = looks.deals.paid[deal]
        priced = np.isfinite(paid) & (paid > 0)
        enough = bool(len(revenue)) and float(priced.mean()) > 1 / 2
        of_paid = float(revenue[priced].sum() / paid[priced].sum()) if enough else np.nan
        most = float(np.quantile(revenue, settings.most)) if len(revenue) else 1.0
        found = cls(mean, by_offer, by_type, of_paid, Forest(), most)
        if trees is None or not rounds or len(revenue) < settings.fewest or revenue.std() == 0:
            return found
        # a row that had a share in its own start would teach the trees that starts are right
        others = _of_others(kind, revenue, (revenue.sum() - revenue) / (len(revenue) - 1), settings.smoothing)
        others = _of_others(offer, revenue, others, settings.smoothing)
        start = np.log(np.maximum(np.where(np.isfinite(of_paid * paid), of_paid * paid, others), _LEAST))
        rows = Rows(lessons.features[known], revenue, lessons.weight[known], start)
        forest, seed, threads = trees
        free = (0,) * lessons.features.shape[1]
        grown = Forest.grown(rows, None, OBJECTIVE, free, forest, seed, threads, rounds)
        return cls(mean, by_offer, by_type, of_paid, grown, most)

    def alone(self, looks: Looks, deal: Ints) -> Numbers:
        """By the deal alone: a share of the price paid, else the mean of its offer, its type, all; (pairs,)."""
        offer = looks.codes["offer"]
        means = np.where(offer >= 0, self.by_offer[offer], self.by_type[looks.codes["type"]])
        priced = self.of_paid * looks.deals.paid
        return np.where(np.isfinite(priced), priced, means)[deal]

    def of(self, features: Floats, looks: Looks, deal: Ints) -> Numbers:
        """Of pairs; (pairs,)."""
        return np.minimum(self.alone(looks, deal) * np.exp(self.forest.margin(features)), self.most)


def deviance(revenue: Numbers, expected: Numbers) -> float:
    """Mean Tweedie deviance of power 1.5, which stands revenue of 0."""
    mean = np.maximum(expected, _LEAST)
    return float(np.mean(4 * (revenue / np.sqrt(mean) + np.sqrt(mean) - 2 * np.sqrt(revenue))))


def _drawn(code: Ints, values: Numbers, above: Numbers, smoothing: float) -> Numbers:
    """Means by number, drawn to those above; the last is that above."""
    known = code >= 0
    count = np.bincount(code[known], minlength=len(above))
    total = np.bincount(code[known], values[known], len(above))
    return (total + smoothing * above) / (count + smoothing)


def _of_others(code: Ints, values: Numbers, above: Numbers, smoothing: float) -> Numbers:
    """Mean of all other rows of each row's number, drawn to what is above it; (rows,)."""
    known = code >= 0
    size = int(code.max(initial=0)) + 2  # the last, where -1 points, stays empty
    count = np.bincount(code[known], minlength=size)[code]
    total = np.bincount(code[known], values[known], size)[code]
    found: Numbers = (total - values * known + smoothing * above) / (count - known + smoothing)
    return found
