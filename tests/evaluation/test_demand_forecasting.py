"""Measures of demand forecasting on cases small enough to be worked out by hand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from demand_for_tests import HORIZON, ORIGIN, WEEKS, answers, examples, panel

from evaluation import demand_forecasting as room
from evaluation import demand_slices, demand_spikes, forecast_sums, naive_forecasts
from evaluation.bootstrap import once, paired_test
from evaluation.demand_requests import squared_changes
from evaluation.forecast_sums import Forecasts
from evaluation.gate_policy import is_known


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return room.requests(examples(tmp_path_factory.mktemp("examples")))


@pytest.fixture(scope="module")
def measured(table: pd.DataFrame) -> dict:
    found = room.outcomes(table, answers(table, shift=1.0))
    return room.measures(found, resamples=100, confidence=0.9, seed=0)


def test_naive_forecasts_by_hand() -> None:
    before = np.array([[*range(1, 61)], [*[np.nan] * 50, *range(10)]], dtype=float)
    mean = naive_forecasts.thirteen_week_mean(before, 2)
    assert mean.tolist() == [[54.0, 54.0], [4.5, 4.5]]
    season = naive_forecasts.seasonal_naive(before, 60)
    assert season[0, [0, 51, 52]].tolist() == [9.0, 60.0, 9.0]
    assert season[1, [0, 41, 42, 51]].tolist() == [4.5, 4.5, 0.0, 9.0]
    level = naive_forecasts.own_level(before)
    assert level[0] == np.arange(35, 59).mean()
    assert np.isnan(level[1])


def test_sums_of_one_row_by_hand() -> None:
    units = np.array([[4.0, 0.0, np.nan, 10.0]])
    told = Forecasts(*(np.full((1, 4), value) for value in (5.0, 1.0, 3.0, 6.0, 0.0, 6.0)))
    weekly = forecast_sums.by_week(units, told, np.full((1, 4), 2.0), np.full((1, 4), 4.0))
    found = {name: float(values[0]) for name, values in forecast_sums.sums(weekly, np.array([2.0])).items()}
    assert found["cells"] == 3
    assert found["units"] == 14
    assert found["error"] == 1 + 3 + 7
    assert found["signed"] == 1 + 5 - 5
    assert found["covered"] == 2
    assert (found["below"], found["above"]) == (1, 1)
    assert (found["naive"], found["average"]) == (2 + 2 + 8, 0 + 4 + 6)
    # P10 = 1: 0.1*3, 0.9*1, 0.1*9; P50 = 3: 0.5*(1, 3, 7); P90 = 6: 0.1*2, 0.1*6, 0.9*4
    assert found["pinball"] == pytest.approx(2.1 + 5.5 + 4.4)
    assert found["scaled"] == pytest.approx(np.sqrt((1 + 25 + 25) / 3 / 2))
    assert (found["error@1"], found["error@2_4"], found["error@week_4"], found["cells@5_13"]) == (1, 10, 7, 0)


def test_the_questions_carry_what_became_of_them(table: pd.DataFrame) -> None:
    made = panel()
    row = table[(table["product_id"] == "a") & (table["region"] == "south")].iloc[0]
    assert row["units"].tolist() == made.units[1, ORIGIN : ORIGIN + HORIZON].tolist()
    assert row["naive"][0] == pytest.approx(made.units[1, ORIGIN - 52])
    total = table[table["level"] == "total"].iloc[0]
    np.testing.assert_allclose(total["units"], made.units[:, ORIGIN : ORIGIN + HORIZON].sum(axis=0), rtol=1e-6)
    asked = room.request_columns(table)
    assert set(asked) == {"product_id", "region", "category", "country", "origin", "title", "attributes", "launch_date"}
    assert asked.loc[total.name, ["product_id", "region"]].tolist() == ["", ""]
    assert room.request_params(table) == {"horizon": HORIZON}
    launched = table[table["product_id"] == "d"].iloc[0]
    assert launched["launch_date"] == str(made.date_of(ORIGIN))


def test_weeks_mostly_out_of_stock_are_no_demand(tmp_path: Path) -> None:
    from dataclasses import replace

    made = panel()
    out_of_stock = np.zeros((8, WEEKS), dtype=np.float32)
    out_of_stock[0, ORIGIN : ORIGIN + 2] = (0.4, 0.8)
    found = room.requests(examples(tmp_path, replace(made, stockout=out_of_stock)))
    assert np.isfinite(found.loc[0, "units"][:2]).tolist() == [True, False]
    assert room.outcomes(found, answers(found)).loc[0, "cells"] == HORIZON - 1


def test_an_error_of_one_unit_a_week_everywhere(table: pd.DataFrame, measured: dict) -> None:
    series = table[table["level"] == "series"]
    sold = float(np.stack(series["units"]).sum())
    assert measured["wape"].value == pytest.approx(8 * HORIZON / sold)
    assert measured["wape_total"].value == pytest.approx(HORIZON / sold, rel=1e-6)
    assert measured["bias"].value == pytest.approx(8 * HORIZON / sold)
    assert measured["absolute_bias"].value == measured["bias"].value
    assert measured["coverage_80"].value == 1.0
    assert measured["coverage_error"].value == pytest.approx(0.2)
    assert measured["wape"].low <= measured["wape"].value <= measured["wape"].high
    ratio = measured["wape"].value / measured["wape_seasonal_naive"].value
    assert measured["wape_ratio_to_seasonal_naive"].value == pytest.approx(ratio)
    assert measured["wape_history_0"].n == 2 * HORIZON
    assert "wape_history_1_4" not in measured
    assert measured["wape_worst_region"].meaning.endswith("north")


def test_all_that_is_measured_is_declared_and_all_directions_agree(measured: dict) -> None:
    declared = (*room.STATISTICS, *room.MEASURES)
    assert [name for name in measured if not is_known(name, declared)] == []
    assert {name for name in room.STATISTICS if not measured[name].higher_is_better} == room.LOWER_IS_BETTER


def test_bias_cancels_and_error_does_not(table: pd.DataFrame) -> None:
    told = answers(table)
    told["mean"] += np.where(told["step"] % 2 == 0, 1.0, -1.0)
    told["p50"] = told["mean"]
    found = room.measures(room.outcomes(table, told), resamples=100, confidence=0.9, seed=0)
    assert found["bias"].value == pytest.approx(0.0, abs=1e-9)
    assert found["wape"].value > 0.03


def test_a_better_model_gains_where_lower_is_better(table: pd.DataFrame) -> None:
    better, worse = (room.outcomes(table, answers(table, shift)) for shift in (0.5, 1.0))
    test = paired_test(
        better, worse, room.STATISTICS["wape"], resamples=200, confidence=0.95, seed=0, higher_is_better=False
    )
    assert test.low > 0
    assert test.difference == pytest.approx(float(room.STATISTICS["wape"](better, once(len(better)))[0]))


def test_a_champion_of_a_shorter_horizon_goes_on_with_its_last_week(table: pd.DataFrame) -> None:
    short = answers(table, horizon=3)
    found = room.outcomes(table, short).loc[0, "by_week_error"]
    sold = table.loc[0, "units"]
    np.testing.assert_allclose(found, np.abs(sold - np.where(np.arange(HORIZON) < 3, sold, sold[2])))
    with pytest.raises(ValueError, match="questions were asked and"):
        room.outcomes(table, short[short["step"] > 1])


def test_spikes_are_found_ranked_and_echo(table: pd.DataFrame) -> None:
    level = np.array([2.0, 0.5, np.nan])
    units = np.array([[1.0, 7.0, 6.0], [9.0, 9.0, 9.0], [9.0, 9.0, 9.0]])
    assert demand_spikes.is_spike(units, level).tolist() == [[False, True, False], [False] * 3, [False] * 3]
    after = demand_spikes.after_a_spike(units, [np.array([1.0, 9.0, 1.0])] * 3, level)
    assert after.tolist() == [[True, False, True], [False] * 3, [False] * 3]
    found = room.outcomes(table, answers(table)).query("level == 'product'")
    # `a` sold eight times its level two weeks before the origin: three of the four weeks after it are left.
    assert found["after_spike_units"].tolist() == [found["by_week_units"].iloc[0][:3].sum(), 0, 0, 0]
    assert np.stack(found["spikes"]).sum() == 1
    assert demand_spikes.recall_at_precision(0.5, "product")(found, once(4)).tolist() == [1.0]
    flat = answers(table).assign(mean=12.0)
    blind = room.outcomes(table, flat).query("level == 'product'")
    assert demand_spikes.recall_at_precision(0.5, "product")(blind, once(4)).tolist() == [0.0]


def test_slices_are_by_history_and_by_the_largest_regions(table: pd.DataFrame) -> None:
    found = room.slices(room.outcomes(table, answers(table)))
    assert len(found["history_0"]) == 2
    assert len(found["history_longer"]) == 6
    assert len(found["history_5_13"]) == 0
    assert list(found)[-2:] == ["in_south", "in_north"]
    assert demand_slices.slug(" United Kingdom!") == "united_kingdom"


def test_the_report_shows_the_largest_and_the_worst_each_once(table: pd.DataFrame) -> None:
    found = room.outcomes(table, answers(table, shift=1.0))
    shown = found[found["shown"] != ""]
    assert shown["shown"].is_unique
    assert {"All sales", "Largest product", "Largest series without history", "Worst series 3"} <= set(shown["shown"])
    drawn = {plot.name: plot for plot in room.plots(found)}
    assert len(drawn) == 3 + len(shown)
    fan = drawn["All sales"]
    assert fan.band
    assert fan.y == pytest.approx([value + 1 for value in table.loc[17, "units"]])
    assert fan.lines["sold"].x[-1] == HORIZON
    assert len(fan.lines["sold"].x) == 52 + HORIZON
    assert drawn["Coverage by horizon"].y == [1.0] * HORIZON
    named = {plot.subject for plot in drawn.values() if plot.subject}
    assert len(named) == len(shown)


def test_sums_that_are_no_sums_are_found(table: pd.DataFrame, tmp_path: Path) -> None:
    settings = {"coherence_questions": 100, "seed": 0}
    made = examples(tmp_path)
    series = panel().series

    def predict(request: pd.DataFrame, params: dict) -> pd.DataFrame:
        names = ["product_id", "region", "category", "country"]
        counts = [
            np.logical_and.reduce(
                [series[name] == row[name] for name in names if row[name]] or [series["region"] != ""]
            )
            for row in request.to_dict("records")
        ]
        parts = np.array([mask.sum() for mask in counts], dtype=float)
        return pd.DataFrame({"mean": np.repeat(parts, params["horizon"])})

    assert room.challenges(SimpleNamespace(predict=predict), made, table, settings)["incoherence"].value == 0.0

    def boastful(request: pd.DataFrame, params: dict) -> pd.DataFrame:
        return predict(request, params).assign(mean=lambda told: told["mean"].where(told["mean"] < 8, 10.0))

    boasting = SimpleNamespace(predict=boastful)
    assert room.challenges(boasting, made, table, settings)["incoherence"].value == pytest.approx(0.2)


def test_the_scale_of_rmsse_is_the_mean_squared_change_since_the_first_sale() -> None:
    before = np.tile(np.array([0.0, 0.0, 2.0, 5.0, 5.0, 1.0] * 4), (2, 1))
    since = before[0, 2:]
    wanted = np.mean(np.diff(since) ** 2)
    found = squared_changes(before, np.array([2, 24]))
    assert found[0] == pytest.approx(wanted)
    assert np.isnan(found[1])
