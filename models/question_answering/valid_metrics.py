"""How well questions of valid are answered by what has not learned from them."""

from __future__ import annotations

import numpy as np

from .abstention import STORED, Abstention
from .passages import Flags
from .unseen import Unseen


def measured(unseen: Unseen, stored: Unseen, valid: Flags, abstention: Abstention) -> dict[str, float]:
    """Share of right answers if all are given, and at each level the share that is given and how many are right.

    Args:
        unseen: Answers to all questions.
        stored: Those to questions that told candidates once more, of what is stored of the product; named `stored_...`,
            where an answer that rests on a passage that nobody judged counts as wrong.
        valid: Which questions are measured, (n,).
        abstention: Thresholds, which these questions helped to find: they flatter a little.

    Returns:
        Empty where there is no such question.
    """
    again = valid[stored.rows] & stored.on(STORED)
    alone = {f"stored_{name}": value for name, value in _of(stored, again, abstention).items()}
    return _of(unseen, valid[unseen.rows], abstention) | alone


def _of(unseen: Unseen, asked: Flags, abstention: Abstention) -> dict[str, float]:
    """The same of some of the answers; `asked`, one flag an answer."""
    if not asked.any():
        return {}
    out = {"right": float(unseen.right[asked].mean())}
    sure = unseen.sure()
    for precision in sorted({one.precision for one in abstention.levels}):
        given = np.zeros(len(asked), dtype=bool)
        for level in abstention.levels:
            if level.precision == precision and level.threshold is not None:
                given |= unseen.on(level.route) & (sure >= level.threshold)
        given &= asked
        name = f"{round(100 * precision)}"
        out[f"coverage_at_{name}"] = float(given.sum() / asked.sum())
        if given.any():
            out[f"precision_at_{name}"] = float(unseen.right[given].mean())
    return out
