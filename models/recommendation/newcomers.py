"""Places kept for products that nobody has chosen yet: what is never shown can never be learnt about."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def with_newcomers(new: Truths, share: float) -> Ints:
    """An order in which newcomers have come by their share of the places, at the latest.

    The i-th best newcomer stands at place i / share or above; all keep their order among their like. It is the
    exploration at a fixed rate of bandits (Sutton and Barto, Reinforcement Learning, 2.2), not left to chance.

    Args:
        new: Whether each product is a newcomer, best product first; (n,).
        share: Of the places, 0 to 1; at 0 nothing moves.

    Returns:
        Places in `new`, in their new order; (n,).
    """
    if share == 0 or not new.any():
        return np.arange(len(new))
    turn = np.cumsum(new)
    others = np.arange(1, len(new) + 1) - turn  # that stand above a newcomer, or of another its own number
    latest = np.ceil(turn / share).astype(np.int64) - turn
    key = np.where(new, np.minimum(others, latest) + 0.5, others)
    return np.argsort(key, kind="stable")
