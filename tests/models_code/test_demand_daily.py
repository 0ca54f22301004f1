"""Days: their shares, their sums, events, and how far they scatter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.aggregates import members
from models.demand_forecasting.daily import DailyModel, DailySettings, Days, sampled_days, split
from models.demand_forecasting.day_events import factors_by_day, fit_factors
from models.demand_forecasting.day_spread import DaySpread
from models.demand_forecasting.panel import Panel
from models.demand_forecasting.reconciliation import GRID
from models.demand_forecasting.weekday_profile import WeekdayProfile

SETTINGS = DailySettings(prior_units=10.0)


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


def means(rows: int, horizon: int, largest: float = 500.0) -> np.ndarray:
    values = np.random.default_rng(1).uniform(0, largest, (rows, horizon))
    return np.rint(values / GRID) * GRID


def test_days_sum_exactly_to_their_week_in_any_order() -> None:
    week = np.concatenate([means(40, 5), means(40, 5, 1e-5), np.zeros((1, 5))])
    share = np.random.default_rng(2).dirichlet(np.ones(7), (len(week), 5))
    days = split(week, share)
    assert (days >= 0).all()
    np.testing.assert_array_equal(days.sum(axis=2), week)
    np.testing.assert_array_equal(days[:, :, ::-1].sum(axis=2), week)
    np.testing.assert_allclose(days[:40], week[:40, :, None] * share[:40], atol=1e-4)


def test_days_without_any_share_are_alike() -> None:
    days = split(np.full((1, 1), 7.0), np.zeros((1, 1, 7)))
    np.testing.assert_allclose(days, 1.0, atol=1e-4)


def test_days_of_every_level_are_the_sums_of_the_days_of_its_series(panel: Panel) -> None:
    days = Days.of(panel, SETTINGS)
    weekly = means(len(panel), 4)
    parts = days.of_series(np.arange(len(panel)), weekly, 60, {})
    products = days.of_sums(members(panel.series, "product")[1], np.array([2, 0, 2]), weekly, 60, {})
    np.testing.assert_array_equal(products[0], parts[6:9].sum(axis=0))
    np.testing.assert_array_equal(products[0], products[2])
    np.testing.assert_array_equal(products[1], parts[0:3].sum(axis=0))
    total = days.of_sums(np.zeros(len(panel), dtype=np.int64), np.array([0]), weekly, 60, {})[0]
    np.testing.assert_array_equal(total, parts.sum(axis=0))
    np.testing.assert_array_equal(total.sum(axis=1), weekly.sum(axis=0))


def test_a_day_on_which_a_region_never_sells_gets_almost_nothing(panel: Panel) -> None:
    assert panel.weekday is not None
    weekday = panel.weekday.copy()
    weekday[panel.series["region"] == "r1", :, 6] = 0
    weekday[4] = 0  # p1 in r1 has sold nothing at all: the region's habit is known all the same
    profile = WeekdayProfile.of(replace(panel, weekday=weekday), 8, 10.0)
    np.testing.assert_allclose(profile.series.sum(axis=1), 1.0)
    assert profile.series[4, 6] < 0.02
    assert profile.series[0, 6] > 0.1
    assert profile.of_new("toys", "r1")[6] < 0.02
    np.testing.assert_allclose(profile.of_new("unheard of", "nowhere"), profile.everywhere)


def test_few_sales_of_a_series_hardly_move_its_days(panel: Panel) -> None:
    assert panel.weekday is not None
    weekday = np.full_like(panel.weekday, 100.0)
    weekday[0] = 0
    weekday[0, -1, 3] = 1
    share = WeekdayProfile.of(replace(panel, weekday=weekday), 8, 50.0).series[0]
    np.testing.assert_allclose(share, 1 / 7, atol=0.03)
    assert share.argmax() == 3


def test_without_any_day_known_the_days_are_alike(panel: Panel) -> None:
    profile = WeekdayProfile.of(panel.until(5), 8, 10.0)
    np.testing.assert_allclose(profile.series, 1 / 7)


def with_event(panel: Panel, boost: float) -> Panel:
    """Every fifth week has an event on its third day, on which sales are `boost` times the usual."""
    rng = np.random.default_rng(5)
    weeks = np.arange(2, 60, 5)
    rows = []
    for week in weeks:
        for at in range(len(panel)):
            mean = np.full(7, 10.0)
            mean[2] *= boost
            rows += [(at, 7 * week + day, units) for day, units in enumerate(rng.poisson(mean)) if units]
    found = pd.DataFrame(rows, columns=["at", "day", "units"])
    names = panel.series[["product_id", "region"]].iloc[found["at"]].reset_index(drop=True)
    daily = pd.concat([names, found[["day", "units"]].astype({"day": "int32", "units": "float32"})], axis=1)
    events = pd.DataFrame({"event": "fair", "region": "", "week": weeks, "days": 1, "known_ahead": True, "on": 1 << 2})
    return replace(panel, daily=daily, events=events)


def test_what_an_event_does_to_its_day_is_learnt(panel: Panel) -> None:
    alike = np.full((len(panel), 7), 1 / 7)
    assert fit_factors(with_event(panel, 3.0), alike, 50.0)["fair"] == pytest.approx(3.0, rel=0.1)
    assert fit_factors(with_event(panel, 0.0), alike, 50.0)["fair"] < 0.1
    assert fit_factors(panel, alike, 50.0)["strike"] == 1.0  # it fills whole weeks


def test_an_event_moves_only_its_days_in_its_region(panel: Panel) -> None:
    found = factors_by_day(panel, {"fair": 2.0, "strike": 0.5}, ["r0", "r1"], 49, 30)
    assert found[0, 1].tolist() == [0.5] * 7  # the strike in r0 in week 50
    assert found[1, 1].tolist() == [1.0] * 7
    assert found[1, 21].tolist() == [2, 1, 1, 1, 1, 2, 1]  # the fair everywhere in week 70
    assert found[0].shape == (30, 7)


def test_the_interval_of_days_holds_its_share_and_quantiles_are_ordered() -> None:
    rng = np.random.default_rng(7)
    mean = 2.0 ** rng.uniform(-4, 6, 60_000)
    actual = rng.poisson(mean * rng.gamma(4.0, 0.25, len(mean))).astype(float)
    half = slice(None, None, 2), slice(1, None, 2)
    spread = DaySpread.fit(mean[half[0]], actual[half[0]], 0.8, 300)
    bands, happened = spread.bands(mean[half[1]]), actual[half[1]]
    assert (np.diff(bands[:, :3], axis=1) >= 0).all()
    assert (bands[:, 4] >= bands[:, 3]).all()
    large = mean[half[1]] > 8
    inside = (happened >= bands[:, 3]) & (happened <= bands[:, 4])
    assert inside[large].mean() == pytest.approx(0.8, abs=0.03)
    assert (happened[large] <= bands[large, 2]).mean() == pytest.approx(0.9, abs=0.03)
    assert inside.mean() > 0.78


def test_without_a_sample_days_are_counts_of_orders() -> None:
    bands = DaySpread.fit(np.zeros(0), np.zeros(0), 0.8, 300).bands(np.array([0.0, 0.01, 64.0]))
    assert bands[0].tolist() == [0.0] * 5
    assert bands[1, 2] == 0
    np.testing.assert_allclose(bands[2], [54, 64, 74, 54, 74], atol=1)


def test_the_daily_sample_is_laid_out_by_week_and_day(panel: Panel) -> None:
    rows, sold = sampled_days(panel, 0, 60)
    assert rows.tolist() == [0]
    assert sold.shape == (1, 60, 7)
    assert sold[0, 0, 3] == sold[0, 57, 1] == 1.0
    assert sold.sum() == 2.0


def test_a_saved_model_of_days_is_loaded_as_it_was(tmp_path) -> None:
    model = DailyModel(SETTINGS, {"fair": 1.5}, DaySpread([0.0, 1.0], [[0, 1, 2, 0, 2], [0.5, 1, 1.5, 0.4, 1.6]]))
    model.save(tmp_path)
    assert DailyModel.load(tmp_path) == model
