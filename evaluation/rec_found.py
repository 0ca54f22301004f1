"""How much of what customers took was found, and how far down."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evaluation.dcg import PLACES
from evaluation.ratios import divided
from evaluation.rec_shown import Shown
from evaluation.rec_truth import Truth
from evaluation.shelf import Flags

Column = npt.NDArray[Any]

DEPTHS: Final = (1, 5, 10, 20, 50, 100)  # places from the top at which recall is counted
RANDOM: Final = 20  # places of the list drawn by lot
# Of relevant products: all, or by their events before the test; `_first`, those that are not in the own history.
KINDS: Final = ("", "_unseen", "_warm", "_scarce", "_unseen_first", "_warm_first")


def ranked(shown: Shown, known: Truth, gain: npt.NDArray[np.float64] | None = None) -> dict[str, Column]:
    """Measures of the order of each list.

    Args:
        shown: Lists.
        known: Of the test.
        gain: Of the relevant pairs where it is not their own; (pairs,).
    """
    ideal = known.ideal(gain)[shown.number]
    return {
        "ndcg_10": divided(shown.dcg(known.gain if gain is None else gain), ideal, otherwise=0.0),
        "hr_10": shown.found(PLACES) > 0,
        "reciprocal_rank": shown.reciprocal_rank(),
        "measurable": ideal > 0,
    }


def recalls(shown: Shown, known: Truth) -> dict[str, Column]:
    """Recall at each depth of each kind of relevant products, 0 where there are none, and where there are."""
    kinds: dict[str, Flags | None] = {
        "": None,
        "_unseen": known.unseen,
        "_warm": ~known.unseen,
        "_scarce": known.scarce,
        "_unseen_first": known.unseen & ~known.met,
        "_warm_first": ~known.unseen & ~known.met,
    }
    found: dict[str, Column] = {}
    for kind in KINDS:
        wanted = known.count(kinds[kind])[shown.number].astype(np.float64)
        for depth in DEPTHS:
            hits = shown.found(depth, kinds[kind]).astype(np.float64)
            found[f"recall_{depth}{kind}"] = divided(hits, wanted, otherwise=0.0)
        if kind:
            found[f"with{kind}"] = wanted > 0
    return found


def by_lot(shown: Shown, known: Truth) -> Column:
    """Expected recall of twenty products drawn by lot of those that could be had, where unseen ones are relevant."""
    reach = known.reach[shown.number].astype(np.float64)
    expected = np.minimum(divided(np.full(len(reach), float(RANDOM)), reach, otherwise=0.0), 1.0)
    return np.where(known.count(known.unseen)[shown.number] > 0, expected, 0.0)
