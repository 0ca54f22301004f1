"""What the log says of candidates: how sought they are, and how sought for this query."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .history import History, Moments
from .meant import Meant

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

_OF_QUERY: Final = ("query", "query_product", "query_product_exposed", "query_category")
NAMES: Final = (
    "popular_now",
    "popular_long",
    "popular_trend",
    "popular_rate",
    "query_seen",
    "query_product",
    "query_product_share",
    "query_product_rate",
    "query_category_share",
)


def behaviour_features(history: History, moments: Moments, meant: Meant, smoothing: float) -> Floats:
    """Features of candidates at their searches' moments, NaN where the log has none; (n, `NAMES`).

    Args:
        history: The log.
        moments: One row a candidate.
        meant: What the candidate's search may mean; one row a candidate.
        smoothing: Events as the shop has them, added to those of a product or query.
    """
    if not history:
        return np.full((len(moments), len(NAMES)), np.nan, dtype=np.float32)
    now, long = history.at("product_short", moments), history.at("product", moments)
    exposed = history.at("product_exposed", moments)
    usual = _ratio(history.at("all", moments), history.at("all_exposed", moments))
    rate = (long + smoothing * usual) / (exposed + smoothing)
    query, pair, pair_exposed, category = (meant.expected(history, kind, moments) for kind in _OF_QUERY)
    columns = [
        np.log1p(now),
        np.log1p(long),
        np.log((now + 1.0) / (long + 1.0)),
        np.log(np.maximum(rate, 1e-9)),
        np.log1p(query),
        np.log1p(pair),
        pair / (query + smoothing),
        np.log(np.maximum((pair + smoothing * rate) / (pair_exposed + smoothing), 1e-9)),
        category / (query + smoothing),
    ]
    return np.column_stack(columns).astype(np.float32)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)
