"""Several leaves a listing by thresholds of their own; one where the data have one each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from category_noisy_worlds import best, one_each, several

from models.product_classification.candidates import Candidates
from models.product_classification.thresholds import LeafThresholds
from models.product_classification.truth import of_candidates

Bools = npt.NDArray[np.bool_]
PRIOR = 20.0


def listings(rows: int, seed: int, honest: bool = True) -> tuple[Candidates, npt.NDArray[np.bool_]]:
    """Probabilities of twelve leaves and which are true; where they mislead leaf 0 is three times as probable."""
    rng = np.random.default_rng(seed)
    chance = rng.beta(0.35, 1.2, (rows, 12))
    happens = chance.copy()
    if not honest:
        happens[:, 0] = np.minimum(3 * chance[:, 0], 1)
    true = rng.random(chance.shape) < happens
    true[np.arange(rows), chance.argmax(axis=1)] = True
    return best(chance, 8), true


def labels(true: Bools, leaves: int = 12) -> sp.csr_array:
    return several([np.flatnonzero(row).tolist() for row in true], leaves)


def micro_f1(assigned: Bools, candidates: Candidates, true: Bools) -> float:
    hits = (assigned & of_candidates(candidates, labels(true))).sum()
    return float(2 * hits / (assigned.sum() + true.sum()))


def test_the_threshold_is_the_one_of_the_best_f1_on_fresh_listings() -> None:
    chances, true = listings(6_000, 0)
    found = LeafThresholds.fit(chances, labels(true), PRIOR)
    fresh, fresh_true = listings(6_000, 1)
    answered = np.ones(len(fresh), dtype=bool)
    reached = micro_f1(found.assigned(fresh, answered), fresh, fresh_true)
    grid = []
    for value in np.linspace(0.05, 0.95, 91):
        taken = fresh.scores >= value
        taken[:, 0] = True
        grid.append(micro_f1(taken, fresh, fresh_true))
    assert found.several
    assert reached > max(grid) - 0.005
    assert max(grid) - micro_f1(np.arange(8)[None, :] == np.zeros((len(fresh), 1)), fresh, fresh_true) > 0.05


def test_a_leaf_with_evidence_has_its_own_and_one_without_the_one_of_all() -> None:
    chances, true = listings(6_000, 2, honest=False)
    found = LeafThresholds.fit(chances, labels(true, 15), PRIOR)
    assert found.values[0] < 0.6 * found.overall
    assert np.abs(found.values[1:12] - found.overall).max() < 0.12
    assert (found.values[12:] == found.overall).all()
    few = LeafThresholds.fit(chances.take(np.arange(60)), labels(true[:60], 15), 1_000.0)
    assert np.abs(few.values - few.overall).max() < 0.02


def test_where_listings_have_one_leaf_each_one_is_assigned() -> None:
    chances, true = listings(500, 3)
    found = LeafThresholds.fit(chances, one_each(true.argmax(axis=1), 12), PRIOR)
    assert not found.several
    assigned = found.assigned(chances, np.ones(500, dtype=bool))
    assert (assigned.sum(axis=1) == 1).all()
    assert assigned[:, 0].all()


def test_the_best_leaf_is_always_assigned_but_where_there_is_no_answer() -> None:
    chances, true = listings(400, 4)
    found = LeafThresholds.fit(chances, labels(true), PRIOR)
    answered = np.arange(400) % 2 == 0
    low = Candidates(chances.leaves, np.minimum(chances.scores, 1e-6).astype(np.float32))
    assigned = found.assigned(low, answered)
    assert (assigned[answered].sum(axis=1) == 1).all()
    assert assigned[answered, 0].all()
    assert not assigned[~answered].any()
    lost = Candidates(np.full((2, 3), -1), np.zeros((2, 3), dtype=np.float32))
    assert not found.assigned(lost, np.ones(2, dtype=bool)).any()


def test_no_further_leaf_is_taken_where_none_was_ever_right() -> None:
    rng = np.random.default_rng(5)
    chances = best(rng.random((300, 4)), 4)
    lists = [[int(leaf)] for leaf in chances.leaves[:, 0]]
    lists[0].append(4)  # several leaves, of which the second is no candidate
    found = LeafThresholds.fit(chances, several(lists, 5), PRIOR)
    assert found.several
    assert (found.assigned(chances, np.ones(300, dtype=bool)).sum(axis=1) == 1).all()
    one = LeafThresholds.fit(Candidates(chances.leaves[:, :1], chances.scores[:, :1]), several(lists, 5), PRIOR)
    assert (one.assigned(chances, np.ones(300, dtype=bool)).sum(axis=1) == 1).all()
    none = LeafThresholds.fit(chances.take(np.zeros(0, np.int64)), several([], 5), PRIOR)
    assert not none.several
