"""Means of all levels add up exactly, and the top of the hierarchy comes to its own blended forecast."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from demand_panels import small_panel
from hypothesis import given, settings
from hypothesis import strategies as st

from models.demand_forecasting.aggregates import LEVELS, aggregate, members
from models.demand_forecasting.forecast import Forecast
from models.demand_forecasting.level_weights import LevelWeights, ReconciliationSettings, fit_weights
from models.demand_forecasting.panel import Panel
from models.demand_forecasting.reconciliation import reconcile, rescaled, sums
from models.demand_forecasting.top_down import TopDownSettings, seasonal_naive

HORIZON = 9
OWN, NAIVE, PARTS = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]


def levels(panel: Panel) -> dict[str, Panel]:
    return {"series": panel, **{level: aggregate(panel, level) for level in LEVELS}}


def weights(**shares: list[float]) -> LevelWeights:
    chosen = ReconciliationSettings()
    return LevelWeights(chosen, {level: [share] * len(chosen.blocks) for level, share in shares.items()})


def random_bases(panels: dict[str, Panel], seed: int, zeros: float = 0.0) -> dict[str, npt.NDArray[np.float32]]:
    rng = np.random.default_rng(seed)
    return {
        level: (
            rng.gamma(0.5, 10 ** rng.uniform(-3, 4), (len(panel), HORIZON)) * (rng.random((len(panel), 1)) >= zeros)
        ).astype(np.float32)
        for level, panel in panels.items()
    }


@settings(max_examples=12, deadline=None)
# Some compiled libraries make the process round subnormal numbers to 0, which hypothesis takes for a fault.
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.6, allow_subnormal=False))
def test_sums_agree_exactly_in_any_order(seed: int, zeros: float) -> None:
    panel = small_panel()
    panels = levels(panel)
    means = reconcile(random_bases(panels, seed, zeros), panels, 58, LevelWeights(ReconciliationSettings(), {}))
    assert means.dtype == np.float32
    assert np.isfinite(means).all()
    assert (means >= 0).all()
    total = means.astype(np.float64).sum(axis=0)
    shuffled = np.random.default_rng(seed).permutation(len(panel))
    np.testing.assert_array_equal(means[shuffled].astype(np.float64).cumsum(axis=0)[-1], total)
    for level in LEVELS:
        _, codes = members(panel.series, level)
        np.testing.assert_array_equal(sums(means, codes, len(panels[level])).sum(axis=0), total)


def test_every_level_comes_to_its_target_where_the_targets_agree() -> None:
    panel = small_panel()
    panels = levels(panel)
    truth = np.random.default_rng(1).gamma(2.0, 5.0, (len(panel), HORIZON)).astype(np.float32)
    base = {
        level: sums(truth, members(panel.series, level)[1], len(panels[level])).astype(np.float32) for level in LEVELS
    }
    believed = weights(product=OWN, category=OWN, country=OWN, region=OWN, total=OWN)
    flat = np.full_like(truth, truth.mean())
    means = reconcile({"series": flat, **base}, panels, 58, believed)
    for level in ("category", "country", "region", "total"):
        found = sums(means, members(panel.series, level)[1], len(panels[level]))
        np.testing.assert_allclose(found, base[level], rtol=2e-3, err_msg=level)
    far = np.abs(means - truth).sum()
    assert far < np.abs(flat - truth).sum()


def test_the_total_wins_over_what_regions_say() -> None:
    panel = small_panel()
    panels = levels(panel)
    base = {level: np.ones((len(one), HORIZON), dtype=np.float32) for level, one in panels.items()}
    base["total"][:] = 24.0
    means = reconcile(base, panels, 58, weights(product=PARTS, category=PARTS, country=PARTS, region=PARTS, total=OWN))
    np.testing.assert_allclose(means.sum(axis=0), 24.0, rtol=1e-4)
    np.testing.assert_allclose(means, 2.0, rtol=1e-4)


def test_without_other_levels_the_series_stay() -> None:
    panel = small_panel()
    base = np.random.default_rng(0).gamma(1.0, 3.0, (len(panel), HORIZON)).astype(np.float32)
    means = reconcile({"series": base}, {"series": panel}, 58, LevelWeights(ReconciliationSettings(), {}))
    np.testing.assert_allclose(means, base, atol=1e-6)


def test_weights_find_the_candidate_that_was_right_and_look_at_no_later_week() -> None:
    panel = small_panel(weeks=130, seed=3)
    panels = levels(panel)
    rng = np.random.default_rng(5)
    bases = {}
    for origin in (90, 95, 100):
        right = {
            level: one.units[:, origin : origin + HORIZON] * rng.uniform(0.98, 1.02, (len(one), HORIZON))
            for level, one in panels.items()
        }
        right["series"] = right["series"] * 3  # the parts are far off
        bases[origin] = {level: values.astype(np.float32) for level, values in right.items()}
    found = fit_weights(bases, panels, 109)
    for level in ("product", "region", "total"):
        assert found.shares[level][0][0] >= 0.8, level
    for one in panels.values():
        one.units[:, 109:] = 1e6
    assert fit_weights(bases, panels, 109).shares == found.shares


def test_without_a_year_of_history_the_prior_is_taken() -> None:
    panel = small_panel(weeks=50)
    panels = levels(panel)
    bases = {30: random_bases(panels, 0)}
    found = fit_weights(bases, panels, 50)
    assert found.shares["total"] == [list(ReconciliationSettings().prior)] * 2


def test_weights_come_back_as_they_were_saved(tmp_path: Path) -> None:
    kept = weights(total=NAIVE)
    kept.save(tmp_path)
    assert LevelWeights.load(tmp_path) == kept


def test_quantiles_move_with_the_mean() -> None:
    forecast = Forecast(
        np.array([[2.0, 0.0]], dtype=np.float32), np.array([[[1.0, 2.0, 4.0], [0.0, 0.0, 1.0]]], dtype=np.float32)
    )
    moved = rescaled(forecast, np.array([[3.0, 1.0]]))
    assert moved.mean.tolist() == [[3.0, 1.0]]
    assert moved.quantiles.tolist() == [[[1.5, 3.0, 6.0], [0.0, 0.0, 1.0]]]


@pytest.mark.parametrize("growth", [1.0, 1.5])
def test_seasonal_naive_follows_last_year_and_a_damped_growth(growth: float) -> None:
    week = np.arange(130)
    season = 100 + 60 * np.sin(2 * np.pi * week / 52)
    panel = levels(small_panel(weeks=130))["total"]
    panel.units[:] = season * np.where(week >= 52, growth, 1.0)
    found = seasonal_naive(panel, 88, 14, TopDownSettings(smoothing=1, trust=1.0, damping=1.0))
    np.testing.assert_allclose(found[0], season[88:102] * growth, rtol=0.02)
    damped = seasonal_naive(panel, 88, 14, TopDownSettings(smoothing=1, trust=1.0, damping=0.6))
    np.testing.assert_allclose(damped[0, -1], season[101], rtol=0.02)


def test_seasonal_naive_reads_nothing_at_or_after_the_origin_and_knows_short_histories() -> None:
    panel = levels(small_panel(weeks=130))["region"]
    before = seasonal_naive(panel, 90, 52)
    panel.units[:, 90:] = np.nan
    np.testing.assert_array_equal(before, seasonal_naive(panel, 90, 52))
    np.testing.assert_allclose(
        seasonal_naive(panel, 20, 4), np.repeat(panel.units[:, 16:20].mean(axis=1)[:, None], 4, axis=1), rtol=1e-5
    )
    panel.units[:] = np.nan
    assert (seasonal_naive(panel, 90, 4) == 0).all()


def test_young_products_have_shares_of_their_own() -> None:
    panel = small_panel()  # the last product begins in week 40
    panels = levels(panel)
    base = {
        "series": np.ones((len(panel), HORIZON), dtype=np.float32),
        "product": np.full((len(panels["product"]), HORIZON), 30.0, dtype=np.float32),
    }
    kept = {"series": panels["series"], "product": panels["product"]}
    means = reconcile(base, kept, 58, LevelWeights(ReconciliationSettings(), {"product": [OWN, OWN]}))
    np.testing.assert_allclose(means[:9], 10.0, rtol=1e-4)
    np.testing.assert_allclose(means[9:], 1.0, rtol=1e-4)  # of those the parts are believed unless valid says else
    found = fit_weights({44: {name: values * 4 for name, values in base.items()}}, kept, 58)
    assert set(found.shares) == {"product", "young product"}


def test_levels_that_know_of_no_launch_do_not_take_it_back() -> None:
    panel = small_panel()
    origin = 30  # before the last product begins
    panels = {level: one.until(origin) for level, one in levels(panel).items()}
    base = {
        level: np.full((len(one), HORIZON), len(panel) / len(one), dtype=np.float32) for level, one in panels.items()
    }
    base["total"][:] = 6.0  # half of what the series say
    believed = weights(product=PARTS, category=PARTS, country=PARTS, region=PARTS, total=OWN)
    means = reconcile(base, panels, origin, believed)
    np.testing.assert_allclose(means[9:], 1.0, rtol=1e-4)
    np.testing.assert_allclose(means[:9], 3.0 / 9, rtol=1e-3)
    np.testing.assert_allclose(means.sum(axis=0), 6.0, rtol=1e-3)
