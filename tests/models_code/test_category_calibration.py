"""Probabilities mean what they say, keep the candidates' order, and leave room for a leaf that is none of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from category_noisy_worlds import LEAVES, best, one_each, several, world
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.product_classification.calibration import Calibration
from models.product_classification.candidates import Candidates
from models.product_classification.truth import of_candidates

Reals = npt.NDArray[np.float64]
PRIOR = 10.0


def gap(said: Reals, happened: npt.NDArray[np.bool_]) -> float:
    """Mean distance, over twenty even bins of what is said, from what happened."""
    parts = np.array_split(np.argsort(said, kind="stable"), 20)
    return float(np.mean([abs(said[part].mean() - happened[part].mean()) for part in parts]))


def test_fresh_listings_are_right_as_often_as_said_and_so_is_the_rest() -> None:
    learnt, fresh = world(8_000, 0), world(8_000, 1)
    found = Calibration.fit(learnt.candidates, one_each(learnt.true, LEAVES), PRIOR)
    said = found.apply(fresh.candidates)
    right = of_candidates(said, one_each(fresh.true, LEAVES))
    as_they_are = Calibration().apply(fresh.candidates)
    assert gap(as_they_are.scores[:, 0].astype(float), right[:, 0]) > 0.05
    assert gap(said.scores[:, 0].astype(float), right[:, 0]) < 0.025
    total = said.scores.sum(axis=1, dtype=float)
    assert (total <= 1 + 1e-6).all()
    assert gap(1 - total, ~right.any(axis=1)) < 0.03
    assert (said.leaves == fresh.candidates.leaves).all()
    assert (np.diff(said.scores, axis=1) <= 0).all()


def test_lower_ranks_are_worth_less_than_their_scores_say() -> None:
    rng = np.random.default_rng(2)
    scores = np.sort(rng.normal(0, 2, (20_000, 8)), axis=1)[:, ::-1]
    odds = np.exp(0.7 * scores) / np.arange(1, 9) ** 1.5
    chance = np.hstack([odds, np.full((len(odds), 1), 0.3)])
    chance /= chance.sum(axis=1, keepdims=True)
    drawn = (chance.cumsum(axis=1) > rng.random((len(odds), 1))).argmax(axis=1)
    found = Calibration.fit(best(scores, 8), one_each(drawn, 9), PRIOR)
    assert found.slope == pytest.approx(0.7, abs=0.03)
    assert found.by_rank == pytest.approx(1.5, abs=0.1)
    assert found.none == pytest.approx(np.log(0.3), abs=0.1)
    assert found.rivalry == 1


def test_listings_of_several_leaves_get_the_probability_of_each() -> None:
    rng = np.random.default_rng(3)
    logit = rng.normal(-1, 2, (20_000, 6))
    true = rng.random(logit.shape) < 1 / (1 + np.exp(-logit))
    truth = several([np.flatnonzero(row).tolist() for row in true], 6)
    scores = best(2 * logit, 6)
    found = Calibration.fit(scores, truth, PRIOR)
    said = found.apply(scores)
    assert found.rivalry < 0.1
    assert (said.scores.sum(axis=1) > 1.5).mean() > 0.2
    assert gap(said.scores.astype(float).ravel(), of_candidates(said, truth).ravel()) < 0.02


@pytest.mark.parametrize("rank", [0, None])
@pytest.mark.parametrize("rows", [1, 3, 500])
def test_all_right_or_all_wrong_stays_between(rows: int, rank: int | None) -> None:
    scores = best(world(rows, 4).scores, 5)
    true = scores.leaves[:, 0] if rank == 0 else np.full(rows, LEAVES)
    said = Calibration.fit(scores, one_each(true, LEAVES + 1), PRIOR).apply(scores).scores
    assert ((said > 0) & (said < 1)).all()
    if rows == 500:
        assert (said[:, 0].mean() > 0.98) if rank == 0 else (said.sum(axis=1).mean() < 0.1)


def test_without_rows_scores_count_as_log_odds() -> None:
    none = Candidates(np.zeros((0, 3), np.int64), np.zeros((0, 3), np.float32))
    assert Calibration.fit(none, several([], 5), PRIOR) == Calibration()
    lost = Candidates(np.full((4, 3), -1), np.full((4, 3), -np.inf, dtype=np.float32))
    found = Calibration.fit(lost, several([[0], [1], [], [2]], 5), PRIOR)
    assert found == Calibration()
    assert (found.apply(lost).scores == 0).all()
    assert found.apply(none).scores.shape == (0, 3)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.floats(-1e4, 1e4, width=32, allow_subnormal=False), min_size=4, max_size=4), st.integers(0, 5)
        ),
        max_size=20,
    ),
    st.booleans(),
)
@example([([0.0, 0.0, 0.0, 0.0], 0), ([0.0, 0.0, 0.0, 746.0], 2)], True)
def test_any_table_gives_falling_probabilities(rows: list[tuple[list[float], int]], both: bool) -> None:
    scores = best(np.array([row for row, _ in rows], dtype=float).reshape(-1, 4), 3)
    truth = several([[leaf, (leaf + 1) % 6] if both else [leaf] for _, leaf in rows], 6)
    said = Calibration.fit(scores, truth, PRIOR).apply(scores).scores
    assert np.isfinite(said).all()
    assert ((said >= 0) & (said <= 1)).all()
    assert (np.diff(said, axis=1) <= 1e-7).all()
    assert both or (said.sum(axis=1) <= 1 + 1e-6).all()


def test_a_row_does_not_depend_on_the_others_and_gaps_count_for_nothing() -> None:
    made = world(300, 5)
    found = Calibration.fit(made.candidates, one_each(made.true, LEAVES), PRIOR)
    together = found.apply(made.candidates).scores
    np.testing.assert_array_equal(found.apply(made.candidates.take(np.array([7]))).scores[0], together[7])
    padded = Candidates(
        np.insert(made.candidates.leaves, 2, -1, axis=1),
        np.insert(made.candidates.scores, 2, -np.inf, axis=1),
    )
    said = found.apply(padded).scores
    np.testing.assert_allclose(np.delete(said, 2, axis=1), together, rtol=1e-5)
    assert (said[:, 2] == 0).all()
