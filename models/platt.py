"""Platt's line of every segment at once, drawn to the identity where a segment has few clicks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .odds import sigmoid

Reals = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

_ROUNDS: Final = 100  # a base rate 1e-6 of another one is reached in some 20
_STEP: Final = 1.0  # log odds; Newton from a far lower rate would overshoot without a limit
_CLOSE: Final = 1e-9
_TINY: Final = 1e-12


@dataclass(frozen=True)
class Lines:
    """Calibrated log odds are `intercept + slope * logit`, one line a group, (groups,) each."""

    slope: Reals
    intercept: Reals


def fit_lines(
    logit: Reals, label: Reals, rows: Reals, code: Codes, groups: int, weight: float, least_slope: float
) -> Lines:
    """The most probable line of each group (Platt 1999) under a normal prior around the identity.

    The prior is that of so many clicks' information (Kass and Wasserman, "A reference Bayesian test for nested
    hypotheses and its relationship to the Schwarz criterion", 1995): it says nothing where clicks are many, keeps the
    optimum finite where a group has only clicks or none, and pulls the fitted part to the line that is there already.
    Newton's method runs over all groups together.

    Args:
        logit: (n,), sorted by `code` or not.
        label: 0 or 1, (n,).
        rows: How many rows each stands for, (n,).
        code: Group of each row, 0 to groups - 1, (n,).
        groups: Their number; one without rows gets the identity.
        weight: Information of the prior, in clicks, above 0.
        least_slope: A slope below it would turn or flatten the order of the scores.
    """
    chance = sigmoid(logit)
    row_info = rows * chance * (1 - chance)
    safe = np.maximum(np.bincount(code, row_info, groups), _TINY)
    centre = np.bincount(code, row_info * logit, groups) / safe
    from_centre = logit - centre[code]
    spread = np.maximum(np.bincount(code, row_info * from_centre**2, groups) / safe, 1e-4)
    shift, tilt = np.zeros(groups), np.zeros(groups)
    for _ in range(_ROUNDS):
        chance = sigmoid(logit + shift[code] + tilt[code] * from_centre)
        missed, row_info = rows * (label - chance), rows * chance * (1 - chance)
        by_shift = np.bincount(code, missed, groups) - weight * shift
        by_tilt = np.bincount(code, missed * from_centre, groups) - weight * spread * tilt
        a = np.bincount(code, row_info, groups) + weight
        b = np.bincount(code, row_info * from_centre, groups)
        c = np.bincount(code, row_info * from_centre**2, groups) + weight * spread
        at_bound = (tilt <= least_slope - 1) & (by_tilt < 0)
        b = np.where(at_bound, 0.0, b)
        by_tilt = np.where(at_bound, 0.0, by_tilt)
        determinant = a * c - b * b
        step_shift = (c * by_shift - b * by_tilt) / determinant
        step_tilt = (a * by_tilt - b * by_shift) / determinant
        length = np.abs(step_shift) + 3 * np.sqrt(spread) * np.abs(step_tilt)
        factor = np.minimum(1.0, _STEP / np.maximum(length, _TINY))
        shift = shift + factor * step_shift
        tilt = np.maximum(tilt + factor * step_tilt, least_slope - 1)
        if float(length.max(initial=0.0)) < _CLOSE:
            break
    return Lines(1 + tilt, shift - tilt * centre)


def shift_to_total(logit: Reals, total: float, rows: Reals | None = None) -> float:
    """What is to be added to log odds for their probabilities to sum to `total`, 0 < total < n.

    Args:
        logit: (n,).
        total: Of all rows.
        rows: How many rows each stands for, (n,); None: one.
    """
    shift, weight = 0.0, np.ones(len(logit)) if rows is None else rows
    for _ in range(_ROUNDS):
        chance = sigmoid(logit + shift)
        info = max(float((weight * chance * (1 - chance)).sum()), _TINY)
        step = float(np.clip((total - (weight * chance).sum()) / info, -_STEP, _STEP))
        shift += step
        if abs(step) < _CLOSE:
            break
    return shift
