"""When a bootstrap of weighted rewards is not to be believed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from evaluation.off_policy_estimate import Settings
from evaluation.off_policy_log import Floats, Log
from evaluation.off_policy_weights import rows_behind_spread

ROUNDING: Final = 1e-9  # of a mean weight


def reasons_against(log: Log, raw: Sequence[Floats], clipped: Sequence[Floats], settings: Settings) -> tuple[str, ...]:
    """Why resampling the log cannot tell how uncertain the value is; empty where it can.

    Args:
        raw: Weights of the policy, or of both that are compared, shape (n,) each.
        clipped: The same, clipped.
    """
    compared = clipped[0] if len(clipped) == 1 else np.abs(clipped[0] - clipped[1])
    found = [
        *(_missing(log, weights, settings) for weights in raw),
        *(_heavy(weights, settings) for weights in clipped),
    ]
    if compared.any():
        found.append(_uninformative(log, compared, settings))
    return tuple(dict.fromkeys(reason for reason in found if reason))


def _missing(log: Log, weights: Floats, settings: Settings) -> str:
    """Weights have the mean 1, unless the log lacks what the policy would choose."""
    sums, sizes = np.bincount(log.codes, weights), np.bincount(log.codes)
    mean = float(weights.mean())
    error = float(np.sqrt(((sums - mean * sizes) ** 2).sum()) / len(weights))
    if abs(mean - 1) <= settings.weight_deviations * error + ROUNDING:
        return ""
    return f"the mean weight is {mean:.3g}, so that the log lacks choices of the policy or its propensities are wrong"


def _heavy(weights: Floats, settings: Settings) -> str:
    rows = rows_behind_spread(weights)
    return f"the spread of the weights rests on about {rows:.1f} rows" if rows < settings.least_heavy else ""


def _uninformative(log: Log, weights: Floats, settings: Settings) -> str:
    """Few rewards off the least, or off the largest, say little of the spread of the rest."""
    low, high = log.range
    rows = min(rows_behind_spread(weights * (log.reward - low)), rows_behind_spread(weights * (high - log.reward)))
    return f"the spread of the rewards rests on about {rows:.1f} rows" if rows < settings.least_informative else ""
