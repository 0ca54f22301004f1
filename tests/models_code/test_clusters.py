"""Clustering by best match with constraints, against connected components."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from models.product_matching.clusters import cluster, connected_components

Ints = npt.NDArray[np.int64]


def _scored_world(products: int, seed: int) -> tuple[int, Ints, Ints, npt.NDArray[np.float64], Ints]:
    """Families of three lookalike products; noisy scores of true pairs, of pairs within families and of strangers."""
    draw = np.random.default_rng(seed)
    product = np.repeat(np.arange(products), 1 + draw.poisson(2.5, products))
    n = len(product)
    rows = np.arange(n)
    lefts, rights = [], []
    for step in range(1, 12):
        a, b = rows[:-step], rows[step:]
        near = (product[a] == product[b]) | ((product[a] // 3 == product[b] // 3) & (draw.random(n - step) < 0.5))
        lefts.append(a[near])
        rights.append(b[near])
    lefts.append(draw.integers(0, n, n))
    rights.append(draw.integers(0, n, n))
    left, right = np.concatenate(lefts), np.concatenate(rights)
    apart = left != right
    left, right = left[apart], right[apart]
    logit = np.where(product[left] == product[right], 3.0, -3.0) + draw.normal(0, 2, len(left))
    return n, left, right, 1 / (1 + np.exp(-logit)), product


def _pairs_in(labels: npt.NDArray[np.integer]) -> int:
    counts = np.bincount(labels)
    return int((counts * (counts - 1) // 2).sum())


def _pairwise_f1(labels: npt.NDArray[np.integer], truth: Ints) -> float:
    both = np.unique(labels.astype(np.int64) * (truth.max() + 1) + truth, return_inverse=True)[1]
    return 2 * _pairs_in(both) / (_pairs_in(labels) + _pairs_in(truth))


def _b_cubed_f1(labels: npt.NDArray[np.integer], truth: Ints) -> float:
    both = np.unique(labels.astype(np.int64) * (truth.max() + 1) + truth, return_inverse=True)[1]
    shared = np.bincount(both)[both]
    precision = (shared / np.bincount(labels)[labels]).mean()
    recall = (shared / np.bincount(truth)[truth]).mean()
    return float(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize("threshold", [0.5, 0.8])
def test_better_than_connected_components(threshold: float) -> None:
    n, left, right, probability, truth = _scored_world(2_000, seed=3)
    ours = cluster(n, left, right, probability, threshold)
    theirs = connected_components(n, left, right, probability, threshold)
    assert _pairwise_f1(ours, truth) > max(0.9, _pairwise_f1(theirs, truth) + 0.1)
    assert _b_cubed_f1(ours, truth) > max(0.9, _b_cubed_f1(theirs, truth) + 0.03)


def test_one_bad_bridge_does_not_weld_two_products() -> None:
    groups = [(0, 1, 2), (3, 4, 5)]
    inside = [(a, b) for group in groups for a in group for b in group if a < b]
    across = [(a, b) for a in groups[0] for b in groups[1]]
    pairs = np.array(inside + across)
    probability = np.array([0.95] * len(inside) + [0.02] * len(across))
    probability[pairs.tolist().index([2, 3])] = 0.97
    labels = cluster(6, pairs[:, 0], pairs[:, 1], probability, 0.9)
    assert len(set(connected_components(6, pairs[:, 0], pairs[:, 1], probability, 0.9))) == 1
    assert sorted(np.bincount(labels).tolist()) != [6]
    assert labels[0] == labels[1]
    assert labels[4] == labels[5]


def test_certain_pairs_join_and_unscored_listings_stay_alone() -> None:
    labels = cluster(5, np.array([0, 1]), np.array([1, 2]), np.array([0.99, 0.99]), 0.5)
    assert labels.tolist() == [0, 0, 0, 1, 2]
    assert labels.dtype == np.int32


def test_nothing_reaches_the_threshold() -> None:
    assert cluster(3, np.array([0]), np.array([1]), np.array([0.4]), 0.5).tolist() == [0, 1, 2]
    assert cluster(0, np.zeros(0), np.zeros(0), np.zeros(0), 0.5).tolist() == []


def test_largest_size_is_kept() -> None:
    a, b = np.triu_indices(40, 1)
    labels = cluster(40, a, b, np.full(len(a), 0.99), 0.5, max_size=10)
    assert np.bincount(labels).max() <= 10
    assert len(set(cluster(40, a, b, np.full(len(a), 0.99), 0.5).tolist())) == 1


def test_shops_seldom_list_twice() -> None:
    left, right = np.array([0, 2, 1]), np.array([1, 3, 2])
    probability = np.array([0.95, 0.95, 0.6])
    same_shops = np.array([0, 1, 0, 1])
    assert len(set(cluster(4, left, right, probability, 0.5, linkage=0.3))) == 1
    assert len(set(cluster(4, left, right, probability, 0.5, same_shops, linkage=0.3))) == 2
    assert len(set(cluster(4, left, right, probability, 0.5, np.full(4, -1), linkage=0.3))) == 1


def test_same_input_same_clusters_and_order_of_pairs_matters_not() -> None:
    n, left, right, probability, _ = _scored_world(300, seed=5)
    labels = cluster(n, left, right, probability, 0.8)
    assert np.array_equal(labels, cluster(n, left, right, probability, 0.8))
    shuffled = np.random.default_rng(1).permutation(len(left))
    assert np.array_equal(labels, cluster(n, right[shuffled], left[shuffled], probability[shuffled], 0.8))


def test_a_ring_of_equals_needs_few_rounds() -> None:
    n = 100_000
    rows = np.arange(n)
    labels = cluster(n, rows, (rows + 1) % n, np.ones(n), 0.5)
    assert np.bincount(labels).max() <= 200


def test_refusals() -> None:
    with pytest.raises(ValueError, match=r"outside 0\.\.1"):
        cluster(2, np.array([0]), np.array([2]), np.array([0.9]), 0.5)
    with pytest.raises(ValueError, match="not a number in 1 pairs"):
        cluster(2, np.array([0]), np.array([1]), np.array([np.nan]), 0.5)
    with pytest.raises(ValueError, match="sellers has 1 entries"):
        cluster(2, np.array([0]), np.array([1]), np.array([0.9]), 0.5, np.array([1]))
