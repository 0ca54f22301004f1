"""Metrics of yes-or-no decisions, computed for many resamples at once.

Every function takes outcomes with n rows (columns `label`, `score`, and a boolean column of decisions) and weights of
shape (resamples, n), and returns one value per resample; NaN where the metric is undefined.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import Statistic, Weights

Values = npt.NDArray[np.float64]


def f1(decision: str) -> Statistic:
    """Harmonic mean of precision and recall of the boolean column `decision`."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, true = _counts(outcomes, weights, decision)
        return _ratio(2 * hits, chosen + true)

    return statistic


def precision(decision: str) -> Statistic:
    """Share of chosen examples that are positive."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, _ = _counts(outcomes, weights, decision)
        return _ratio(hits, chosen)

    return statistic


def recall(decision: str) -> Statistic:
    """Share of positive examples that were chosen."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, _, true = _counts(outcomes, weights, decision)
        return _ratio(hits, true)

    return statistic


def share(column: str) -> Statistic:
    """Weighted share of rows in which a boolean column holds."""

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        return _ratio(weights @ outcomes[column].to_numpy(np.float32), weights.sum(axis=1))

    return statistic


def recall_at_precision(target: float) -> Statistic:
    """Greatest recall over all thresholds on `score` whose precision is at least `target`.

    Examples of one score enter together: a threshold cannot part them.
    """

    def statistic(outcomes: pd.DataFrame, weights: Weights) -> Values:
        hits, chosen, true = _curve(outcomes, weights)
        reached = hits >= target * chosen
        return _ratio(np.where(reached & (chosen > 0), hits, 0).max(axis=1, initial=0), true)

    return statistic


def average_precision(outcomes: pd.DataFrame, weights: Weights) -> Values:
    """Area under the precision-recall steps."""
    hits, chosen, true = _curve(outcomes, weights)
    gained = np.diff(hits, axis=1, prepend=0)
    at_step = np.divide(hits, chosen, out=np.zeros_like(hits), where=chosen > 0)
    return _ratio((gained * at_step).sum(axis=1), true)


def _counts(outcomes: pd.DataFrame, weights: Weights, decision: str) -> tuple[Values, Values, Values]:
    label = outcomes["label"].to_numpy(np.float32)
    chosen = outcomes[decision].to_numpy(np.float32)
    columns = np.stack([label * chosen, chosen, label], axis=1)
    counts = (weights @ columns).astype(np.float64)
    return counts[:, 0], counts[:, 1], counts[:, 2]


def _curve(outcomes: pd.DataFrame, weights: Weights) -> tuple[Values, Values, Values]:
    score = outcomes["score"].to_numpy(np.float64)
    label = outcomes["label"].to_numpy(np.float32)
    order = np.argsort(-score, kind="stable")
    ordered = weights[:, order].astype(np.float64)
    last_of_tie = np.append(np.diff(score[order]) != 0, True) if len(score) else np.zeros(0, dtype=bool)
    chosen = ordered.cumsum(axis=1)[:, last_of_tie]
    hits = (ordered * label[order]).cumsum(axis=1)[:, last_of_tie]
    return hits, chosen, ordered @ label[order].astype(np.float64)


def _ratio(numerator: Values, denominator: Values) -> Values:
    return np.divide(
        numerator, denominator, out=np.full(len(denominator), np.nan, dtype=np.float64), where=denominator > 0
    )
