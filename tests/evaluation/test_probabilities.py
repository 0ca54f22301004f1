"""Measures of probabilities against scikit-learn and by hand, plain and weighted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from evaluation import classification, probabilities
from evaluation.bootstrap import once

STATISTICS = {
    "auc": classification.auc,
    "average_precision": classification.average_precision,
    "log_loss": probabilities.log_loss,
    "normalised_entropy": probabilities.normalised_entropy,
    "ratio": probabilities.calibration_ratio,
    "error": probabilities.calibration_error,
}
# Scores on a coarse grid, so that many are tied, 0 and 1 among them.
rows = st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=60)


def drawn_table(drawn: list[tuple[bool, int, int]]) -> tuple[pd.DataFrame, np.ndarray]:
    label, score, weight = (np.array(column) for column in zip(*drawn, strict=True))
    return pd.DataFrame({"label": label.astype("int8"), "score": score / 8}), weight.astype(np.float32)


@given(rows)
def test_weighted_measures_agree_with_scikit_learn(drawn: list[tuple[bool, int, int]]) -> None:
    table, weight = drawn_table(drawn)
    found = {name: statistic(table, weight[None, :])[0] for name, statistic in STATISTICS.items()}
    counted = weight > 0
    label, score = table["label"].to_numpy(), table["score"].to_numpy()
    if not counted.any():
        assert all(np.isnan(value) for value in found.values())
        return
    expected = metrics.log_loss(label, np.clip(score, 1e-15, 1 - 1e-15), sample_weight=weight, labels=[0, 1])
    assert found["log_loss"] == pytest.approx(expected, rel=1e-9)
    if len(set(label[counted])) < 2:
        assert np.isnan([found["auc"], found["normalised_entropy"]]).all()
        return
    assert found["auc"] == pytest.approx(metrics.roc_auc_score(label, score, sample_weight=weight))
    precision = metrics.average_precision_score(label[counted], score[counted], sample_weight=weight[counted])
    assert found["average_precision"] == pytest.approx(precision)
    share = np.full(len(label), np.average(label, weights=weight))
    of_share = metrics.log_loss(label, share, sample_weight=weight, labels=[0, 1])
    assert found["normalised_entropy"] == pytest.approx(expected / of_share)
    ratio = np.average(score, weights=weight) / np.average(label, weights=weight)
    assert (found["ratio"], found["error"]) == pytest.approx((ratio, abs(ratio - 1)))


@given(rows, st.integers(0, 2**32 - 1))
def test_resamples_do_not_touch_each_other(drawn: list[tuple[bool, int, int]], seed: int) -> None:
    table, _ = drawn_table(drawn)
    weights = np.random.default_rng(seed).integers(0, 3, (4, len(table))).astype(np.float32)
    for statistic in (*STATISTICS.values(), probabilities.expected_calibration_error):
        together = statistic(table, weights)
        alone = np.concatenate([statistic(table, weights[row : row + 1]) for row in range(4)])
        np.testing.assert_allclose(together, alone, rtol=1e-12, equal_nan=True)


def test_a_certain_mistake_costs_much_and_not_infinitely_much() -> None:
    table = pd.DataFrame({"label": [1, 0], "score": [0.0, 0.0]})
    assert probabilities.log_loss(table, once(2))[0] == pytest.approx(-np.log(1e-15) / 2)


def test_calibration_error_of_bins_by_hand() -> None:
    # 15 bins of two rows each, nothing found in any but the last.
    score = np.repeat((np.arange(15) + 0.5) / 15, 2)
    table = pd.DataFrame({"label": np.zeros(30), "score": score})
    assert probabilities.bins(score).tolist() == np.repeat(np.arange(15), 2).tolist()
    assert probabilities.expected_calibration_error(table, once(30))[0] == pytest.approx(score.mean())
    table.loc[table.index[-2:], "label"] = 1
    expected = (score[:-2].sum() + 2 * (1 - score[-1])) / 30
    assert probabilities.expected_calibration_error(table, once(30))[0] == pytest.approx(expected)
    twice = np.ones((1, 30), dtype=np.float32)
    twice[0, -2:] = 2
    expected = (score[:-2].sum() + 4 * (1 - score[-1])) / 32
    assert probabilities.expected_calibration_error(table, twice)[0] == pytest.approx(expected)


def test_rows_of_one_score_share_a_bin() -> None:
    assert len(set(probabilities.bins(np.full(100, 0.01)))) == 1
    tied = probabilities.bins(np.array([0.1] * 95 + [0.9] * 5))
    assert len(set(tied[:95])) == len(set(tied[95:])) == 1
    assert tied[0] < tied[-1]


def test_true_probabilities_show_the_error_of_chance_and_wrong_ones_more() -> None:
    rng = np.random.default_rng(5)
    score = rng.beta(1, 60, 40_000)
    found = []
    for _ in range(30):
        table = pd.DataFrame({"label": (rng.random(40_000) < score).astype("int8"), "score": score})
        found.append(probabilities.expected_calibration_error(table, once(40_000))[0])
    by_chance = probabilities.calibration_error_by_chance(table)
    assert np.mean(found) == pytest.approx(by_chance, rel=0.1)
    wrong = table.assign(score=table["score"] * 1.5)
    assert probabilities.expected_calibration_error(wrong, once(40_000))[0] > 4 * by_chance


def test_nothing_is_undefined_and_does_not_fail() -> None:
    empty = pd.DataFrame({"label": np.zeros(0, dtype="int8"), "score": np.zeros(0)})
    for statistic in (*STATISTICS.values(), probabilities.expected_calibration_error):
        assert np.isnan(statistic(empty, once(0))).all()
    assert np.isnan(probabilities.calibration_error_by_chance(empty))
