"""What is said of pairs of a customer and a deal."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class Scored(NamedTuple):
    """Of pairs; (pairs,) each.

    Attributes:
        probability: Of being redeemed if shown on top.
        revenue: Of a redemption.
        order: By which deals are sorted for relevance, above 0, on the scale of the probability.
    """

    probability: Numbers
    revenue: Numbers
    order: Numbers


class Fresh(NamedTuple):
    """Rows of valid scored as if their offers had never been seen, by a model that was not fitted on them.

    Attributes:
        deal: Position of each; (rows,).
        probability: What was expected; (rows,).
        redeemed: What came of it; (rows,).
        weight: How many rows each stands for; (rows,).
    """

    deal: Ints
    probability: Numbers
    redeemed: Truths
    weight: Numbers


def no_fresh() -> Fresh:
    """Nothing that was scored as new."""
    return Fresh(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0, dtype=bool), np.zeros(0))
