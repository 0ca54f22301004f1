"""Isotonic calibration that keeps the order of scores."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression

from .odds import log_odds, sigmoid

Reals = npt.NDArray[np.float64]
Starts = npt.NDArray[np.int64]

_APART: Final = 1e-6  # log odds; knots nearer than that are one


def fit_knots(logit: Reals, label: Reals, rows: Reals, prior: Reals, weight: float) -> tuple[Reals, Reals]:
    """Knots of a strictly increasing curve through isotonic blocks.

    Plain isotonic regression (Zadrozny and Elkan 2002) gives all scores of a block one probability, and ties cost AUC.
    Here the blocks of the pooled adjacent violators are points, and a line runs from point to point: centred isotonic
    regression (Oron and Flournoy, "Centered isotonic regression: point and interval estimation for dose-response
    studies", 2017), which is strictly increasing, so a segment's AUC stays what it was. A block's point is drawn to
    the prior with the weight of some clicks, as the first and last blocks rest on few and would be 0 or 1; it lies
    where the prior has its mean, so data that follow the prior leave the prior as it is.

    Args:
        logit: (n,), n > 0.
        label: 0 or 1, (n,).
        rows: How many rows each stands for, above 0, (n,).
        prior: Calibrated log odds to draw to, increasing with `logit`, (n,).
        weight: Clicks that weigh against a block's own, above 0.

    Returns:
        Ascending log odds of the prior, and calibrated ones there, of the same length, at least 1.
    """
    order = np.argsort(logit, kind="stable")
    ties = np.flatnonzero(np.diff(logit[order], prepend=-np.inf) > 0)
    each = rows[order]
    size, clicks, expected = (
        np.add.reduceat(each * one, ties) for one in (np.ones(len(each)), label[order], sigmoid(prior[order]))
    )
    size, clicks, expected = _pooled(clicks / size, size, size, clicks, expected)
    usual = np.clip(expected / size, 1e-12, 1 - 1e-12)
    strength = weight / (usual * (1 - usual))
    drawn = (clicks + strength * usual) / (size + strength)
    size, drawn, expected = _pooled(drawn, size + strength, size, drawn * size, expected)
    x, y = log_odds(np.clip(expected / size, 1e-12, 1 - 1e-12)), log_odds(drawn / size)
    while len(x) > 1 and bool((near := (np.diff(x) < _APART) | (np.diff(y) < _APART)).any()):
        kept = np.concatenate([[True], ~near])
        x, y = x[kept], y[kept]
    return x, y


def _pooled(level: Reals, weight: Reals, *sums: Reals) -> list[Reals]:
    """Sums over the blocks in which pooling adjacent violators makes `level` increase."""
    starts: Starts = np.asarray(isotonic_regression(level, weights=weight).blocks, dtype=np.int64)[:-1]
    return [np.asarray(np.add.reduceat(values, starts), dtype=np.float64) for values in sums]
