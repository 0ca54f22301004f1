"""The chance that a deal is redeemed: trees for the log odds, calibrated on rows they were not grown from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from ..calibration import Calibration, CalibrationSettings
from ..odds import log_odds, sigmoid
from ..platt import shift_to_total
from .forest import Forest, Rows
from .forest_settings import ForestSettings
from .lessons import Lessons

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

OBJECTIVE: Final = {"objective": "binary:logistic", "base_score": 0.5}  # a margin of 0
_HALF: Final = 0.5


@dataclass(frozen=True)
class Probability:
    """Fitted log odds.

    Attributes:
        forest: Trees, none where all rows were of one class.
        base: Log odds that they add to.
        calibration: Of the sum.
        shift: Of the calibrated log odds, see `levelled_as`.
    """

    forest: Forest
    base: float
    calibration: Calibration
    shift: float = 0.0

    @classmethod
    def fit(
        cls,
        lessons: Lessons,
        choosing: Lessons | None,
        rising: tuple[int, ...],
        settings: ForestSettings,
        seed: int,
        threads: int,
        rounds: int | None = None,
    ) -> Probability:
        """Not yet calibrated.

        Args:
            lessons: To learn from.
            choosing: Rows by which the number of trees is chosen; None: it is told.
            rising: See `Forest.grown`.
            settings: Of trees.
            seed, threads: Of growing them.
            rounds: Trees, where they are told.
        """
        redeemed, total = float(lessons.weight[lessons.label].sum()), float(lessons.weight.sum())
        base = float(log_odds(np.array((redeemed + _HALF) / (total + 2 * _HALF))))
        plain = Calibration.fit(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.uint64))
        if not 0 < redeemed < total or rounds == 0:
            return cls(Forest(), base, plain)
        kept, weight = thinned(lessons, settings.max_rows, seed)
        watched = None
        if choosing is not None and 0 < choosing.label.sum() < len(choosing):
            watched = _rows(choosing, choosing.weight, base)
        rows = _rows(lessons.take(kept), weight, base)
        return cls(Forest.grown(rows, watched, OBJECTIVE, rising, settings, seed, threads, rounds), base, plain)

    def calibrated(self, lessons: Lessons, settings: CalibrationSettings) -> Probability:
        """With the calibration of rows that it was not fitted on, each counting for as many as it stands for."""
        if not 0 < lessons.label.sum() < len(lessons):
            return self
        none = np.zeros(len(lessons), dtype=np.uint64)
        raw = self.raw(lessons.features)
        return replace(self, calibration=Calibration.fit(raw, lessons.label, none, settings, lessons.weight))

    def levelled_as(self, other: Probability, valid: Lessons) -> Probability:
        """With the calibration of a model of fewer rows, and the same mean as it has on valid.

        What is calibrated on valid is the latest known share of redemptions; the share among all rows, which these
        trees add to, would move it once more.
        """
        if not len(other.calibration.segments):
            return self
        found = replace(self, base=other.base, calibration=other.calibration)
        total = float((valid.weight * sigmoid(other.logit(valid.features))).sum())
        by = shift_to_total(found.logit(valid.features), total, valid.weight)
        return replace(found, shift=by)

    def raw(self, features: Floats) -> Numbers:
        """Log odds before calibration; (n,)."""
        return self.base + self.forest.margin(features)

    def logit(self, features: Floats) -> Numbers:
        """Calibrated log odds; (n,)."""
        return self.shift + self.calibration.apply(self.raw(features), np.zeros(len(features), dtype=np.uint64))


def thinned(lessons: Lessons, most: int, seed: int) -> tuple[Ints, Numbers]:
    """Rows to learn from, all redeemed ones among them, and their weights, which make up for those left out."""
    weight = lessons.weight.copy()
    if len(lessons) <= most:
        return np.arange(len(lessons)), weight
    others = np.flatnonzero(~lessons.label)
    share = max(most - int(lessons.label.sum()), 1) / len(others)
    kept = np.random.default_rng(seed).random(len(lessons)) < min(share, 1.0)
    weight[others] /= min(share, 1.0)
    rows = np.flatnonzero(kept | lessons.label)
    return rows, weight[rows]


def _rows(lessons: Lessons, weight: Numbers, base: float) -> Rows:
    return Rows(lessons.features, lessons.label.astype(np.float64), weight, np.full(len(lessons), base))
