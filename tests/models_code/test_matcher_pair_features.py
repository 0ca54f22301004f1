"""Pair features tell agreement from contradiction, the same in either direction."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.product_matching.context import NAMES, Context, context_features
from models.product_matching.encoding import Encodings, encode
from models.product_matching.fields import prepare
from models.product_matching.rows import TokenWeights
from models.product_matching.scoring import features

LISTINGS = pd.DataFrame(
    {
        "title": [
            "Zorbax DSC-W55 camera silver 7 mp",
            "zorbax camera dscw55 7mp silber",
            "Zorbax DSC-W65 camera silver 7 mp",
            "Zorbax DSC-W55 camera black 7 mp",
            "Quilt drive 64gb",
            "Quilt drive 128 gb",
            "",
        ],
        "brand": ["Zorbax", "zorbax", "Zorbax", None, "Quilt", "Quilt", None],
        "price": [100.0, 110.0, 150.0, np.nan, 20.0, 35.0, np.nan],
        "currency": ["USD", "USD", "EUR", None, "USD", "USD", None],
        "seller": ["a", "b", "b", "b", "a", "a", None],
    }
)


@pytest.fixture(scope="module")
def encodings() -> Encodings:
    return encode(prepare(LISTINGS))


def row(encodings: Encodings, i: int, j: int) -> dict[str, float]:
    weights = TokenWeights.count(encodings.anywhere)
    values, names = features(encodings, encodings, np.array([i]), np.array([j]), weights, None, 1)
    return dict(zip(names, values[0].tolist(), strict=True))


def test_equal_codes_agree_whatever_their_dashes(encodings: Encodings) -> None:
    pair = row(encodings, 0, 1)
    assert pair["codes_shared"] >= 1
    assert pair["codes_clash"] == 0
    assert pair["code_similarity"] == 1
    assert pair["colours"] == 1
    assert pair["quantity_resolution_mp"] == 1
    assert pair["brand_contained"] == 1


def test_another_digit_in_the_code_contradicts(encodings: Encodings) -> None:
    pair = row(encodings, 0, 2)
    assert pair["codes_clash"] == 1
    assert pair["code_edits"] == 1
    assert pair["digits_contradict"] >= 1


def test_another_colour_contradicts(encodings: Encodings) -> None:
    assert row(encodings, 0, 3)["colours"] == -1


def test_another_capacity_contradicts(encodings: Encodings) -> None:
    pair = row(encodings, 4, 5)
    assert pair["quantity_data_gb"] == -1
    assert pair["quantities_contradict"] == 1


def test_attributes_are_compared_by_name() -> None:
    attributes = ['{"Thread Count": 400, "fit": "Loose"}', '{"thread_count": "400", "Fit": "tight"}', None]
    encodings = encode(prepare(pd.DataFrame({"title": ["sheet"] * 3, "attributes": attributes})))
    pair = row(encodings, 0, 1)
    assert (pair["attributes_agree"], pair["attributes_contradict"]) == (1, 1)
    assert np.isnan(row(encodings, 0, 2)["attributes_agree"])


def test_missing_fields_are_missing_and_not_zero(encodings: Encodings) -> None:
    pair = row(encodings, 0, 3)
    assert np.isnan(pair["price_ratio"])
    assert np.isnan(pair["brand_contained"])
    assert np.isnan(row(encodings, 0, 6)["title_cosine"])


def test_prices_of_two_currencies_are_not_compared(encodings: Encodings) -> None:
    assert np.isnan(row(encodings, 0, 2)["price_ratio"])
    assert row(encodings, 0, 1)["price_ratio"] == pytest.approx(100 / 110, rel=1e-5)


def test_direction_does_not_matter(encodings: Encodings) -> None:
    i, j = (grid.ravel() for grid in np.meshgrid(np.arange(7), np.arange(7)))
    weights = TokenWeights.count(encodings.anywhere)
    context = Context.gather(encodings, encodings, i, j, weights, 3)
    there, _ = features(encodings, encodings, i, j, weights, (context, context), 1)
    back, _ = features(encodings, encodings, j, i, weights, (context, context), 1)
    assert np.array_equal(there, back, equal_nan=True)


def test_two_tables_score_as_one(encodings: Encodings) -> None:
    left, right = encode(prepare(LISTINGS.iloc[:3])), encode(prepare(LISTINGS.iloc[3:]))
    weights = TokenWeights.count(encodings.anywhere)
    i, j = np.array([0, 1, 2, 2]), np.array([0, 1, 2, 3])
    apart, names = features(left, right, i, j, weights, None, 1)
    together, _ = features(encodings, encodings, i, j + 3, weights, None, 1)
    assert np.array_equal(apart, together, equal_nan=True)
    assert len(names) == apart.shape[1] == len(set(names))


def test_context_counts_better_rivals_and_the_margin_over_the_best() -> None:
    table = np.array([[0.9, 0.6, 0.3], [0.6, -1, -1]], dtype=np.float32)
    found = context_features(Context(table), Context(table), np.array([0]), np.array([1]), np.array([0.6], np.float32))
    pair = dict(zip(NAMES, found[0].tolist(), strict=True))
    assert pair["context_rank_a"] == 1
    assert pair["context_margin_a"] == pytest.approx(-0.3)
    assert pair["context_rank_b"] == 0
    assert np.isnan(pair["context_margin_b"])  # its only candidate is the pair itself


def test_context_leaves_out_copies_and_the_own_shop(encodings: Encodings) -> None:
    weights = TokenWeights.count(encodings.anywhere)
    rows, candidates = np.array([1, 1, 1]), np.array([1, 0, 2])
    context = Context.gather(encodings, encodings, rows, candidates, weights, 3)
    assert (context.similarities[1] >= 0).sum() == 1  # itself and another listing of shop b are left out
