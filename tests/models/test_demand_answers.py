"""Answers of a trained forecaster: order, batches, sums, days, and rows that training never saw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from demand_shop import HORIZON, REGIONS, shop_panel

from models.demand_forecasting import DemandForecaster
from models.errors import InputError

NUMBERS = ["mean", "p10", "p50", "p90", "low", "high"]


def request(*rows: tuple[str | None, str | None], **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"product_id": [p for p, _ in rows], "region": [r for _, r in rows], **columns}, dtype="str")


def everything() -> pd.DataFrame:
    """All series, products, regions, categories, countries and the total, in this order."""
    series = shop_panel().series
    rows = [series[["product_id", "region"]]]
    for name, values in (("product_id", series["product_id"]), ("region", series["region"])):
        rows.append(pd.DataFrame({name: sorted(values.unique())}))
    rows += [pd.DataFrame({name: sorted(series[name].unique())}) for name in ("category", "country")]
    return pd.concat([*rows, pd.DataFrame({"product_id": [None]})], ignore_index=True)


@pytest.fixture(scope="module")
def mixed() -> pd.DataFrame:
    frame = request(
        ("p0", "north"), ("p3", None), (None, "west"), ("new", "south"), ("p5", "west"), (None, None), ("x", None)
    )
    return frame.assign(
        title=[None, None, None, "wooden train no. 99", None, None, "rake"],
        category=[None, None, None, "toys", None, None, "garden"],
    )


def test_each_row_is_answered_in_its_place(forecaster: DemandForecaster, mixed: pd.DataFrame) -> None:
    answers = forecaster.predict(mixed, {"horizon": 3})
    assert answers["step"].tolist() == [1, 2, 3] * len(mixed)
    assert answers["product_id"].iloc[::3].tolist() == ["p0", "p3", "", "new", "p5", "", "x"]
    assert answers["region"].iloc[::3].tolist() == ["north", "", "west", "south", "west", "", ""]
    assert answers["basis"].iloc[::3].tolist() == [
        "history",
        "aggregate",
        "aggregate",
        "new product",
        "new region",
        "aggregate",
        "new product",
    ]
    assert answers["category"].iloc[0] == "toys"
    assert answers["country"].iloc[0] == "alba"
    assert set(answers["origin"]) == {"2025-08-11"}
    assert answers["date"].iloc[:3].tolist() == ["2025-08-11", "2025-08-18", "2025-08-25"]


@pytest.mark.parametrize("frequency", ["weekly", "daily"])
def test_answers_do_not_depend_on_the_batch(forecaster: DemandForecaster, mixed: pd.DataFrame, frequency: str) -> None:
    params = {"horizon": 2, "frequency": frequency}
    together = forecaster.predict(mixed, params)
    alone = pd.concat([forecaster.predict(mixed.iloc[[row]], params) for row in range(len(mixed))])
    np.testing.assert_allclose(together[NUMBERS], alone[NUMBERS], rtol=1e-5, atol=1e-5)
    assert together["basis"].tolist() == alone["basis"].tolist()


def test_what_is_asked_twice_is_answered_twice(forecaster: DemandForecaster, mixed: pd.DataFrame) -> None:
    twice = forecaster.predict(pd.concat([mixed, mixed]), {"horizon": 2})
    half = len(twice) // 2
    pd.testing.assert_frame_equal(twice.iloc[:half], twice.iloc[half:].reset_index(drop=True))


def test_a_request_of_no_rows_has_an_answer_of_the_same_types(
    forecaster: DemandForecaster, mixed: pd.DataFrame
) -> None:
    full, empty = forecaster.predict(mixed), forecaster.predict(mixed.iloc[:0])
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


@pytest.mark.parametrize("params", [{"horizon": HORIZON}, {"horizon": 2, "frequency": "daily"}])
@pytest.mark.parametrize("origin", [None, "2025-06-02"])
def test_sums_are_exact_across_all_levels(
    forecaster: DemandForecaster, params: dict[str, Any], origin: str | None
) -> None:
    asked = everything()
    means = forecaster.predict(asked.assign(origin=origin), params)["mean"].to_numpy().reshape(len(asked), -1)
    series = shop_panel().series
    parts, rest = means[: len(series)], iter(means[len(series) :])
    for name in ("product_id", "region", "category", "country"):
        for one in sorted(series[name].unique()):
            np.testing.assert_array_equal(next(rest), parts[(series[name] == one).to_numpy()].sum(axis=0))
    np.testing.assert_array_equal(next(rest), parts.sum(axis=0))


def test_days_sum_exactly_to_weeks(forecaster: DemandForecaster, mixed: pd.DataFrame) -> None:
    weeks = forecaster.predict(mixed, {"horizon": 4})["mean"].to_numpy()
    days = forecaster.predict(mixed, {"horizon": 4, "frequency": "daily"})
    np.testing.assert_array_equal(days["mean"].to_numpy().reshape(-1, 7).sum(axis=1), weeks)
    assert days["date"].iloc[:2].tolist() == ["2025-08-11", "2025-08-12"]
    assert days["step"].iloc[:28].tolist() == list(range(1, 29))


def test_days_follow_the_habits_of_the_shop(forecaster: DemandForecaster) -> None:
    days = forecaster.predict(request((None, None)), {"horizon": 4, "frequency": "daily"})
    by_day = days["mean"].to_numpy().reshape(4, 7).sum(axis=0)
    np.testing.assert_allclose(by_day / by_day.sum(), np.array([1, 1, 1, 1, 2, 3, 0.5]) / 9.5, atol=0.02)


@pytest.mark.parametrize("frequency", ["weekly", "daily"])
def test_quantiles_are_ordered_and_nothing_is_below_zero(forecaster: DemandForecaster, frequency: str) -> None:
    found = forecaster.predict(everything(), {"horizon": 8, "frequency": frequency})
    assert (found["p10"] <= found["p50"]).all()
    assert (found["p50"] <= found["p90"]).all()
    assert (found["low"] <= found["high"]).all()
    assert (found[NUMBERS] >= 0).all().all()
    assert np.isfinite(found[NUMBERS]).all().all()


def test_a_new_product_is_forecast_like_its_kind(forecaster: DemandForecaster) -> None:
    frame = request(("new", "north"), ("new", "west"), ("other", "north"), ("nothing", "north")).assign(
        title=["wooden train no. 77", "wooden train no. 77", None, None], category=["toys", "toys", "toys", None]
    )
    found = forecaster.predict(frame, {"horizon": 8})
    means = found.groupby(np.repeat(np.arange(4), 8))["mean"].mean()
    assert found["basis"].iloc[::8].tolist() == ["new product", "new product", "category", "shop"]
    assert 0.5 < means[0] < 10
    assert means[1] < means[0]  # the west buys less
    assert (means > 0).all()


def test_a_new_product_over_all_regions_is_the_sum_of_them(forecaster: DemandForecaster) -> None:
    frame = request(("new", None), *[("new", region) for region in REGIONS]).assign(title="puzzle", category="toys")
    means = forecaster.predict(frame, {"horizon": 4})["mean"].to_numpy().reshape(-1, 4)
    np.testing.assert_array_equal(means[0], means[1:].sum(axis=0))


def test_a_product_that_is_launched_later_sells_nothing_before(forecaster: DemandForecaster) -> None:
    frame = request(("new", "north")).assign(title="puzzle", launch_date="2025-08-27")
    found = forecaster.predict(frame, {"horizon": 6})
    assert found["mean"].iloc[:2].tolist() == [0, 0]
    assert (found["mean"].iloc[2:] > 0).all()
    assert (found[["p90", "high"]].iloc[:2] == 0).all().all()
    days = forecaster.predict(frame, {"horizon": 3, "frequency": "daily"})["mean"].to_numpy()
    assert (days[:16] == 0).all()
    assert days[16:].sum() > 0


def test_a_product_that_ends_sells_nothing_after(forecaster: DemandForecaster) -> None:
    found = forecaster.predict(request(("p23", "north"), ("p23", None)), {"horizon": 6})
    values = found[NUMBERS].to_numpy().reshape(2, 6, -1)
    assert (values[:, :4, 0] > 0).all()
    assert (values[:, 4:] == 0).all()


def test_a_series_that_never_sold_is_forecast_about_zero(forecaster: DemandForecaster) -> None:
    found = forecaster.predict(request(("p21", "north")), {"horizon": 8})
    assert found["basis"].iloc[0] == "history"
    assert (found["mean"] < 0.3).all()
    assert (found["p50"] < 0.1).all()


def test_an_unknown_region_is_answered(forecaster: DemandForecaster) -> None:
    found = forecaster.predict(request(("p0", "east"), (None, "east")), {"horizon": 4})
    assert found["basis"].tolist() == ["new region"] * 8
    assert (found["mean"] > 0).all()
    assert found["region"].tolist() == ["east"] * 8
    regions = forecaster.predict(request(*[(None, region) for region in REGIONS]), {"horizon": 4})
    assert found["mean"].iloc[4:].between(regions["mean"].min(), regions["mean"].max()).all()


def test_unknown_groups_do_not_fail_a_champion(forecaster: DemandForecaster) -> None:
    frame = pd.DataFrame(
        {"product_id": [None] * 2, "category": ["music", None], "country": [None, "dania"]}, dtype="str"
    )
    found = forecaster.predict(frame, {"horizon": 2})
    assert found["basis"].tolist() == ["new product"] * 2 + ["new region"] * 2
    daily = forecaster.predict(frame, {"horizon": 2, "frequency": "daily"})["mean"].to_numpy()
    np.testing.assert_array_equal(daily.reshape(-1, 7).sum(axis=1), found["mean"])


def test_a_horizon_beyond_the_trained_one_is_refused(forecaster: DemandForecaster) -> None:
    with pytest.raises(InputError, match=f"horizon is {HORIZON + 1} weeks and the model was trained for {HORIZON}"):
        forecaster.predict(request(("p0", "north")), {"horizon": HORIZON + 1})


def test_an_origin_after_the_last_week_goes_on_from_there(forecaster: DemandForecaster) -> None:
    usual = forecaster.predict(request(("p0", "north")), {"horizon": 6})
    later = forecaster.predict(request(("p0", "north")).assign(origin="2025-09-01"), {"horizon": 3})
    np.testing.assert_array_equal(later[NUMBERS], usual[NUMBERS].iloc[3:])
    assert later["date"].tolist() == usual["date"].iloc[3:].tolist()
    far = forecaster.predict(request(("p0", "north")).assign(origin="2031-09-01"), {"horizon": 3})
    assert np.isfinite(far[NUMBERS]).all().all()


def test_nulls_ask_for_all(forecaster: DemandForecaster) -> None:
    frame = pd.DataFrame(
        {name: [None] for name in ("product_id", "region", "title", "origin", "attributes")}, dtype="str"
    )
    total = forecaster.predict(frame.assign(price=np.nan), {"horizon": 1})
    assert total["basis"].tolist() == ["aggregate"]
    assert total["mean"].iloc[0] == pytest.approx(shop_panel().units[:, -8:].sum(axis=0).mean(), rel=0.25)


def test_ten_thousand_rows_are_answered_in_order(forecaster: DemandForecaster, mixed: pd.DataFrame) -> None:
    many = mixed.iloc[np.resize(np.arange(len(mixed)), 10_000)].reset_index(drop=True)
    answers = forecaster.predict(many, {"horizon": HORIZON})
    once = forecaster.predict(mixed, {"horizon": HORIZON})
    np.testing.assert_array_equal(answers["mean"], np.resize(once["mean"], len(answers)))
    assert answers["product_id"].tolist() == np.resize(once["product_id"], len(answers)).tolist()
