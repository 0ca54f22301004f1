"""What a region buys more or less of than the others."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..lift import log_lift
from .history import History, Moments

Floats = npt.NDArray[np.float32]

NAMES: Final = ("region_product_lift", "region_category_lift")


def regional_features(history: History, moments: Moments, smoothing: float) -> Floats:
    """Regional demand of candidates, NaN where the region is not known to the log; (n, `NAMES`).

    Args:
        history: The log.
        moments: One row a candidate.
        smoothing: Events, shared as all regions share them, added to those of a product or category in the region.
    """
    if not history:
        return np.full((len(moments), len(NAMES)), np.nan, dtype=np.float32)
    region, everything = history.at("region", moments), history.at("all", moments)
    # a product's demand is asked for by region, so the region is the thing and the product the place
    lifts = [
        log_lift(history.at(f"region_{kind}", moments), history.at(kind, moments), region, everything, smoothing)
        for kind in ("product", "category")
    ]
    return np.column_stack(lifts).astype(np.float32)
