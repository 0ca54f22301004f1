"""The order of deals within a request: a ranker beside the probability, where it orders better."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .forest import Forest, Rows
from .gains import ndcg
from .lessons import Lessons
from .outlook_settings import OrderSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Order:
    """What is added to log odds.

    Attributes:
        forest: The ranker's trees; none where it is not kept.
        weight: Of its margins.
    """

    forest: Forest = field(default_factory=Forest)
    weight: float = 0.0

    def added(self, features: Floats) -> Numbers:
        """To log odds, for the order alone; (n,)."""
        return self.weight * self.forest.margin(features) if self.weight else np.zeros(len(features))


def grown(
    lessons: Lessons,
    rising: tuple[int, ...],
    settings: OrderSettings,
    seed: int,
    threads: int,
) -> Forest:
    """LambdaMART (Burges, 2010) on the requests that redeem something; no trees where they are too few."""
    numbers, row = np.unique(lessons.request, return_inverse=True)
    redeems = np.bincount(row, lessons.label, len(numbers)) > 0
    if not settings.enabled or redeems.sum() < settings.fewest_requests:
        return Forest()
    some = lessons.take(redeems[row])
    objective: dict[str, Any] = {
        "objective": "rank:ndcg",
        "ndcg_exp_gain": False,
        "lambdarank_pair_method": "topk",
        "lambdarank_num_pair_per_sample": settings.pairs,
        "base_score": 0.0,
    }
    rows = Rows(some.features, some.label.astype(np.float64), some.weight, np.zeros(len(some)), some.request)
    return Forest.grown(rows, None, objective, rising, settings.trees, seed, threads)


def chosen(ranker: Forest, logit: Numbers, lessons: Lessons, settings: OrderSettings) -> tuple[float, dict[str, float]]:
    """Weight of the ranker that orders best, 0 where none is surely better than the probability, and what each gave.

    Args:
        ranker: Not grown from these rows.
        logit: Calibrated log odds; (rows,).
        lessons: Rows to choose by.
        settings: Of the choice.
    """
    if ranker.booster is None or not lessons.label.any():
        return 0.0, {}
    margin = ranker.margin(lessons.features)
    told, best, most = {}, 0.0, 0.0
    base = ndcg(lessons.request, logit, lessons.label, settings.measured_at)
    told["0"] = float(base.mean())
    for weight in settings.weights:
        own = ndcg(lessons.request, logit + weight * margin, lessons.label, settings.measured_at)
        gain = own - base
        told[f"{weight:g}"] = float(own.mean())
        sure = settings.least_sigma * float(gain.std()) / np.sqrt(len(gain))
        if gain.mean() > max(sure, most):
            best, most = weight, float(gain.mean())
    return best, told
