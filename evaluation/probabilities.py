"""How well probabilities say what happens, computed for many resamples at once.

Every statistic takes outcomes with n rows (columns `label`, 0 or 1, and `score`, a probability) and weights of shape
(resamples, n), and returns one value per resample; NaN where it is undefined.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Weights
from evaluation.ratios import divided

Floats = npt.NDArray[np.float64]

BINS: Final = 15  # of equally many examples, over which the expected calibration error is taken
# A probability of 0 or 1 that was wrong would cost infinitely much; it costs 34.5 instead.
LEAST: Final = 1e-15


def log_loss(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Mean negative log-likelihood in nats, of probabilities kept 1e-15 away from 0 and 1."""
    loss = losses(outcomes["score"].to_numpy(np.float64), outcomes["label"].to_numpy(np.float64))
    return divided(_summed(weights, loss[:, None])[:, 0], weights.sum(axis=1, dtype=np.float64))


def normalised_entropy(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Log loss over that of the share of positives, known beforehand and said of every row (He et al., 2014, ADKDD).

    Below 1 the probabilities tell more than the share does. Undefined where all labels are the same.
    """
    label = outcomes["label"].to_numpy(np.float64)
    loss = losses(outcomes["score"].to_numpy(np.float64), label)
    sums = _summed(weights, np.stack([loss, label], axis=1))
    rows = weights.sum(axis=1, dtype=np.float64)
    share = divided(sums[:, 1], rows)
    return divided(divided(sums[:, 0], rows), entropy(share))


def calibration_ratio(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Sum of the probabilities over the positives; 1 is meant. Undefined where there is no positive."""
    sums = _summed(weights, outcomes[["score", "label"]].to_numpy(np.float64))
    return divided(sums[:, 0], sums[:, 1])


def calibration_error(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Distance of the calibration ratio from 1."""
    return np.abs(calibration_ratio(outcomes, weights) - 1)


def expected_calibration_error(outcomes: pd.DataFrame, weights: Weights) -> Floats:
    """Distance of the mean probability from the share of positives, averaged over 15 bins of equally many examples.

    Bins are cut by the score of the examples as they are, the same in every resample, and part no examples of one score
    (Naeini, Cooper and Hauskrecht, 2015, AAAI, with bins of equal count as in Nguyen and O'Connor, 2015, EMNLP).
    An average of distances is above 0 by chance too: see `calibration_error_by_chance`.
    """
    score, label = outcomes["score"].to_numpy(np.float64), outcomes["label"].to_numpy(np.float64)
    member = bins(score)[:, None] == np.arange(BINS)
    apart = np.abs(_summed(weights, np.where(member, (score - label)[:, None], 0.0)))
    return divided(apart.sum(axis=1), weights.sum(axis=1, dtype=np.float64))


def calibration_error_by_chance(outcomes: pd.DataFrame) -> float:
    """The expected calibration error to expect on these examples if every probability were true.

    In a bin the difference is then about normal, of variance sum p (1 - p), and the mean of its size is sqrt(2 / pi)
    times the standard deviation. An error that is not above this is no evidence of miscalibration.
    """
    score = outcomes["score"].to_numpy(np.float64)
    if len(score) == 0:
        return float("nan")
    variance = np.bincount(bins(score), score * (1 - score), minlength=BINS)
    return float(np.sqrt(2 / np.pi * variance).sum() / len(score))


def bins(score: Floats, count: int = BINS) -> npt.NDArray[np.int64]:
    """The bin of each score, 0 to `count` - 1, about equally many in each; equal scores share one."""
    ranked = pd.Series(score).rank(method="average", pct=True).to_numpy(np.float64)
    return np.clip(np.ceil(ranked * count).astype(np.int64) - 1, 0, count - 1)


def losses(score: Floats, label: Floats) -> Floats:
    """Negative log-likelihood of each row, in nats."""
    kept = np.clip(score, LEAST, 1 - LEAST)
    return np.asarray(-np.where(label == 1, np.log(kept), np.log1p(-kept)))


def entropy(share: Floats) -> Floats:
    """Of a yes-or-no that is yes in this share of cases, in nats; 0 where it is certain."""
    inside = (share > 0) & (share < 1)
    kept = np.where(inside, share, 0.5)
    return np.where(inside, -kept * np.log(kept) - (1 - kept) * np.log1p(-kept), 0.0)


def _summed(weights: Weights, columns: Floats) -> Floats:
    # In float64, or sums over many thousand rows lose the digits in which two models differ.
    found: Floats = weights.astype(np.float64) @ columns
    return found
