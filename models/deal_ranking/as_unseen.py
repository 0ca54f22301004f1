"""Features of deals as if their offers had never been shown."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .pair_features import NAMES

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# What an offer looks like of which nothing is known; what its products did in other offers cannot be told apart from
# what they did in it, so that is not known either.
_BLANK: Final = {
    "offer_shown": 0.0,
    "offer_redeemed": 0.0,
    "offer_ratio": 1.0,
    "product_ratio": 1.0,
    "redeemed_offer": 0.0,
    "redeemed_products": 0.0,
}


def as_unseen(features: Floats, rows: Ints) -> None:
    """Blank, in place, what some rows tell of their offers' past."""
    for name, value in _BLANK.items():
        features[rows, NAMES.index(name)] = value
