"""How much of what is shown and of what is taken lies how far down the catalogue, by events before the test."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evaluation.dcg import PLACES
from evaluation.rec_shown import Shown
from evaluation.rec_truth import Truth

Column = npt.NDArray[Any]

TOPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # so many of a thousand listed products, the most met first


def columns(shown: Shown, known: Truth) -> dict[str, Column]:
    """Of each request the first ten products, and the relevant ones, that are among the most met; and their bits."""
    catalogue = known.catalogue
    depth, taken = catalogue.top_share(shown.product), catalogue.top_share(known.product)
    found: dict[str, Column] = {}
    for top in TOPS:
        found[f"shown_top_{top}"] = shown.among_first(PLACES, depth <= top / TOPS[-1])
        found[f"relevant_top_{top}"] = known.count(taken <= top / TOPS[-1])[shown.number]
    bits = catalogue.information(known.product)
    every = np.bincount(known.request, bits, len(known.requests)).astype(np.float64)
    return found | {"information_relevant": every[shown.number]}
