"""Weights of a choice among the candidates of a request."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def chosen_by(
    parts: npt.NDArray[np.floating], requests: Ints, labels: Numbers, first: Numbers, l2: float
) -> npt.NDArray[np.float64]:
    """Weights, none below 0, under which relevant candidates are likely to be chosen from among their requests'.

    A conditional logit (McFadden, 1974) with a penalty on the squares of the weights.

    Args:
        parts: What is weighed of each candidate; (rows, parts).
        requests: Of each, rising; (rows,).
        labels: Worth of each; only requests with some count; (rows,).
        first: Weights to begin with; (parts,).
        l2: Of the penalty.
    """
    told_of = parts.astype(np.float64)
    starts = np.flatnonzero(np.append(True, requests[1:] != requests[:-1]))
    sizes = np.diff(np.append(starts, len(requests)))
    total = np.add.reduceat(labels, starts)
    aim = labels / np.repeat(np.where(total > 0, total, 1.0), sizes)
    told = np.repeat(total > 0, sizes).astype(np.float64)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        score = told_of @ weights
        score -= np.repeat(np.maximum.reduceat(score, starts), sizes)
        odds = np.exp(score)
        norm = np.add.reduceat(odds, starts)
        gap = (odds / np.repeat(norm, sizes)) * told - aim
        value = float(np.log(norm)[total > 0].sum() - aim @ score) + l2 * float(weights @ weights)
        return value, told_of.T @ gap + 2 * l2 * weights

    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(first))
    return np.asarray(found.x, dtype=np.float64)
