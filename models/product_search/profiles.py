"""What a customer likes: categories, brands, colours, how dear, and what they have looked at before."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..lift import log_lift
from .history import History, Moments

Floats = npt.NDArray[np.float32]

_LIKED: Final = ("category", "brand", "colour")
NAMES: Final = (
    "customer_known",
    "customer_product",
    "customer_category_lift",
    "customer_brand_lift",
    "customer_colour_lift",
    "price_level",
    "price_fit",
    "price_gap",
    "price_distance",
)


def profile_features(history: History, moments: Moments, relative_price: Floats, smoothing: float) -> Floats:
    """Affinity of customers to candidates, NaN where the customer is not known to the log; (n, `NAMES`).

    Args:
        history: The log.
        moments: One row a candidate.
        relative_price: Logarithm of the candidate's price over the median of its category, NaN where not known; (n,).
        smoothing: Events, shared as all customers share them, added to those of the customer.
    """
    if not history:
        return np.full((len(moments), len(NAMES)), np.nan, dtype=np.float32)
    customer, everything = history.at("customer", moments), history.at("liked", moments)
    known = customer > 0
    lifts = [
        log_lift(
            history.at(f"customer_{kind}", moments),
            customer,
            history.at(f"liked_{kind}", moments),
            everything,
            smoothing,
        )
        for kind in _LIKED
    ]
    # how much dearer than what was shown beside it, on average, is what the customer took
    level = history.at("customer_price", moments) / (history.at("customer_priced", moments) + smoothing)
    level = np.where(known, level, np.nan)
    gap = relative_price - level
    seen = np.where(known, np.log1p(history.at("customer_product", moments)), np.nan)
    columns = [
        np.where(known, np.log1p(customer), np.nan),
        seen,
        *lifts,
        level,
        level * relative_price,
        gap,
        np.abs(gap),
    ]
    return np.column_stack(columns).astype(np.float32)
