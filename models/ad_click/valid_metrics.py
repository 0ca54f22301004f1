"""How well valid was foretold."""

from __future__ import annotations

import numpy as np

from ..calibration import Calibration
from ..odds import sigmoid
from .batches import Floats, Labels
from .hashing import Keys
from .parameters import AdClickParameters
from .stack import weighed


def measured(
    by_trees: Floats, alone: Floats, label: Labels, segment: Keys, chosen: AdClickParameters
) -> dict[str, float]:
    """Metrics on the later half, weighed and calibrated on the earlier: what was fitted on all would flatter.

    Args:
        by_trees: Log odds by the trees before calibration, float64 (n,).
        alone: Log odds by the logistic regression, float64 (n,).
        label: 0 or 1, float64 (n,).
        segment: As the calibration takes it, uint64 (n,).

    Returns:
        `log_loss` in nats; `normalised_entropy`, which is that over the log loss of the rate itself (He et al. 2014,
        Practical Lessons from Predicting Clicks on Ads at Facebook); `auc`; `calibration_ratio`, expected over actual
        positives. What the labels do not allow is left out.
    """
    half = len(label) // 2
    earlier, later = slice(0, half), slice(half, None)
    truth = label[later]
    if not len(truth):
        return {}
    weight = 0.0
    if half:
        weight = weighed(by_trees[earlier], alone[earlier], label[earlier], chosen.blend_steps, chosen.blend_clicks)
    logit = weight * by_trees + (1 - weight) * alone
    calibration = Calibration.fit(logit[earlier], label[earlier], segment[earlier], chosen.calibration)
    calibrated = calibration.apply(logit[later], segment[later])
    loss = float(np.logaddexp(0, np.where(truth == 1, -calibrated, calibrated)).mean())
    found = {"log_loss": loss}
    rate = float(truth.mean())
    if 0 < rate < 1:
        found["normalised_entropy"] = loss / -float(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))
        found["auc"] = _auc(calibrated, truth)
        found["calibration_ratio"] = float(sigmoid(calibrated).mean()) / rate
    return found


def _auc(score: Floats, label: Labels) -> float:
    """Chance that a positive is above a negative, ties counting half."""
    positives = float(label.sum())
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    ranks = float((np.cumsum(count) - (count - 1) / 2)[place[label == 1]].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(label) - positives))
