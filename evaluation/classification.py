"""Metrics of yes-or-no decisions, computed for many resamples at once.

Every function takes outcomes with n rows (columns `label`, `score`, and a boolean column of decisions) and weights of
shape (resamples, n), and returns one value per resample; NaN where the metric is undefined.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights
from evaluation.ratios import divided

Values = npt.NDArray[np.float64]


def f1(decision: str) -> Statistic:
    """Harmonic mean of precision and recall of the boolean column `decision`."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, true = _counts(outcomes, weights, decision)
        return divided(2 * hits, chosen + true)

    return statistic


def precision(decision: str) -> Statistic:
    """Share of chosen examples that are positive."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, _ = _counts(outcomes, weights, decision)
        return divided(hits, chosen)

    return statistic


def recall(decision: str) -> Statistic:
    """Share of positive examples that were chosen."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, _, true = _counts(outcomes, weights, decision)
        return divided(hits, true)

    return statistic


def share(column: str) -> Statistic:
    """Weighted share of rows in which a boolean column holds."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        return divided(weights @ outcomes[column].to_numpy(np.float32), weights.sum(axis=1))

    return statistic


def recall_at_precision(target: float) -> Statistic:
    """Greatest recall over all thresholds on `score` whose precision is at least `target`.

    Examples of one score enter together: a threshold cannot part them.
    """

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, true = _curve(outcomes, weights)
        reached = hits >= target * chosen
        return divided(np.where(reached & (chosen > 0), hits, 0).max(axis=1, initial=0), true)

    return statistic


def average_precision(outcomes: pd.DataFrame, weights: Weights) -> Values:
    """Area under the precision-recall steps."""
    hits, chosen, true = _curve(outcomes, weights)
    gained = np.diff(hits, axis=1, prepend=0)
    at_step = np.divide(hits, chosen, out=np.zeros_like(hits), where=chosen > 0)
    return divided((gained * at_step).sum(axis=1), true)


def auc(outcomes: pd.DataFrame, weights: Weights) -> Values:
    """Share of pairs of a positive and a negative in which the positive scores higher; a tie counts half.

    The area under the receiver operating characteristic, as the Mann-Whitney statistic (Hanley and McNeil, 1982,
    Radiology 143). Undefined where all labels are the same.
    """
    parts = _Thresholds.of(outcomes)
    positive, rows = parts.sums(outcomes, weights)
    negative = rows - positive
    above = negative.cumsum(axis=1) - negative
    negatives = negative.sum(axis=1)
    below = negatives[:, None] - above - negative
    won = (positive * (below + negative / 2)).sum(axis=1)
    return divided(won, positive.sum(axis=1) * negatives)


def _counts(outcomes: pd.DataFrame, weights: Weights, decision: str) -> tuple[Values, Values, Values]:
    label = outcomes["label"].to_numpy(np.float32)
    chosen = outcomes[decision].to_numpy(np.float32)
    columns = np.stack([label * chosen, chosen, label], axis=1)
    counts = (weights @ columns).astype(np.float64)
    return counts[:, 0], counts[:, 1], counts[:, 2]


def _curve(outcomes: pd.DataFrame, weights: Weights) -> tuple[Values, Values, Values]:
    """Hits and chosen at every threshold that another positive passes, and the positives; others only add misses."""
    parts = _Thresholds.of(outcomes)
    positive, rows = parts.sums(outcomes, weights)
    kept = parts.with_positives
    hits, chosen = positive.cumsum(axis=1), rows.cumsum(axis=1)
    return hits[:, kept], chosen[:, kept], positive.sum(axis=1)


@dataclass(frozen=True)
class _Thresholds:
    """Rows in descending order of score, in runs: rows of one score with a positive among them, and what lies between.

    Where positives are rare there are few runs, whatever the rows, and curves are made of sums over them.

    Args:
        order: Positions of the rows, the highest score first.
        starts: First place in `order` of each run.
        with_positives: Of each run, whether it holds a positive.
    """

    order: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    with_positives: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, outcomes: pd.DataFrame) -> _Thresholds:
        score = outcomes["score"].to_numpy(np.float64)
        order = np.argsort(-score, kind="stable")
        if len(score) == 0:
            return cls(order, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))
        ties = np.flatnonzero(np.append(True, np.diff(score[order]) != 0))
        positive = np.add.reduceat(outcomes["label"].to_numpy(np.int64)[order], ties) > 0
        first = positive | np.append(True, positive[:-1])
        return cls(order, ties[first], positive[first])

    def sums(self, outcomes: pd.DataFrame, weights: Weights) -> tuple[Values, Values]:
        """Weights of positives and of all rows in each run, (resamples, runs) both."""
        if len(self.starts) == 0:
            empty = np.zeros((len(weights), 0))
            return empty, empty
        rows = np.add.reduceat(weights[:, self.order], self.starts, axis=1, dtype=np.float64)
        positive = np.zeros_like(rows)
        labels = outcomes["label"].to_numpy()[self.order]
        places = np.flatnonzero(labels == 1)
        if len(places):
            runs = np.searchsorted(self.starts, places, side="right") - 1
            first = np.flatnonzero(np.append(True, np.diff(runs) != 0))
            hits = np.add.reduceat(weights[:, self.order[places]], first, axis=1, dtype=np.float64)
            positive[:, runs[first]] = hits
        return positive, rows
