"""What tells a mistaken label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from .confident_joint import Claims, claims, leaf_thresholds
from .judged_labels import JudgedLabels, Landing
from .noise_mixture import Mixture
from .noise_settings import NoiseSettings
from .tree import Tree

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Detector:
    """The mixture, where mistakes land, and the leaves' thresholds.

    Attributes:
        estimate: How many labels are mistaken, and what right ones follow.
        mixture: The same with no fewer mistakes than a table has.
        landing: Where mistaken ones land.
        thresholds: Self-confidence of each leaf; (leaves,).
    """

    estimate: Mixture
    mixture: Mixture
    landing: Landing
    thresholds: Reals

    @classmethod
    def fit(cls, labels: JudgedLabels, tree: Tree, settings: NoiseSettings, rng: np.random.Generator) -> Self:
        """From all labels, the mixture from a draw of them."""
        landing = Landing.of(labels.leaves, tree)
        some = labels.take(labels.drawn(settings.fit_labels, rng))
        estimate = Mixture.fit(some, landing, settings.prior_labels)
        mixture = estimate.at_least(settings.least)
        _, own = mixture.chances(labels, landing)
        return cls(estimate, mixture, landing, leaf_thresholds(labels.leaves, own, tree, settings.leaf_labels))

    def judge(self, labels: JudgedLabels) -> tuple[Reals, Reals, Claims]:
        """Probability that each label is mistaken, (m,), that of its leaf, (m,), and which leaf claims its row."""
        chances, own = self.mixture.chances(labels, self.landing)
        return self.mixture.mistaken(labels, self.landing), own, claims(labels, chances, own, self.thresholds)
