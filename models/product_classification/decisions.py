"""From scores of the candidates to what is answered: probabilities, the listing's leaves, and a node that is sure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .abstention import Abstention
from .calibration import Calibration
from .candidates import Candidates, Longs
from .decision_settings import DecisionSettings
from .thresholds import LeafThresholds
from .tree import Tree

Reals = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
FILE: Final = "decisions.json"


@dataclass(frozen=True)
class Decided:
    """What is said of n listings with k candidates each.

    Attributes:
        candidates: Leaves with their probabilities, falling along a row; (n, k).
        rest: Probability that no leaf of the listing is a candidate; (n,).
        assigned: Which candidates are the listing's leaves; the first always, but where it abstains; (n, k).
        nodes, node_chances: The abstaining answer, a position in the tree, and its probability; (n,).
        sure: Whether that answer is a leaf; (n,).
    """

    candidates: Candidates
    rest: Reals
    assigned: Bools
    nodes: Longs
    node_chances: Reals
    sure: Bools


@dataclass(frozen=True)
class Decisions:
    """Calibration, the leaves' thresholds and abstention, learnt from rows that the scores were not.

    Attributes:
        calibration: To the probability of each leaf.
        shares: To the leaves' shares of a listing, of which nodes are made: leaves that are judged alone may together
            be more than 1, so their sum says nothing of the node above. The same where each listing has one leaf.
        thresholds: From which probability on a further leaf is assigned.
        abstention: From which on an answer is sure.
    """

    calibration: Calibration
    shares: Calibration
    thresholds: LeafThresholds
    abstention: Abstention

    @classmethod
    def fit(cls, scores: Candidates, truth: sp.csr_array, tree: Tree, settings: DecisionSettings) -> Self:
        """One after the other, on the same rows.

        Args:
            scores: Log odds that fall along a row, (n, k).
            truth: 1 where a leaf is the listing's, (n, leaves).
        """
        calibration = Calibration.fit(scores, truth, settings.prior_rows)
        shares = Calibration.fit(scores, truth, settings.prior_rows, one_leaf=True)
        probabilities = calibration.apply(scores)
        return cls(
            calibration,
            shares,
            LeafThresholds.fit(probabilities, truth, settings.leaf_labels),
            Abstention.fit(probabilities, shares.apply(scores), truth, tree, settings.precision, settings.confidence),
        )

    def decide(self, scores: Candidates, tree: Tree) -> Decided:
        """Each row by itself: it does not matter which others are asked with it."""
        probabilities = self.calibration.apply(scores)
        shares = probabilities if self.shares == self.calibration else self.shares.apply(scores)
        answers = self.abstention.answer(probabilities, shares, tree)
        rest = np.maximum(1 - shares.scores.sum(axis=1, dtype=np.float64), 0.0)
        assigned = self.thresholds.assigned(probabilities, answers.sure)
        return Decided(probabilities, rest, assigned, answers.nodes, answers.chances, answers.sure)

    @property
    def facts(self) -> dict[str, Any]:
        """What was learnt, as JSON values."""
        several = self.thresholds.several
        return {
            "calibration": self.calibration.as_dict(),
            "shares": self.shares.as_dict(),
            "several_leaves": several,
            "leaf_threshold": self.thresholds.overall if several else None,
            "abstention": self.abstention.as_dict(),
        }

    def save(self, directory: Path) -> None:
        """Write `decisions.json`."""
        values = self.thresholds.values.tolist() if self.thresholds.several else len(self.thresholds.values)
        stored = {**self.facts, "leaf_thresholds": values}
        (directory / FILE).write_text(json.dumps(stored, allow_nan=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """What `save` wrote."""
        stored = json.loads((directory / FILE).read_text(encoding="utf-8"))
        several, values = stored["several_leaves"], stored["leaf_thresholds"]
        thresholds = LeafThresholds(
            np.array(values, dtype=np.float64) if several else np.full(values, np.inf),
            stored["leaf_threshold"] if several else np.inf,
            several,
        )
        return cls(
            Calibration(**stored["calibration"]),
            Calibration(**stored["shares"]),
            thresholds,
            Abstention.from_dict(stored["abstention"]),
        )
