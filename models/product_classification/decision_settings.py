"""How probabilities become answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionSettings:
    """What calibration, the leaves' thresholds and abstention can be told."""

    prior_rows: float = 10.0  # rows that weigh against those the calibration is learnt from
    leaf_labels: float = 20.0  # labels that weigh against a leaf's own, for the threshold of all leaves
    precision: float = 0.95  # stated precision of a sure leaf, and of all answers below the root
    confidence: float = 0.95  # of the lower bound that must reach it
