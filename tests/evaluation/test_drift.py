from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evaluation import drift, profile, signals, two_samples, vocabulary
from evaluation.drift import Finding
from evaluation.profile import Limits

LIMITS = Limits(max_values=20, frequent=20, vocabulary=1_000)
SEEDS = 200


def found(test: two_samples.Comparison, threshold: float = 1e-9) -> Finding:
    return Finding("t", "c", "value", test, threshold, "")


def alarms(tests: list[two_samples.Comparison], alpha: float) -> float:
    """Share of tests that are called drift when each is judged alone and no size of change is asked for."""
    return sum(drift.judged([found(test)], alpha=alpha, min_rows=1)[0].state == drift.DRIFTED for test in tests) / len(
        tests
    )


def values(rng: np.random.Generator, n: int) -> signals.Values:
    return signals.values(pd.Series(rng.choice(list("abcd"), n, p=[0.5, 0.3, 0.15, 0.05])))


def texts(rng: np.random.Generator, n: int, first: int = 0, words: int = 40) -> pd.Series:
    drawn = rng.zipf(1.5, (n, 6)) % words + first
    return pd.Series([" ".join(f"w{chr(97 + word % 26)}{chr(97 + word // 26)}" for word in row) for row in drawn])


@pytest.mark.parametrize("alpha", [0.05, 0.2])
def test_false_alarms_of_each_test_are_about_as_many_as_asked_for(alpha: float) -> None:
    rng = np.random.default_rng(0)
    numeric = [
        two_samples.numeric(signals.numbers(rng.normal(size=900)), signals.numbers(rng.normal(size=400)))
        for _ in range(SEEDS)
    ]
    categorical = [two_samples.categorical(values(rng, 900), values(rng, 400)) for _ in range(SEEDS)]
    shares = [two_samples.share(rng.binomial(900, 0.3), 900, rng.binomial(400, 0.3), 400) for _ in range(SEEDS)]
    slack = 3 * np.sqrt(alpha * (1 - alpha) / SEEDS)
    for tests in (numeric, categorical, shares):
        assert alpha / 3 <= alarms(tests, alpha) <= alpha + slack


def test_words_raise_no_more_false_alarms_than_asked_for() -> None:
    rng = np.random.default_rng(1)
    tests = [
        two_samples.occurrence(
            signals.trimmed(signals.items(vocabulary.split_words(texts(rng, 300))), 20),
            signals.items(vocabulary.split_words(texts(rng, 200))),
        )
        for _ in range(60)
    ]
    assert alarms(tests, 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)


def test_over_many_columns_the_rate_of_any_false_alarm_is_held() -> None:
    rng = np.random.default_rng(2)
    windows = 0
    for _ in range(60):
        findings = [
            found(two_samples.numeric(signals.numbers(rng.normal(size=500)), signals.numbers(rng.normal(size=300))))
            for _ in range(20)
        ]
        windows += any(one.state == drift.DRIFTED for one in drift.judged(findings, alpha=0.05, min_rows=1))
    # Judged one by one, two windows of three would hold a false alarm.
    assert windows <= 60 * (0.05 + 3 * np.sqrt(0.05 * 0.95 / 60))


@pytest.mark.parametrize("size", [0.25, 0.5])
def test_a_shift_is_found_and_sized(size: float) -> None:
    rng = np.random.default_rng(3)
    test = two_samples.numeric(
        signals.numbers(rng.uniform(size=5_000)), signals.numbers(rng.uniform(size=5_000) + size)
    )
    assert test.p_value < 1e-6
    assert test.effect == pytest.approx(size, abs=0.05)


def test_a_million_rows_do_not_alarm_on_a_change_that_matters_to_nobody() -> None:
    rng = np.random.default_rng(4)
    test = two_samples.categorical(
        signals.Values({"a": 500_000, "b": 500_000}, 0, 1_000_000),
        signals.Values({"a": 503_000, "b": 497_000}, 0, 1_000_000),
    )
    assert test.p_value < 1e-4
    assert drift.judged([found(test, 0.2)], alpha=0.01, min_rows=100)[0].state == drift.STEADY
    large = signals.numbers(rng.normal(size=200_000))
    assert (large.n, len(large.values)) == (200_000, signals.MAX_NUMBERS)


def test_few_rows_are_told_and_not_judged() -> None:
    test = two_samples.numeric(signals.numbers(np.zeros(1_000)), signals.numbers(np.ones(5)))
    told = drift.judged([found(test)], alpha=0.01, min_rows=100)[0]
    assert (told.state, told.note) == (drift.TOO_FEW, "5 rows of the new data, 100 are asked for")
    assert told.p_adjusted is None


def test_a_change_that_is_small_or_by_chance_is_steady_and_one_that_is_neither_has_drifted() -> None:
    large, certain = 0.5, 1e-9
    states = [
        drift.judged(
            [found(two_samples.Comparison("t", p, effect, "", 500, 500), threshold=0.2)], alpha=0.01, min_rows=10
        )[0].state
        for p, effect in ((certain, large), (certain, 0.1), (0.5, large))
    ]
    assert states == [drift.DRIFTED, drift.STEADY, drift.STEADY]


def test_new_categories_count() -> None:
    ours, theirs = (
        signals.Values({"a": 500, "b": 500}, 0, 1_000),
        signals.Values({"a": 250, "b": 250, "new": 500}, 0, 1_000),
    )
    test = two_samples.categorical(ours, theirs)
    assert test.p_value < 1e-9
    assert test.effect > 0.4


def test_missing_cells_infinite_numbers_and_constants_do_no_harm() -> None:
    missing = profile.profile(pd.Series([None] * 200, dtype="float64"), "number", LIMITS)
    assert (missing.missing, missing.rows) == (200, 200)
    infinite = profile.profile(pd.Series([1.0, np.inf, -np.inf, np.nan]), "number", LIMITS)
    assert infinite.signals["value"].n == 1
    for one, other in ((missing, missing), (missing, infinite), (infinite, infinite)):
        test = two_samples.compare(one.signals["value"], other.signals["value"])
        assert (test.p_value, test.effect) == (1.0, 0.0)
    constant = signals.numbers(np.ones(500))
    assert two_samples.numeric(constant, constant).effect == 0.0
    assert two_samples.categorical(signals.Values({"a": 9}, 0, 9), signals.Values({"a": 4}, 0, 4)).p_value == 1.0
    assert two_samples.share(0, 0, 3, 10).p_value == 1.0


def test_text_in_another_language_is_new_words() -> None:
    rng = np.random.default_rng(5)
    reference = profile.profile(texts(rng, 600), "text", LIMITS)
    same = profile.profile(texts(rng, 400), "text", LIMITS, reference)
    other = profile.profile(texts(rng, 400, first=200), "text", LIMITS, reference)
    unknown = [
        two_samples.mean_rise(reference.signals["unknown words"], new.signals["unknown words"]).effect
        for new in (same, other)
    ]
    assert unknown[0] < 0.05
    assert unknown[1] > 0.9
    frequent = two_samples.compare(reference.signals["frequent words"], other.signals["frequent words"])
    assert frequent.effect > 0.8
    assert frequent.p_value < 1e-9


def test_a_text_of_few_values_is_a_category_and_stays_one() -> None:
    colours = pd.Series(["red", "blue", None, "green"] * 100)
    reference = profile.profile(colours, "text", LIMITS)
    assert reference.signals.keys() == {"value"}
    names = pd.Series([f"name {number}" for number in range(300)])
    assert profile.profile(names, "text", LIMITS).signals.keys() == {"length", "frequent words", "unknown words"}
    assert profile.profile(names, "text", LIMITS, reference).signals.keys() == {"value"}


def test_identifiers_are_compared_by_how_they_are_written() -> None:
    old = profile.profile(pd.Series([f"l{number}" for number in range(1_000, 1_300)]), "id", LIMITS)
    new = profile.profile(pd.Series([f"{number}-{number}" for number in range(1_000, 1_300)]), "id", LIMITS)
    assert old.signals["form"].counts == {"x": 300}
    assert new.signals["form"].counts == {"9-9": 300}
    assert two_samples.compare(old.signals["form"], new.signals["form"]).effect == pytest.approx(1.0)


def test_json_is_compared_by_its_keys_and_what_is_no_object_has_none() -> None:
    column = profile.profile(pd.Series(['{"size": 1, "colour": "red"}', "[1]", "not json", None]), "json", LIMITS)
    assert column.signals["keys"].counts == {"size": 1, "colour": 1}
    assert column.signals["number of keys"].values.tolist() == [0, 0, 2]


def test_times_are_compared_by_what_recurs_and_only_over_a_span_that_shows_it() -> None:
    long = pd.Series(pd.date_range("2024-01-01", periods=24 * 60, freq="h", tz="UTC"))
    column = profile.profile(long, "time", LIMITS)
    assert column.signals.keys() == {"hour", "weekday"}
    assert column.first.startswith("2024-01-01")
    assert profile.profile(long.head(24 * 10), "time", LIMITS).signals.keys() == {"hour"}
    assert profile.profile(
        pd.Series(pd.date_range("2024-01-01", periods=60, tz="UTC")), "time", LIMITS
    ).signals.keys() == {"weekday"}
    nights = long[long.dt.hour < 6]
    test = two_samples.compare(column.signals["hour"], profile.profile(nights, "time", LIMITS, column).signals["hour"])
    assert test.p_value < 1e-9
    assert test.effect > 0.4


def test_signals_of_different_kinds_are_not_compared() -> None:
    with pytest.raises(TypeError, match="Numbers cannot be compared with a Values"):
        two_samples.compare(signals.numbers([1.0]), signals.Values({}, 0, 0))
