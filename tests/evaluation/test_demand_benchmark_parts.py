"""What the demand benchmarks measure with: against truths that are made by hand, and tables for measuring cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.demand_after_spikes import after_spikes
from benchmarks.demand_cost_fit import fit
from benchmarks.demand_simulated_measures import against_floor
from benchmarks.demand_truth import Forecasts, Truth, ask
from benchmarks.demand_weekly_tables import write_weekly
from features.demand_forecasting import FeaturesParameters, build
from models.demand_forecasting.panel import Panel

WEEKS, HORIZON, SERIES = 120, 13, 40
NEW = 10  # of the series, on offer from week 104 on
ORIGIN = 100


@pytest.fixture(scope="module")
def truth() -> Truth:
    """Twenty products in two regions; the last ones have no history at the origin."""
    rng = np.random.default_rng(0)
    mean = np.exp(rng.normal(2.0, 0.5, (SERIES, 1))) * np.ones((SERIES, WEEKS))
    mean[-NEW:, : ORIGIN + 4] = np.nan
    asked = np.where(np.isfinite(mean), rng.poisson(np.nan_to_num(mean)), np.nan)
    product = np.repeat(np.arange(SERIES // 2), 2)
    series = pd.DataFrame(
        {"product_id": [f"p{number:02d}" for number in product], "region": ["n", "s"] * (SERIES // 2)}
    )
    begun = np.where(np.arange(SERIES) < SERIES - NEW, 0, ORIGIN + 4)
    return Truth(series, mean, mean, asked, product, begun)


def guess(truth: Truth, change: Callable[[np.ndarray], np.ndarray], origin: int = ORIGIN) -> Forecasts:
    rows = np.flatnonzero(np.isfinite(truth.mean[:, origin : origin + HORIZON]).any(axis=1))
    mean = np.nan_to_num(truth.mean[rows, origin : origin + HORIZON])
    return Forecasts(origin, rows, change(mean), np.floor(mean))


def test_the_true_mean_has_the_error_of_the_floor_and_a_wrong_one_a_larger_error(truth: Truth) -> None:
    errors, histories, compared = against_floor(truth, [guess(truth, lambda mean: mean)])
    for name in ("series, all", "product, all", "series, weeks 1-4", "series, weeks 5-13"):
        assert errors[name]["relative"] == pytest.approx({"value": 1, "low": 1, "high": 1})
        assert errors[name]["wape"] == errors[name]["floor"] > 0.1
    assert errors["product, all"]["wape"] < errors["series, all"]["wape"]  # regions' chance cancels out
    assert errors["series, all"]["wape_p50"] != errors["series, all"]["wape"]
    assert "series, weeks 27-52" not in errors  # nothing was asked of them
    assert histories["0"]["products"] == NEW // 2
    assert histories["52+"]["products"] == (SERIES - NEW) // 2
    assert compared["relative"]["value"] == pytest.approx(1)

    doubled, _, _ = against_floor(truth, [guess(truth, lambda mean: 2 * mean)])
    relative = doubled["series, all"]["relative"]
    assert relative["value"] > 2
    assert relative["low"] < relative["value"] < relative["high"]


def test_products_without_history_are_compared_with_those_that_have_a_year(truth: Truth) -> None:
    def worse_if_new(mean: np.ndarray) -> np.ndarray:
        return np.where(np.arange(len(mean))[:, None] >= SERIES - NEW, 3 * mean, mean)

    _, histories, compared = against_floor(truth, [guess(truth, worse_if_new)])
    rows = slice(SERIES - NEW, None)
    weeks = slice(ORIGIN + 4, ORIGIN + HORIZON)
    mean, asked = truth.mean[rows, weeks], truth.asked[rows, weeks]
    by_hand = np.abs(3 * mean - asked).sum() / np.abs(mean - asked).sum()
    assert compared["relative"]["value"] == pytest.approx(by_hand)
    assert histories["0"]["wape"] == pytest.approx(np.abs(3 * mean - asked).sum() / asked.sum())
    assert histories["52+"]["relative"]["value"] == pytest.approx(1)


def test_the_bias_after_a_spike_is_counted_where_a_spike_was_known_at_the_origin(truth: Truth) -> None:
    known = truth.asked.copy()
    known[0, ORIGIN - 1] = 40 * truth.mean[0, 0]  # followed by four weeks
    known[4, ORIGIN - 3] = 40 * truth.mean[4, 0]  # of which two are left
    known[6, ORIGIN - 5] = 40 * truth.mean[6, 0]  # long ago
    known[8, ORIGIN - 1] = 40 * truth.mean[8, 0]  # and goes on
    mean = truth.mean.copy()
    mean[8, ORIGIN : ORIGIN + 3] *= 20
    spiked = replace(truth, mean=mean)
    echoing, quiet = guess(truth, lambda mean: mean * 1.8), guess(truth, lambda mean: mean * 1.2)
    found = after_spikes(spiked, known, [(quiet, echoing)])
    rows = [(0, step) for step in range(4)] + [(4, 0), (4, 1), (8, 3)]
    asked, usual = (sum(array[row, ORIGIN + step] for row, step in rows) for array in (truth.asked, truth.mean))
    assert found["against asked"]["weeks"] == len(rows)
    assert found["against asked"]["bias"] == pytest.approx(1.2 * usual / asked - 1)
    assert found["against asked"]["bias_without_masking"] == pytest.approx(1.8 * usual / asked - 1)
    assert found["against mean"]["bias"] == pytest.approx(0.2)
    assert found["against rate"]["bias_without_masking"] == pytest.approx(0.8)
    assert found["against rate"]["cut"]["value"] == pytest.approx(0.75)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Panel, int]:
    folder = tmp_path_factory.mktemp("weekly")
    series = write_weekly(folder / "tables", seed=1, series=300)
    build(folder / "tables", folder / "examples", FeaturesParameters())
    return folder, Panel.load(folder / "examples" / "panel"), series


def test_weekly_tables_hold_about_so_many_series_and_become_a_weekly_panel(built: tuple[Path, Panel, int]) -> None:
    folder, panel, series = built
    assert 300 <= series < 600
    assert 0.9 * series < len(panel) <= series
    assert panel.weekday is None
    facts = json.loads((folder / "examples" / "facts.json").read_text(encoding="utf-8"))
    assert (facts["frequency"], facts["weeks"]) == ("weekly", 157)
    assert len(panel.promotions) > 1_000
    assert np.nansum(panel.units) > 10_000


def test_every_series_on_offer_is_asked_for_and_unknown_ones_with_what_the_catalogue_says(
    built: tuple[Path, Panel, int],
) -> None:
    _, panel, _ = built
    told = panel.products[["product_id", "title", "category", "attributes"]].copy()
    told["launch_date"] = pd.Timestamp("2024-12-02", tz="UTC")
    known = panel.series.iloc[[0, 5]][["product_id", "region"]].reset_index(drop=True)
    stranger = pd.DataFrame({"product_id": ["never sold"], "region": ["us-west"]})
    series = pd.concat([known, stranger], ignore_index=True)
    told = pd.concat([told, told.iloc[[0]].assign(product_id="never sold", title="A new lamp")], ignore_index=True)
    mean = np.ones((3, panel.weeks))
    mean[1, 100:] = np.nan  # no longer on offer
    truth = Truth(series, mean, mean, mean, np.arange(3), np.zeros(3, dtype=np.int64))
    seen: dict[str, Any] = {}

    def predict(frame: pd.DataFrame, params: dict[str, Any] | None) -> pd.DataFrame:
        seen.update(frame=frame, params=params)
        steps = np.arange(len(frame) * 5, dtype=np.float64)
        return pd.DataFrame({"mean": steps, "p50": steps + 0.5})

    found = ask(predict, truth, panel, told, panel.weeks - 3, 5)
    frame = seen["frame"]
    assert frame["product_id"].tolist() == [series["product_id"][0], "never sold"]
    assert frame["origin"].unique().tolist() == ["2024-12-09"]
    assert seen["params"] == {"horizon": 5}
    assert pd.isna(frame["title"][0])
    assert (frame["title"][1], frame["launch_date"][1]) == ("A new lamp", "2024-12-02")
    assert found.mean.tolist() == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert np.isnan(found.of(mean)).tolist() == [[False] * 3 + [True] * 2] * 2


def test_a_power_law_is_found_again_and_a_fixed_cost_is_told_from_a_slope() -> None:
    sizes = np.array([1e3, 1e4, 1e5])
    found = fit(sizes, 3e-4 * sizes**1.1)
    assert (found.factor, found.exponent) == (pytest.approx(3e-4), pytest.approx(1.1))
    assert found.by_power(2e7) == pytest.approx(3e-4 * 2e7**1.1)
    line = fit(sizes, 20 + 2e-3 * sizes)
    assert (line.fixed, line.slope) == (pytest.approx(20), pytest.approx(2e-3))
    assert line.by_slope(2e7) == pytest.approx(40_020)
    assert line.exponent < 1  # what is fixed hides the growth
    with pytest.raises(ValueError, match="two or more"):
        fit(sizes[:1], sizes[:1])
    with pytest.raises(ValueError, match="above 0"):
        fit(sizes, np.zeros(3))
