"""The two stages and the calibration over them: from what the past says to log odds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from ..calibration import Calibration
from .batches import Floats, Labels
from .design import Features
from .hashing import Keys
from .sampling import correct_for_sampling
from .trees import Trees

_HEAD: Final = "stack.json"


@dataclass(frozen=True)
class Blend:
    """Trees and the logistic regression, averaged in log odds.

    Attributes:
        trees: None where the logistic regression answers alone.
        weight: Of the trees.
    """

    trees: Trees | None
    weight: float = 1.0

    def logit(self, features: Features, logit: Floats) -> Floats:
        """Log odds before calibration, on the scale of all impressions, float64 (n,)."""
        if self.trees is None:
            return logit
        found = correct_for_sampling(self.trees.logit(features, logit), self.trees.head.kept)
        return self.weight * np.asarray(found, dtype=np.float64) + (1 - self.weight) * logit


def weighed(tree_logit: Floats, logit: Floats, label: Labels, steps: int, against: float) -> float:
    """The weight of the trees, of so many steps from 0 to 1, that foretells valid best, less what may be chance.

    Few clicks cannot tell which is better, and the logistic regression is what updates teach: it is drawn to that.

    Args:
        tree_logit: Log odds by the trees, float64 (n,).
        logit: By the logistic regression, float64 (n,).
        label: 0 or 1, float64 (n,).
        against: Clicks, or others where those are rarer, that weigh against the trees.
    """
    weights = np.linspace(0, 1, steps + 1)
    sign = np.where(label == 1, -1.0, 1.0)
    losses = [np.logaddexp(0, sign * (one * tree_logit + (1 - one) * logit)).mean() for one in weights]
    rarer = float(min(label.sum(), len(label) - label.sum()))
    return float(weights[int(np.argmin(losses))]) * rarer / max(rarer + against, 1)


@dataclass(frozen=True)
class Stack:
    """Trees over the encodings, then calibration."""

    blend: Blend
    calibration: Calibration

    def calibrated(self, features: Features, logit: Floats, segment: Keys) -> Floats:
        """Calibrated log odds, float64 (n,), of features (n, features) and the logistic regression's log odds (n,)."""
        return self.calibration.apply(self.blend.logit(features, logit), segment)

    def save(self, directory: Path) -> None:
        trees = self.blend.trees
        head: dict[str, Any] = {"weight": self.blend.weight, "trees": trees.save(directory) if trees else None}
        (directory / _HEAD).write_text(json.dumps(head, sort_keys=True) + "\n", encoding="utf-8")
        self.calibration.save(directory)

    @classmethod
    def load(cls, directory: Path) -> Stack:
        """Read what `save` wrote."""
        head = json.loads((directory / _HEAD).read_text(encoding="utf-8"))
        trees = Trees.load(directory, head["trees"]) if head["trees"] else None
        return cls(Blend(trees, head["weight"]), Calibration.load(directory))
