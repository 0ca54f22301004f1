"""The parts of the forecasting benchmark: who is measured on which weeks, and how, against plain counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from demand_panels import small_panel

from benchmarks import demand_forecasting_report as report
from benchmarks.demand_forecasting_ours import _request
from benchmarks.demand_forecasting_peers import Answer, methods
from benchmarks.demand_forecasting_rows import Rows, rows_of
from benchmarks.demand_forecasting_scores import against, measures, scale, table
from benchmarks.demand_forecasting_targets import SPLITS

RESAMPLING = {"resamples": 100, "confidence": 0.95, "seed": 0}
ORIGIN, HORIZON = 6, 2


@pytest.fixture
def rows() -> Rows:
    units = [[0, 4, 6, 2, 4, 4, 5, 9], [200, 100, 300, 200, 100, 300, 150, 150], [0, 0, 0, 0, 0, 0, 0, 7]]
    return Rows(
        "product", np.array(["a", "b", "c"]), np.array(units, float), np.array([1, 0, 7]), np.datetime64("2024-01-01")
    )


def test_rows_are_the_panel_summed_with_unknown_weeks_as_nothing() -> None:
    panel = small_panel()
    shut = np.array(panel.units)
    shut[:, 5] = np.nan
    products = rows_of(replace(panel, units=shut), "product")
    assert products.ids.tolist() == ["p0", "p1", "p2", "p3"]
    np.testing.assert_allclose(products.units.sum(axis=0), np.nan_to_num(shut).sum(axis=0))
    assert (products.units[:, 5] == 0).all()
    assert products.first[3] >= 40
    assert rows_of(panel, "country").ids.tolist() == ["north", "south"]
    assert rows_of(panel, "total").ids.tolist() == ["all"]
    assert products.day(2) == np.datetime64("2024-01-15")
    assert products.week(date(2024, 1, 15)) == 2


def test_peers_see_weeks_from_the_first_sale_to_the_origin_alone(rows: Rows) -> None:
    long = rows.long(ORIGIN)
    assert long.groupby("unique_id").size().to_dict() == {"a": 5, "b": 6}, "c had sold nothing"
    assert long.loc[long["unique_id"] == "a", "y"].tolist() == [4, 6, 2, 4, 4]
    assert long["ds"].max() == np.datetime64("2024-02-05")
    answer = (
        long[["unique_id"]]
        .drop_duplicates()
        .merge(long[["ds"]].tail(HORIZON), how="cross")
        .assign(x=[1, -2, 3, np.nan])
    )
    np.testing.assert_array_equal(rows.wide(answer, "x", HORIZON), [[1, 0], [3, 0], [0, 0]])


def test_plain_rules(rows: Rows) -> None:
    plain = methods()
    mean = plain["mean of 13 weeks"](rows, ORIGIN, HORIZON).point
    np.testing.assert_allclose(mean, [[20 / 6] * 2, [200] * 2, [0, 0]])
    assert (plain["zero"](rows, ORIGIN, HORIZON).point == 0).all()


def test_measures_are_those_of_counting_by_hand(rows: Rows) -> None:
    point, mean = np.array([[4, 8], [200, 100], [0, 0]], float), np.array([[5, 9], [150, 170], [1, 1]], float)
    low, high = np.array([[4, 4], [160, 100], [0, 0]], float), np.array([[6, 8], [200, 200], [0, 9]], float)
    answer = Answer(point, mean, p10=point - 1, p90=point + 3, low=low, high=high)
    scored = table(rows, ORIGIN, HORIZON, answer)
    found = {name: measure["value"] for name, measure in measures(scored, answer, RESAMPLING).items()}
    sold = 5 + 9 + 300 + 7
    assert found["wape"] == pytest.approx((1 + 1 + 50 + 50 + 0 + 7) / sold)
    assert found["bias"] == pytest.approx((14 - 14 + 320 - 300 + 2 - 7) / sold)
    assert found["wape_week_1"] == pytest.approx(51 / 155)
    assert found["wape_week_2_4"] == pytest.approx(58 / 166)
    assert "wape_week_5_13" not in found
    # Covered: 5 in 4..6; 9 not in 4..8; 150 not in 160..200; 150 in 100..200; 0 in 0..0; 7 in 0..9.
    assert found["coverage_80"] == pytest.approx(4 / 6)
    assert found["coverage_80_volume_1 to 10"] == pytest.approx(1 / 2)
    assert found["coverage_80_volume_none"] == 1.0
    # Below P10: 150 under 199. Above P90: 150 over 103, 7 over 3.
    assert (found["below"], found["above"]) == (pytest.approx(1 / 6), pytest.approx(2 / 6))
    b = np.sqrt((0**2 + 20**2) / 2 / np.mean(np.diff(rows.units[1, :ORIGIN]) ** 2))
    assert found["rmsse"] == pytest.approx((0 + b) / 2)


def test_scale_needs_a_history(rows: Rows) -> None:
    np.testing.assert_allclose(scale(rows, ORIGIN), [(4 + 16 + 4 + 0) / 4, 1e4 * (1 + 4 + 1 + 1 + 4) / 5, np.nan])


def test_ours_over_a_peer_is_the_ratio_of_errors(rows: Rows) -> None:
    near, far = (Answer.of(rows.units[:, ORIGIN:] + off) for off in (1.0, 4.0))
    ratio = against(table(rows, ORIGIN, HORIZON, near), table(rows, ORIGIN, HORIZON, far), RESAMPLING)
    assert (ratio["value"], ratio["low"], ratio["high"]) == (pytest.approx(0.25),) * 3
    found = measures(table(rows, ORIGIN, HORIZON, near), near, RESAMPLING)
    assert not {"weighted_quantile_loss", "coverage_80"} & set(found), "a point forecast has neither"


@pytest.mark.parametrize(("level", "column"), [("product", "product_id"), ("country", "country"), ("total", None)])
def test_our_model_is_asked_at_the_level_that_is_measured(level: str, column: str | None) -> None:
    rows = rows_of(small_panel(), level)
    request = _request(level, rows, "2024-02-05")
    assert set(request["origin"]) == {"2024-02-05"}
    for name in ("product_id", "country"):
        assert request[name].notna().all() if name == column else request[name].isna().all()
    assert len(request) == len(rows)


def test_a_target_is_a_bound_that_may_or_may_not_be_touched() -> None:
    assert SPLITS["last-13"].met(0.70) is True
    assert SPLITS["last-52"].met(0.95) is False
    assert SPLITS["development"].met(0.1) is None
    assert SPLITS["development"].settings[0] == "as_of=2011-09-04"


def test_verdicts_name_the_best_peer_of_each_level(rows: Rows) -> None:
    levels = {}
    for level, worse in (("product", 1.0), ("total", 9.0)):
        here = replace(rows, level=level)
        actual = here.units[:, ORIGIN:]
        ours = Answer(actual + worse, actual, low=actual, high=actual)
        peers = {"good": Answer.of(actual + 3), "bad": Answer.of(actual + 20)}
        levels[level] = {
            name: {"measures": measures(table(here, ORIGIN, HORIZON, one), one, RESAMPLING), "seconds": 0.0}
            for name, one in {"ours": ours, **peers}.items()
        }
    said = report.verdicts("last-13", SPLITS["last-13"], levels)
    assert said[0].endswith("target <= 0.7: met")
    assert said[1].endswith("cover 1.000, target 0.77-0.83: missed")
    assert "best peer good" in said[2]
    assert [sentence.rpartition(" ")[2] for sentence in said[2:]] == ["met", "missed"]
