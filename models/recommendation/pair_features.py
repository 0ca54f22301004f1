"""Candidates as the ranker reads them; training and serving have no other way to describe one."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from . import again_features, pool, product_features, taste_features
from .asks import Asks
from .pool import Standing
from .tables import Tables

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NAMES: Final = (*pool.NAMES, *product_features.NAMES, *taste_features.NAMES, *again_features.NAMES)


def features_of(asks: Asks, request: Ints, position: Ints, standing: Standing, tables: Tables) -> Floats:
    """Features of candidates; (rows, `NAMES`).

    Args:
        asks: The requests.
        request: Of each candidate, rising; (rows,).
        position: Of each candidate's product; (rows,).
        standing: What the sources say of each.
        tables: What is known of products.
    """
    found = (
        standing.features(),
        product_features.product_features(asks, request, position, tables),
        taste_features.taste_features(asks, request, position, tables),
        again_features.again_features(asks, request, position, tables),
    )
    return np.hstack(found)
