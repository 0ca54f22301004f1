from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evaluation import bootstrap, classification

SETTINGS = {"resamples": 400, "confidence": 0.95, "seed": 0}


def outcomes(n: int, accuracy: float, seed: int, group_size: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    label = rng.random(n) < 0.4
    right = rng.random(n) < accuracy
    return pd.DataFrame(
        {
            "example_id": [f"e{row}" for row in range(n)],
            "group": np.arange(n) // group_size,
            "label": label.astype("int8"),
            "score": np.where(right == label, 0.9, 0.1) + rng.random(n) * 0.01,
            "probable": np.where(right, label, ~label),
        }
    )


def test_a_clearly_better_challenger_wins_and_a_worse_one_loses() -> None:
    rng = np.random.default_rng(1)
    weak = outcomes(600, 0.75, seed=3)
    strong = weak.copy()
    wrong = strong["probable"] != strong["label"].astype(bool)
    mended = wrong & (rng.random(len(strong)) < 0.5)
    strong.loc[mended, "probable"] = ~strong.loc[mended, "probable"]
    better = bootstrap.paired_test(strong, weak, classification.f1("probable"), **SETTINGS)
    assert better.low > 0
    assert better.p_value < 0.05
    worse = bootstrap.paired_test(weak, strong, classification.f1("probable"), **SETTINGS)
    assert worse.high < 0
    assert worse.p_value > 0.95
    assert better.difference == pytest.approx(-worse.difference)


def test_the_same_model_is_no_gain() -> None:
    table = outcomes(300, 0.8, seed=5)
    test = bootstrap.paired_test(table, table.copy(), classification.f1("probable"), **SETTINGS)
    assert (test.difference, test.low, test.high, test.p_value) == (0.0, 0.0, 0.0, 1.0)


def test_false_alarms_of_the_paired_test_stay_near_its_level() -> None:
    wins = 0
    for seed in range(60):
        one, other = outcomes(200, 0.8, seed=seed), outcomes(200, 0.8, seed=seed)
        rng = np.random.default_rng(1000 + seed)
        for table in (one, other):
            flipped = rng.random(len(table)) < 0.1
            table.loc[flipped, "probable"] = ~table.loc[flipped, "probable"]
        settings = {**SETTINGS, "resamples": 200}
        wins += bootstrap.paired_test(one, other, classification.f1("probable"), **settings).low > 0
    assert wins <= 9  # binomial(60, 0.05) exceeds 9 once in over 500 times


def test_other_examples_or_another_order_are_refused() -> None:
    table = outcomes(20, 0.8, seed=1)
    with pytest.raises(ValueError, match="same examples"):
        bootstrap.paired_test(table, table.iloc[::-1].reset_index(drop=True), classification.f1("probable"), **SETTINGS)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    def mean(table: pd.DataFrame, weights: bootstrap.Weights) -> np.ndarray:
        return (weights @ table["probable"].to_numpy(np.float32) / weights.sum(axis=1)).astype(np.float64)

    covered = 0
    for seed in range(80):
        rng = np.random.default_rng(seed)
        table = pd.DataFrame({"group": np.arange(150), "probable": rng.random(150) < 0.3})
        _, low, high = bootstrap.interval(table, mean, resamples=300, confidence=0.9, seed=seed)
        covered += low <= 0.3 <= high
    assert 60 <= covered <= 80


def test_dependent_examples_widen_the_interval() -> None:
    rng = np.random.default_rng(0)
    per_group = np.repeat(rng.random(40) < 0.5, 20)
    table = pd.DataFrame({"group": np.arange(800) // 20, "probable": per_group})
    share = classification.share("probable")
    _, low, high = bootstrap.interval(table, share, **SETTINGS)
    _, single_low, single_high = bootstrap.interval(table.assign(group=np.arange(800)), share, **SETTINGS)
    assert high - low > 2 * (single_high - single_low)


def test_an_undefined_statistic_has_no_interval() -> None:
    empty = outcomes(10, 0.8, seed=1).iloc[:0]
    point, low, high = bootstrap.interval(empty, classification.f1("probable"), **SETTINGS)
    assert np.isnan([point, low, high]).all()


def error_rate(table: pd.DataFrame, weights: bootstrap.Weights) -> np.ndarray:
    wrong = (table["probable"] != table["label"].astype(bool)).to_numpy(np.float32)
    return (weights @ wrong / weights.sum(axis=1)).astype(np.float64)


def test_where_lower_is_better_a_gain_is_still_positive() -> None:
    weak, strong = outcomes(400, 0.7, seed=3), outcomes(400, 0.9, seed=3)
    assert weak["label"].equals(strong["label"])
    gain = bootstrap.paired_test(strong, weak, error_rate, **SETTINGS, higher_is_better=False)
    rates = [error_rate(table, bootstrap.once(400))[0] for table in (weak, strong)]
    assert gain.difference == pytest.approx(rates[0] - rates[1])
    assert 0 < gain.low < gain.difference < gain.high
    assert gain.p_value < 0.05
    loss = bootstrap.paired_test(weak, strong, error_rate, **SETTINGS, higher_is_better=False)
    assert loss.high < 0
    same = bootstrap.paired_test(weak, weak.copy(), error_rate, **SETTINGS, higher_is_better=False)
    assert (same.difference, same.low, same.p_value) == (0.0, 0.0, 1.0)


def test_a_statistic_that_too_many_resamples_leave_undefined_has_no_interval() -> None:
    table = outcomes(40, 0.8, seed=5).assign(label=0)
    table.loc[0, "label"] = 1
    found = table.assign(probable=table["label"] == 1)
    missed = table.assign(probable=False)
    test = bootstrap.paired_test(found, missed, classification.recall("probable"), **SETTINGS)
    assert test.difference == 1.0
    assert np.isnan(test.low)
    assert test.p_value == 1.0


def test_no_example_is_no_comparison() -> None:
    empty = outcomes(0, 0.8, seed=5)
    test = bootstrap.paired_test(empty, empty.copy(), classification.f1("probable"), **SETTINGS)
    assert np.isnan(test.difference)
    assert np.isnan(test.low)
