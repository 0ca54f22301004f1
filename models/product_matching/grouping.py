"""Clusters within one request: which of these listings are the same product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from ..errors import InputError
from .clusters import cluster
from .index import CandidateIndex, distinct_pairs
from .large import encode_in_parts, margins_among

if TYPE_CHECKING:
    from .matcher import ProductMatcher

COLUMNS: Final = ("listing_id", "cluster_id")


def grouped(matcher: ProductMatcher, listings: pd.DataFrame, candidates: int) -> pd.DataFrame:
    """Cluster the listings of a request among themselves; the listings known from training play no part.

    Args:
        matcher: Scores the pairs that blocking proposes.
        listings: With `listing_id`, one row a listing.
        candidates: Asked of blocking per listing.

    Returns:
        `listing_id` (str) and `cluster_id` (int64), one row a listing in the request's order.

    Raises:
        InputError: An id occurs twice or is missing.
    """
    ids = listings["listing_id"]
    repeated, missing = int(ids.duplicated().sum()), int(ids.isna().sum())
    if repeated or missing:
        raise InputError(
            f"the request's listing_id is missing in {missing} and repeated in {repeated} of {len(ids)} rows; "
            "clusters need an id of its own for each listing."
        )
    labels = np.zeros(len(listings), dtype=np.int64)
    if len(listings) > 1:
        pairs = distinct_pairs(CandidateIndex.build(listings, matcher.index.parameters).candidates_within(candidates))
        left, right = pairs["left"].to_numpy(dtype=np.int64), pairs["right"].to_numpy(dtype=np.int64)
        encodings = encode_in_parts(listings)
        margins = margins_among(matcher.scorer, encodings, left, right)
        probability = matcher.calibration(margins)
        if matcher.refinement:
            probability = matcher.refinement.apply(probability, margins, encodings, encodings, left, right)
        sellers = pd.factorize(listings["seller"])[0] if "seller" in listings else None
        labels = cluster(len(listings), left, right, probability, matcher.match_threshold, sellers).astype(np.int64)
    return pd.DataFrame({"listing_id": ids.astype("str"), "cluster_id": labels})
