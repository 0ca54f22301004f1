"""Examples from listings whose product is known: blocking proposes the pairs."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from features.product_matching.pairs import Ints, given_split, origin, pair_frame
from features.product_matching.parameters import FeaturesParameters
from features.splits import split_by_hash
from infra.errors import DataError
from models.product_matching.index import CandidateIndex, distinct_pairs

_LARGE_PRODUCT: Final = 64  # of a product with more listings only this many true pairs a listing are written out


def clustered_pairs(
    listings: pd.DataFrame, clusters: pd.DataFrame, parameters: FeaturesParameters
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Pairs that blocking proposes and pairs that it missed, labelled by product."""
    ids = pd.Index(listings["listing_id"])
    row = ids.get_indexer(pd.Index(clusters["listing_id"].astype("str")))
    known = row >= 0
    clusters, row = clusters[known], row[known]
    products = clusters["product_id"].astype("str").reset_index(drop=True)
    product = np.full(len(ids), -1, dtype=np.int64)
    product[row] = pd.factorize(products)[0]
    given = given_split(clusters, "clusters")
    hashed = split_by_hash(products, parameters.seed, parameters.valid_share, parameters.test_share)
    split_of = np.full(len(ids), -1, dtype=np.int64)
    split_of[row] = hashed if given is None else given
    if given is not None and not (given == 1).any():
        carved = split_by_hash(products, parameters.seed, parameters.valid_share, 0.0)
        split_of[row] = np.where(given == 0, carved, given)
    _check_one_split(products, split_of[row])

    proposed = distinct_pairs(
        CandidateIndex.build(listings, parameters.blocking).candidates_within(parameters.candidates)
    )
    left, right = proposed["left"].to_numpy(dtype=np.int64), proposed["right"].to_numpy(dtype=np.int64)
    labelled = (product[left] >= 0) & (product[right] >= 0)
    left, right, score = left[labelled], right[labelled], proposed["score"].to_numpy()[labelled]
    label = product[left] == product[right]
    true_left, true_right = _true_pairs(product)
    missed = ~np.isin(true_left << 32 | true_right, left[label] << 32 | right[label])
    left, right = np.concatenate([left, true_left[missed]]), np.concatenate([right, true_right[missed]])
    label = np.concatenate([label, np.ones(int(missed.sum()), dtype=bool)])
    frame = pair_frame(left, right, label, np.maximum(split_of[left], split_of[right]))
    frame["score"] = np.concatenate([score, np.zeros(int(missed.sum()), dtype=np.float32)])
    frame["blocked"] = np.arange(len(frame)) < len(score)
    facts: dict[str, Any] = {
        "labels": "clusters",
        "split": origin(given),
        "unknown_listing": int((~known).sum()),
        "true_pairs": len(true_left),
        "pair_completeness": float(1 - missed.mean()) if len(missed) else None,
        "candidate_pairs_per_listing": len(proposed) / len(ids),
    }
    return frame, facts


def _true_pairs(product: Ints) -> tuple[Ints, Ints]:
    """All pairs of rows (left < right) of one product; of very large products the nearest 64 in order."""
    rows = np.flatnonzero(product >= 0)
    rows = rows[np.argsort(product[rows], kind="stable")]
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, _LARGE_PRODUCT + 1):
        same = product[rows[step:]] == product[rows[:-step]]
        if not same.any():
            break
        lefts.append(rows[:-step][same])
        rights.append(rows[step:][same])
    left, right = np.concatenate(lefts), np.concatenate(rights)
    return np.minimum(left, right), np.maximum(left, right)


def _check_one_split(products: pd.Series[str], split: Ints) -> None:
    several = int((pd.Series(split).groupby(products).nunique() > 1).sum())
    if several:
        raise DataError(
            f"clusters.split: {several} products have listings in more than one split.", "Give each product one split."
        )
