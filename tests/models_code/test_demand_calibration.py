"""Calibrated quantiles and intervals keep their share on outcomes that they were not learnt from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from demand_panels import small_panel
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from models.demand_forecasting.backtests import Backtest, CalibrationSettings, Context
from models.demand_forecasting.calibration import Calibration
from models.demand_forecasting.conformal import Shifts, conformal_quantile
from models.demand_forecasting.forecast import Forecast

SETTINGS = CalibrationSettings()
ROWS, HORIZON = 1000, 13


def counts(seed: int, rates: npt.NDArray[np.float64], spread: float) -> Backtest:
    """Overdispersed counts of known rates, and a forecast that thinks their spread is `spread` times what it is."""
    rng = np.random.default_rng(seed)
    mean = np.repeat(rates[:, None], HORIZON, axis=1)
    actual = rng.negative_binomial(1.5, 1.5 / (1.5 + mean)).astype(np.float32)
    true = np.stack([nbinom.ppf(q, 1.5, 1.5 / (1.5 + mean)) for q in (0.1, 0.5, 0.9)], axis=2)
    told = np.maximum(true[:, :, 1:2] + spread * (true - true[:, :, 1:2]), 0)
    zeros = nbinom.pmf(0, 1.5, 1.5 / (1.5 + rates)).astype(np.float32)
    context = Context(np.full(len(rates), 60, dtype=np.int32), zeros)
    return Backtest(Forecast(mean.astype(np.float32), told.astype(np.float32)), actual, context)


def rates(seed: int) -> npt.NDArray[np.float64]:
    return np.random.default_rng(seed).lognormal(1.0, 1.5, ROWS)


@pytest.mark.parametrize("spread", [0.4, 1.0, 1.8])
@pytest.mark.parametrize("level", ["series", "product"])
def test_interval_covers_what_it_says_and_each_tail_its_share(level: str, spread: float) -> None:
    tests = [counts(seed, rates(seed), spread) for seed in range(4)]
    found = Calibration.fit({level: tests}, SETTINGS)
    fresh = counts(99, rates(99), spread)
    quantiles = found.apply(level, fresh.forecast, fresh.context).quantiles
    low, high = found.interval(level, fresh.forecast, fresh.context)
    inside = (fresh.actual >= low) & (fresh.actual <= high)
    likely = (fresh.context.zeros < 0.6)[:, None] & np.ones_like(inside)  # elsewhere zero alone can be over 80 %
    assert 0.77 < inside[likely].mean() < 0.83
    for slice_ in (fresh.context.zeros < 0.1, (fresh.context.zeros >= 0.1) & (fresh.context.zeros < 0.6)):
        assert 0.75 < inside[slice_].mean() < 0.85
    # outcomes tie with a quantile of counts, so that less than its share may lie beyond it, never more
    assert (fresh.actual < quantiles[:, :, 0]).mean() < 0.115
    assert (fresh.actual > quantiles[:, :, 2]).mean() < 0.115


def test_sums_are_calibrated_by_their_size_from_few_rows() -> None:
    def ratios(seed: int, rows: int) -> Backtest:
        rng = np.random.default_rng(seed)
        mean = np.repeat(rng.uniform(500, 90_000, rows)[:, None], HORIZON, axis=1).astype(np.float32)
        actual = (mean * rng.lognormal(0, 0.2, mean.shape)).astype(np.float32)
        context = Context(np.full(rows, 60, dtype=np.int32), np.zeros(rows, dtype=np.float32))
        return Backtest(Forecast(mean, np.repeat(mean[:, :, None], 3, axis=2)), actual, context)

    found = Calibration.fit({"total": [ratios(s, 1) for s in range(4)], "region": [ratios(s, 20) for s in range(4)]})
    fresh = ratios(50, 400)
    low, high = found.interval("country", fresh.forecast, fresh.context)
    assert 0.74 < ((fresh.actual >= low) & (fresh.actual <= high)).mean() < 0.86


def test_median_is_moved_only_where_that_lowers_the_error_on_origins_not_seen() -> None:
    tests = [counts(seed, rates(seed), 1.0) for seed in range(4)]
    high = [
        Backtest(Forecast(t.forecast.mean, t.forecast.quantiles * np.float32(1.5)), t.actual, t.context) for t in tests
    ]
    fresh = counts(77, rates(77), 1.0)
    raised = Forecast(fresh.forecast.mean, fresh.forecast.quantiles * np.float32(1.5))

    def error(median: npt.NDArray[np.float32]) -> float:
        return float(np.abs(fresh.actual - median).sum() / fresh.actual.sum())

    found = Calibration.fit({"series": high})
    assert error(found.apply("series", raised, fresh.context).quantiles[:, :, 1]) < error(raised.quantiles[:, :, 1])
    right = Calibration.fit({"series": tests})
    kept = right.apply("series", fresh.forecast, fresh.context).quantiles[:, :, 1]
    assert error(kept) < 1.01 * error(fresh.forecast.quantiles[:, :, 1])
    # one origin decides nothing
    alone = Calibration.fit({"series": high[:1]})
    np.testing.assert_array_equal(
        alone.apply("series", raised, fresh.context).quantiles[:, :, 1], raised.quantiles[:, :, 1]
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["series", "product", "region", "total"]))
def test_quantiles_never_cross_nor_fall_below_zero(seed: int, level: str) -> None:
    rng = np.random.default_rng(seed)

    def some(rows: int) -> Backtest:
        quantiles = np.sort(rng.gamma(0.3, 20, (rows, 6, 3)), axis=2) * (rng.random((rows, 6, 1)) < 0.7)
        forecast = Forecast(rng.gamma(0.3, 20, (rows, 6)).astype(np.float32), quantiles.astype(np.float32))
        actual = rng.negative_binomial(0.5, 0.05, (rows, 6)).astype(np.float32)
        actual[rng.random((rows, 6)) < 0.1] = np.nan
        context = Context(rng.integers(0, 80, rows, dtype=np.int32), rng.random(rows).astype(np.float32))
        return Backtest(forecast, actual, context)

    found = Calibration.fit({level: [some(40), some(40)]})
    fresh = some(30)
    calibrated = found.apply(level, fresh.forecast, fresh.context)
    low, high = found.interval(level, fresh.forecast, fresh.context)
    assert np.isfinite(calibrated.quantiles).all()
    assert (calibrated.quantiles >= 0).all()
    assert (np.diff(calibrated.quantiles, axis=2) >= 0).all()
    assert (low >= 0).all()
    assert (high >= low).all()
    np.testing.assert_array_equal(calibrated.mean, fresh.forecast.mean)


def test_a_level_without_backtests_is_left_as_it_is(tmp_path: Path) -> None:
    test = counts(1, rates(1), 0.5)
    found = Calibration.fit({"series": [test]})
    assert found.apply("product", test.forecast, test.context) is test.forecast
    found.save(tmp_path)
    again = Calibration.load(tmp_path)
    for one, other in zip(
        found.interval("series", test.forecast, test.context),
        again.interval("series", test.forecast, test.context),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)


def test_conformal_quantile_is_the_smallest_score_that_covers_enough() -> None:
    scores = np.arange(1.0, 10.0)
    assert conformal_quantile(scores, 0.8) == 8.0  # ceil(10 * 0.8) of nine
    assert conformal_quantile(scores[:2], 0.9) == 2.0  # too few: the largest
    assert conformal_quantile(scores[:0], 0.9) == 0.0


def test_small_groups_are_drawn_to_everyone_and_unknown_ones_take_everyones_shift() -> None:
    scores = np.concatenate([np.zeros(1000), np.full(2, 10.0)]).astype(np.float32)
    shifts = Shifts.fit(scores, np.repeat([3, 7], [1000, 2]), 0.9, 98)
    assert shifts.of(np.array([3, 7, 5])).tolist() == pytest.approx([0.0, 0.2, 0.0], abs=1e-6)


def test_context_reads_nothing_at_or_after_the_origin() -> None:
    panel = small_panel()
    before = Context.of(panel, None, 45, SETTINGS)
    panel.units[:, 45:] = 1e6
    after = Context.of(panel, None, 45, SETTINGS)
    np.testing.assert_array_equal(before.zeros, after.zeros)
    assert before.history.tolist() == [45] * 9 + [5] * 3
    assert Context.of(panel, np.array([10]), 30, SETTINGS).history.tolist() == [0]


@pytest.mark.parametrize("value", [0.0, 1e-44, np.nan])
@pytest.mark.parametrize("level", ["series", "total"])
def test_forecasts_of_nothing_and_of_no_number_leave_a_calibration_that_is_stored(
    tmp_path: Path, level: str, value: float
) -> None:
    told = np.full((20, HORIZON), value, dtype=np.float32)
    context = Context(np.full(20, 60, dtype=np.int32), np.ones(20, dtype=np.float32))
    actual = np.eye(20, HORIZON, dtype=np.float32)
    tests = [Backtest(Forecast(told, np.repeat(told[:, :, None], 3, axis=2)), actual, context) for _ in range(3)]
    found = Calibration.fit({level: tests})
    found.save(tmp_path)
    assert Calibration.load(tmp_path).tails.keys() == found.tails.keys()
