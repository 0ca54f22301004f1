"""Fitting of linear models that choose: one of several aspects, one of three sentiments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from .crf_settings import CrfSettings
from .extracted import Flags, Ints, Reals
from .hashed_weights import Columns, HashedWeights, Hashes

_BARRED = -1e9  # score of a choice that is none

Parts = Callable[[], Iterable[Hashes]]
"""Features of some rows at a time, asked for twice."""


def fit_choice(features: Parts, right: Reals, barred: Flags, settings: CrfSettings) -> HashedWeights:
    """Conditional logit (McFadden 1974): one weight a feature, the same for all choices.

    Args:
        features: Of each choice, `NOTHING` of those that are none; parts of (rows, choices, features).
        right: Share of each choice in what is right; (rows, choices).
        barred: Choices that are none; (rows, choices).
        settings: Of the engine.
    """
    columns = Columns.seen(features(), settings.bits, settings.least_count)
    matrix = columns.matrix(part.reshape(-1, part.shape[-1]) for part in features())
    turned = matrix.T

    def loss(weights: Reals) -> tuple[float, Reals]:
        scores = np.where(barred, _BARRED, (matrix @ weights).reshape(barred.shape))
        logs = scores - logsumexp(scores, axis=1, keepdims=True)
        wrong = (np.exp(logs) * right.sum(1, keepdims=True) - right).ravel()
        value = 0.5 * settings.pair_ridge * float(weights @ weights) - float(
            (right * np.where(barred, 0.0, logs)).sum()
        )
        return value, turned @ wrong + settings.pair_ridge * weights

    return HashedWeights(columns, _solved(loss, matrix.shape[1], settings)[:, None])


def choice_chances(weights: HashedWeights, features: Hashes, barred: Flags) -> Reals:
    """Chance of each choice; (rows, choices)."""
    scores = weights.scores(features.reshape(-1, features.shape[-1])).reshape(barred.shape)
    return _softmax(np.where(barred, _BARRED, scores))


def fit_classes(features: Parts, right: Ints, classes: int, settings: CrfSettings) -> HashedWeights:
    """Multinomial logit: a weight a feature and class.

    Args:
        features: Of each row; parts of (rows, features).
        right: Class of each; (rows,).
        classes: How many there are.
        settings: Of the engine.
    """
    columns = Columns.seen(features(), settings.bits, settings.least_count)
    matrix = columns.matrix(features())
    turned = matrix.T
    own = np.arange(len(right))

    def loss(point: Reals) -> tuple[float, Reals]:
        scores = np.asarray(matrix @ point.reshape(-1, classes))
        logs = scores - logsumexp(scores, axis=1, keepdims=True)
        wrong = np.exp(logs)
        wrong[own, right] -= 1.0
        value = 0.5 * settings.sentiment_ridge * float(point @ point) - float(logs[own, right].sum())
        return value, np.asarray(turned @ wrong).ravel() + settings.sentiment_ridge * point

    found = _solved(loss, matrix.shape[1] * classes, settings)
    return HashedWeights(columns, found.reshape(-1, classes))


def class_chances(weights: HashedWeights, features: Hashes) -> Reals:
    """Chance of each class; (rows, classes)."""
    return _softmax(weights.scores(features))


def _softmax(scores: Reals) -> Reals:
    high = np.exp(scores - scores.max(1, keepdims=True, initial=_BARRED))
    return np.asarray(high / high.sum(1, keepdims=True))


def _solved(loss: object, size: int, settings: CrfSettings) -> Reals:
    if not size:
        return np.zeros(0)
    options = {"maxiter": settings.iterations, "maxcor": settings.memory}
    return np.asarray(minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options=options).x)
