from __future__ import annotations

import numpy as np
import pandas as pd

from evaluation import report_curves
from evaluation.curves import Plot, precision_recall, reliability


def test_reliable_probabilities_lie_on_the_diagonal_and_others_do_not() -> None:
    rng = np.random.default_rng(3)
    score = pd.Series(rng.random(20_000))
    label = pd.Series((rng.random(20_000) < score).astype(int))
    plot = reliability(score, label)
    assert len(plot.x) == 10
    assert np.abs(np.array(plot.x) - np.array(plot.y)).max() < 0.04
    assert all(low <= y <= high for low, y, high in zip(plot.low, plot.y, plot.high, strict=True))
    bold = reliability(score**0.2, label)
    assert np.abs(np.array(bold.x) - np.array(bold.y)).max() > 0.3


def test_examples_of_one_score_share_a_bin() -> None:
    plot = reliability(pd.Series([0.0] * 95 + [0.9] * 5), pd.Series([0] * 95 + [1] * 5))
    assert plot.x == [0.0, 0.9]
    assert plot.y == [0.0, 1.0]


def test_precision_and_recall_over_all_thresholds() -> None:
    plot = precision_recall(pd.Series([0.9, 0.8, 0.8, 0.1]), pd.Series([1, 1, 0, 0]))
    assert plot.x == [0.5, 1.0, 1.0]
    assert plot.y == [1.0, 2 / 3, 0.5]


def test_a_long_curve_is_thinned_and_one_without_positives_is_empty() -> None:
    rng = np.random.default_rng(1)
    long = precision_recall(pd.Series(rng.random(5_000)), pd.Series(rng.integers(0, 2, 5_000)))
    assert len(long.x) == len(long.y) == 200
    assert long.x[-1] == 1.0
    assert precision_recall(pd.Series([0.1, 0.2]), pd.Series([0, 0])).x == []
    nothing = pd.Series([], dtype=float)
    assert reliability(nothing, nothing).x == precision_recall(nothing, nothing).x == []


def test_rare_positives_fill_their_axes() -> None:
    rng = np.random.default_rng(2)
    score = pd.Series(rng.beta(1, 200, 50_000))
    label = pd.Series((rng.random(50_000) < score).astype(int))
    plot = reliability(score, label, rare=True)
    assert (plot.x_range, plot.y_range) == (None, None)
    np.testing.assert_allclose(plot.x, np.array(reliability(score, label).x) * 100)
    assert 1 < max(plot.high) < 10
    curve = precision_recall(score, label, rare=True)
    assert curve.x[0] >= 20 / label.sum()
    assert curve.lines["share of positives"].y[0] == label.mean() * 100
    assert max(curve.y) < 20
    assert precision_recall(score, label * 0, rare=True).lines == {}


def test_points_that_stand_alone_have_no_line_through_them() -> None:
    plot = Plot(name="By campaign", x_label="x", y_label="y", x=[1, 2], y=[1, 2], low=[0, 1], high=[2, 3])
    assert "ours curve" in report_curves.picture(plot)
    alone = report_curves.picture(plot.model_copy(update={"points": True}))
    assert "ours curve" not in alone
    assert alone.count("ours dot") == 2


def test_points_without_intervals_are_drawn_too() -> None:
    plot = Plot(name="By length", x_label="x", y_label="y", x=[1, 2], y=[1, 2], points=True)
    picture = report_curves.picture(plot)
    assert picture.count("ours dot") == 2
    assert "ours whisker" not in picture
    assert "ours dot" not in report_curves.picture(plot.model_copy(update={"points": False}))
