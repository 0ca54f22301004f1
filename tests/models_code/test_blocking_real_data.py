"""Blocking on real offers: how much of the true pairs it keeps."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.product_matching.blocking import BlockingParameters
from models.product_matching.index import CandidateIndex, distinct_pairs

pytestmark = pytest.mark.real_data


def _offers(bazaar_data: Path) -> pd.DataFrame:
    with lzma.open(bazaar_data / "product_matching" / "pricerunner" / "pricerunner_aggregate.csv.xz", "rt") as stream:
        raw = pd.read_csv(stream, skipinitialspace=True)
    columns = {"product_id": "listing_id", "product_title": "title", "vendor_id": "seller", "cluster_id": "product"}
    return raw.rename(columns=columns)[list(columns.values())].astype({"listing_id": "str", "seller": "str"})


def _completeness(offers: pd.DataFrame, candidates: pd.DataFrame) -> tuple[float, float]:
    """Share of true pairs that either side lists, and distinct candidate pairs a listing."""
    pairs = distinct_pairs(candidates)
    product = offers["product"].to_numpy()
    found = int((product[pairs["left"]] == product[pairs["right"]]).sum())
    sizes = offers["product"].value_counts()
    return found / int((sizes * (sizes - 1) // 2).sum()), len(pairs) / len(offers)


def test_pricerunner_at_ten_candidates_an_offer(bazaar_data: Path) -> None:
    offers = _offers(bazaar_data)
    index = CandidateIndex.build(offers, BlockingParameters(drop_same_seller=True))
    candidates = index.candidates_within(10)
    completeness, pairs_per_offer = _completeness(offers, candidates)
    assert len(candidates) <= 10 * len(offers)
    assert pairs_per_offer < 8
    assert completeness > 0.71
    nearest = candidates[candidates["rank"] == 1]
    product = offers["product"].to_numpy()
    has_fellow = np.isin(product, offers["product"].value_counts().loc[lambda count: count > 1].index)
    asked = has_fellow[nearest["query"]]
    right = product[nearest["query"][asked]] == product[nearest["candidate"][asked]]
    assert right.mean() > 0.63  # what plain idf overlap of words reaches
