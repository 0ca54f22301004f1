"""Meaning of listings and leaves: read only in scripts that MiniLM knows, and part of what the trees are told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from models.product_classification import centroids
from models.product_classification.candidates import NO_LEAF, Candidates
from models.product_classification.centroids import LeafCentroids, MeaningVectors, knows_the_words
from models.product_classification.listing_text import prepare
from models.product_classification.out_of_fold_features import _hidden, _without


@pytest.mark.parametrize(
    ("titles", "known"),
    [
        (["wireless phone charger", "leather case for laptop"], True),
        (["чехол для телефона", "одеяло стёганое детское"], False),
        (["", ""], False),
    ],
)
def test_minilm_is_asked_only_where_it_reads_words(titles: list[str], known: bool) -> None:
    assert knows_the_words(prepare(pd.DataFrame({"title": titles}))) == known


def test_a_leaf_without_a_row_has_the_meaning_of_its_path(tmp_path: Path) -> None:
    rows = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    truth = sp.csr_array(np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=np.float32))
    paths = np.array([[0, 1], [1, 0], [0.8, 0.6]], dtype=np.float32)
    leaves = LeafCentroids.fit(rows, truth, np.array([1, 0, 1], dtype=np.float32), paths)
    np.testing.assert_allclose(leaves.vectors, [[1, 0], [0, 1], [0.8, 0.6]], atol=5e-4)
    asked = np.array([[1, 0]], dtype=np.float32)
    np.testing.assert_allclose(leaves.cosines(asked, np.array([[2, 1, 0]])), [[0.8, 0, 1]], atol=5e-4)
    pieces = np.random.default_rng(1).standard_normal((30_522, 2)).astype(np.float16)
    centroids.save(tmp_path, MeaningVectors(pieces), leaves)
    loaded = centroids.load(tmp_path)
    assert loaded is not None
    np.testing.assert_array_equal(loaded[1].vectors, leaves.vectors, "what was calibrated is what is served")
    texts = prepare(pd.DataFrame({"title": ["phone case", ""], "description": ["", "phone case"]}))
    vectors = loaded[0].of(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[1], "a description stands in for a title")


def test_as_large_a_share_of_leaves_is_hidden_as_has_no_row_and_leaves_the_candidates() -> None:
    every = sp.csr_array(np.eye(400, dtype=np.float32))
    assert not _hidden(every, 0.5, 1).any(), "no leaf is new in this tree: nothing is learnt for new ones"
    some = sp.csr_array(np.eye(400, dtype=np.float32)[100:])
    hidden = _hidden(some, 0.5, 1)
    assert hidden.sum() == pytest.approx(0.25 * 300, rel=0.3)
    assert not hidden[:100].any(), "they have no row anyway"
    assert _hidden(some, 0.1, 1).sum() == pytest.approx(0.1 * 300, rel=0.4)
    gone = np.zeros(3, dtype=np.float32)
    gone[1] = 1
    left = _without(Candidates(np.array([[1, 2, 0]]), np.array([[0.9, 0.5, 0.1]], dtype=np.float32)), gone)
    assert left.leaves.tolist() == [[2, 0, NO_LEAF]]
    np.testing.assert_array_equal(left.scores, np.array([[0.5, 0.1, -np.inf]], dtype=np.float32))
