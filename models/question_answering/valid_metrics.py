"""How well questions of valid are answered by what has not learned from them."""

from __future__ import annotations

import numpy as np

from .abstention import Abstention
from .passages import Flags
from .unseen import Unseen


def measured(unseen: Unseen, valid: Flags, abstention: Abstention) -> dict[str, float]:
    """Share of right answers if all are given, and at each level the share that is given and how many are right.

    Args:
        unseen: Answers to all questions.
        valid: Which questions are measured, (n,).
        abstention: Thresholds, which these questions helped to find: they flatter a little.

    Returns:
        Empty where there is no such question.
    """
    if not valid.any():
        return {}
    out = {"right": float(unseen.right[valid].mean())}
    sure = unseen.sure()
    for precision in sorted({one.precision for one in abstention.levels}):
        given = np.zeros(len(valid), dtype=bool)
        for level in abstention.levels:
            if level.precision == precision and level.threshold is not None:
                given |= unseen.on(level.route) & (sure >= level.threshold)
        given &= valid
        name = f"{round(100 * precision)}"
        out[f"coverage_at_{name}"] = float(given.sum() / valid.sum())
        if given.any():
            out[f"precision_at_{name}"] = float(unseen.right[given].mean())
    return out
