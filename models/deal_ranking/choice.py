"""What was learnt of train, with all choices made by rows of valid that measure nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..odds import sigmoid
from . import gains, order
from .forest import Forest
from .lessons import Lessons
from .looks import Looks
from .outlook_settings import OutlookSettings
from .probability import Probability
from .revenue import Revenue, deviance

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """A model of train.

    Attributes:
        probability: Calibrated.
        ranker: Trees of the order.
        weight: Of the ranker; 0: it is not kept.
        rounds: Trees by part; 0 where a part has none.
        facts: What each gave, as JSON values.
    """

    probability: Probability
    ranker: Forest
    weight: float
    rounds: dict[str, int]
    facts: dict[str, Any]

    @classmethod
    def made(
        cls,
        lessons: Lessons,
        choosing: Lessons,
        looks: Looks,
        sizes: dict[str, int],
        rising: tuple[int, ...],
        settings: OutlookSettings,
    ) -> Choice:
        """Learn and choose.

        Args:
            lessons: Of train.
            choosing: Rows of valid; where there are none, nothing is chosen and nothing calibrated.
            looks: Of the deals, for revenue.
            sizes: How many offers and types there are.
            rising: See `Forest.grown`.
            settings: All settings.
        """
        seed, threads, forest = settings.seed, settings.threads, settings.forest
        some = choosing if len(choosing) else None
        probability = Probability.fit(lessons, some, rising, forest, seed, threads)
        rounds = {"probability": probability.forest.rounds}
        if some is not None:
            probability = probability.calibrated(choosing, settings.calibration)
        ranker = order.grown(lessons, rising, settings.order, seed, threads)
        weight, gained = order.chosen(ranker, probability.logit(choosing.features), choosing, settings.order)
        rounds["order"] = ranker.rounds if weight else 0
        plain = Revenue.fit(lessons, looks, sizes, settings.revenue)
        trees = (forest, seed, threads)
        grown = Revenue.fit(lessons, looks, sizes, settings.revenue, trees, forest.rounds)
        losses = [_loss(one, choosing, looks) for one in (plain, grown)]
        rounds["revenue"] = grown.forest.rounds if losses[1] < losses[0] else 0
        facts = {"trees": rounds, "order_weight": weight, "order_ndcg": gained, "revenue_deviance": losses}
        return cls(probability, ranker, weight, rounds, facts)

    def remade(self, valid: Lessons, settings: OutlookSettings) -> Choice:
        """As it is served: calibrated, and the ranker weighed, by all of valid, twice what `made` had for it."""
        if not len(valid):
            return self
        probability = self.probability.calibrated(valid, settings.calibration)
        weight, gained = order.chosen(self.ranker, probability.logit(valid.features), valid, settings.order)
        rounds = self.rounds | {"order": self.ranker.rounds if weight else 0}
        facts = self.facts | {"trees": rounds, "order_weight": weight, "order_ndcg": gained}
        return replace(self, probability=probability, weight=weight, rounds=rounds, facts=facts)

    def measured(self, judging: Lessons, served: float, bins: int) -> dict[str, float]:
        """Of rows that nothing of this was chosen by.

        The order's are of the ranker's weight that is served, which all of valid chose, and, with `_held_out`, of the
        weight that was chosen without these rows; with `_probability`, of the probability alone.

        Args:
            judging: Rows of valid.
            served: Weight of the ranker that `remade` chose.
            bins: Of equal size, for the calibration error.
        """
        if not len(judging):
            return {}
        logit, margin = self.probability.logit(judging.features), self.ranker.margin(judging.features)
        rows = (judging.request, judging.label)
        others = {"held_out": self.weight, "probability": 0.0}
        found = gains.measured(rows[0], logit + served * margin, sigmoid(logit), rows[1], judging.weight, bins)
        by_other = {name: gains.ndcgs(rows[0], logit + one * margin, rows[1]) for name, one in others.items()}
        return found | {f"{key}_{name}": value for name, one in by_other.items() for key, value in one.items()}


def _loss(revenue: Revenue, rows: Lessons, looks: Looks) -> float:
    had = rows.label & np.isfinite(rows.revenue)
    if not had.any():
        return 0.0
    return deviance(rows.revenue[had], revenue.of(rows.features[had], looks, rows.deal[had]))
