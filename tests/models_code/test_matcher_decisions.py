"""Calibration and thresholds: what is promised holds on the pairs it was chosen on."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from models.product_matching import calibration, threshold
from models.product_matching.parameters import CrossEncoderParameters, MatcherParameters
from models.product_matching.refinement import choose_blend, pairs_to_learn_from
from models.proportion import lower_bound


def drawn(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = rng.normal(-1, 3, n)
    return truth, (rng.random(n) < expit(truth)).astype(np.int8)


def test_platt_undoes_an_overconfident_scale() -> None:
    truth, labels = drawn(20_000)
    fitted = calibration.Platt.fit(3 * truth + 1, labels)
    assert np.abs(fitted(3 * truth + 1) - expit(truth)).max() < 0.03


@pytest.mark.parametrize("kind", ["platt", "isotonic"])
def test_calibration_is_monotone_and_survives_its_dictionary(kind: str) -> None:
    margins, labels = drawn(500)
    fitted = calibration.fit(kind, margins, labels)
    grid = np.linspace(-20, 20, 300)
    probability = fitted(grid)
    assert (np.diff(probability) >= 0).all()
    assert ((probability > 0) & (probability < 1)).all()
    assert np.array_equal(calibration.read(fitted.as_dict())(grid), probability)


def test_calibration_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="platt"):
        calibration.fit("spline", np.zeros(2), np.array([0, 1], dtype=np.int8))


def test_lower_bound_is_clopper_pearson() -> None:
    # no miss among n: the bound is the n-th root of 1 - confidence
    found = lower_bound(np.array([99, 0, 95]), np.array([99, 10, 100]), 0.95)
    assert found[0] == pytest.approx(0.05 ** (1 / 99))
    assert found[1] == 0
    assert found[2] == pytest.approx(0.8977, abs=1e-3)


def test_operating_threshold_keeps_its_promise_and_is_the_lowest_that_does() -> None:
    rng = np.random.default_rng(1)
    probability = rng.random(4_000)
    labels = (rng.random(4_000) < np.where(probability > 0.6, 0.995, 0.2)).astype(np.int8)
    chosen = threshold.for_precision(probability, labels, 0.95, 0.95)
    taken = probability >= chosen.value
    assert chosen.certified
    assert chosen.lower_bound >= 0.95
    assert labels[taken].mean() == pytest.approx(chosen.precision)
    assert 0.4 < chosen.value < 0.61


def test_too_few_matches_are_not_certified() -> None:
    probability = np.linspace(0, 1, 40)
    labels = (probability > 0.5).astype(np.int8)
    chosen = threshold.for_precision(probability, labels, 0.97, 0.95)
    assert not chosen.certified
    assert chosen.lower_bound == pytest.approx(0.05 ** (1 / 20))
    assert chosen.recall == 1


def test_no_match_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="none of the 5 validation pairs"):
        threshold.for_precision(np.zeros(5), np.zeros(5, dtype=np.int8), 0.97, 0.95)


def test_pairs_of_one_score_are_taken_or_left_together() -> None:
    probability = np.array([0.9, 0.9, 0.9, 0.1])
    labels = np.array([1, 1, 0, 0], dtype=np.int8)
    assert threshold.recall_at_precision(probability, labels, 0.99) == 0
    assert threshold.for_precision(probability, labels, 0.97, 0.95).precision == pytest.approx(2 / 3)


def test_best_f1_threshold_separates_what_can_be_separated() -> None:
    probability = np.r_[np.full(50, 0.8), np.full(200, 0.3)]
    labels = np.r_[np.ones(50), np.zeros(200)].astype(np.int8)
    chosen = threshold.for_f1(probability, labels, seed=0)
    assert threshold.f1_at(probability, labels, chosen) == 1
    assert chosen == threshold.for_f1(probability, labels, seed=0)


def test_a_cross_encoder_that_knows_more_is_kept_and_noise_is_not() -> None:
    truth, labels = drawn(600)
    rng = np.random.default_rng(2)
    kept, _ = choose_blend(truth + rng.normal(0, 3, 600), truth, labels, seed=0)
    assert kept is not None
    assert kept.cross > kept.forest
    dropped, report = choose_blend(truth, rng.normal(0, 3, 600), labels, seed=0)
    assert report["kept"] == (dropped is not None)
    assert dropped is None or dropped.cross < 0.1


def test_too_few_open_pairs_keep_no_cross_encoder() -> None:
    blend, report = choose_blend(np.zeros(5), np.zeros(5), np.array([0, 1, 0, 1, 1], dtype=np.int8), seed=0)
    assert blend is None
    assert "too few" in report["why"]


def test_open_pairs_are_learnt_from_first() -> None:
    probability = np.r_[np.full(30, 0.5), np.full(100, 0.001)]
    chosen = pairs_to_learn_from(probability, CrossEncoderParameters(max_pairs=50), np.random.default_rng(0))
    assert len(chosen) == len(set(chosen.tolist())) == 50
    assert set(range(30)) <= set(chosen.tolist())


def test_parameters_are_read_nested_and_unknown_ones_named() -> None:
    read = MatcherParameters.read({"forest": {"rounds": 5}, "seed": 3})
    assert (read.forest.rounds, read.seed, read.forest.bags) == (5, 3, MatcherParameters().forest.bags)
    assert MatcherParameters.read(read.as_dict()) == read
    with pytest.raises(ValueError, match=r"forest\.depth"):
        MatcherParameters.read({"forest": {"depth": 5}})
