"""Scores as they are told: they fall along a list, however its order came about."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

_STEP: Final = 1e-12  # of a score: enough to tell two apart, and less than what two scores of trees differ by


def falling(scores: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Scores in the order of a list, none above those before it.

    What was brought up from further down pulls what follows down to just below itself, by steps that keep the order;
    what is equal by its own score stays equal.

    Args:
        scores: Of products in the order shown; (n,).

    Returns:
        The same where they fall; (n,).
    """
    told = np.minimum.accumulate(scores.astype(np.float64))
    pulled = scores > told
    start = np.maximum.accumulate(np.where(pulled, -1, np.arange(len(told))))
    run = np.arange(len(told)) - start
    return np.minimum.accumulate(told - np.where(pulled, run * _STEP * np.maximum(np.abs(told), 1.0), 0.0))
