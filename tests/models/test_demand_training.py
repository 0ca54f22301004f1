"""Training of a forecaster: what it may look at, what it writes, and what it measures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_shop import HORIZON, QUICK, REGIONS, TRAIN_END, VALID_END, WEEKS, shop_panel, weekly_only, write_examples

from models import bundle
from models.demand_forecasting import DemandForecaster, train
from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.forecaster import Files
from models.demand_forecasting.outlook import look
from models.demand_forecasting.panel import Panel
from models.errors import InputError

NUMBERS = ["mean", "p10", "p50", "p90", "low", "high"]


def ignore_progress(_step: str, _share: float) -> None:
    """Not looked at here."""


def asked(week: int) -> pd.DataFrame:
    """A series, its product, a region and the total, a late and a new product, all from one origin."""
    frame = pd.DataFrame(
        {
            "product_id": ["p0", "p0", None, None, "p22", "new"],
            "region": ["north", None, "south", None, "north", "north"],
            "title": [None, None, None, None, None, "wooden train"],
        },
        dtype="str",
    )
    return frame.assign(origin=str(shop_panel().date_of(week)))


def with_other_future(panel: Panel, week: int) -> Panel:
    """All that is known only from a week on is something else."""
    units, price = panel.units.copy(), np.array(panel.price)
    assert panel.weekday is not None
    weekday = panel.weekday.copy()
    units[:, week:] = 1_000
    price[:, week:] = 77
    weekday[:, week // 13 :] = np.arange(7) * 100
    daily = panel.daily.assign(units=np.where(panel.daily["day"] >= 7 * week, 999, panel.daily["units"]).astype("f4"))
    late = pd.DataFrame({"event": "fire", "region": "", "week": [week], "days": 1, "known_ahead": False, "on": 1})
    first = np.where(panel.first >= week, week + 1, panel.first).astype(np.int32)
    return replace(
        panel,
        units=units,
        price=price,
        weekday=weekday,
        daily=daily,
        first=first,
        events=pd.concat([panel.events, late], ignore_index=True),
    )


@pytest.mark.parametrize("week", [65, 76])
@pytest.mark.parametrize("frequency", ["weekly", "daily"])
def test_changing_what_lies_at_or_after_an_origin_changes_nothing(
    forecaster: DemandForecaster, tmp_path: Path, week: int, frequency: str
) -> None:
    with_other_future(shop_panel(), week).save(tmp_path)
    other = replace(
        forecaster, panel=Panel.load(tmp_path), views=replace(forecaster.views, kept=type(forecaster.views.kept)())
    )
    params = {"horizon": 5, "frequency": frequency}
    pd.testing.assert_frame_equal(forecaster.predict(asked(week), params), other.predict(asked(week), params))


def test_nothing_is_fitted_on_the_test(forecaster_bundle: bundle.Bundle, tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    write_examples(with_other_future(shop_panel(), VALID_END), examples)
    train(examples, QUICK, tmp_path / "bundle", ignore_progress)
    for part in (Files.CORE, Files.LAUNCH, Files.LEVELS, Files.CALIBRATION, Files.DAILY):
        ours = {path.name: path.read_bytes() for path in Files(forecaster_bundle.directory).of(part).rglob("*.*")}
        theirs = {path.name: path.read_bytes() for path in Files(tmp_path / "bundle").of(part).rglob("*.*")}
        assert ours
        assert ours == theirs


def test_the_bundle_says_what_it_was_made_from(forecaster_bundle: bundle.Bundle) -> None:
    facts = forecaster_bundle.facts
    assert (facts["weeks"], facts["train_end"], facts["valid_end"]) == (WEEKS, TRAIN_END, VALID_END)
    assert facts["horizon"] == HORIZON
    assert facts["default_origin"] == "2025-08-11"
    assert forecaster_bundle.parameters["core"]["horizon"] == HORIZON


def test_valid_is_forecast_better_than_by_the_mean_of_what_was_sold(forecaster_bundle: bundle.Bundle) -> None:
    metrics = forecaster_bundle.facts["valid_metrics"]
    naive = {}
    for level in ("product", "category"):
        units = aggregate(shop_panel(), level).units
        happened, before = units[:, TRAIN_END:VALID_END], units[:, :TRAIN_END]
        naive[level] = float(np.abs(happened - before.mean(axis=1, keepdims=True)).sum() / happened.sum())
    assert metrics["product_wape"] < naive["product"]
    assert metrics["category_wape"] < 0.7 * naive["category"]
    assert abs(metrics["total_bias"]) < 0.15
    assert 0.7 < metrics["series_coverage"] < 0.9
    assert metrics["total_wape"] < metrics["product_wape"] < metrics["series_wape"]


def test_the_stored_forecast_is_what_the_stored_parts_say(forecaster: DemandForecaster) -> None:
    again = look(forecaster.fitted, forecaster.panel, forecaster.panel.weeks)
    for level, predicted in forecaster.latest.outlook.levels.items():
        np.testing.assert_array_equal(again.levels[level].mean, predicted.mean)
        np.testing.assert_array_equal(again.levels[level].bands, predicted.bands)


def test_a_shop_that_knows_but_ids_and_weeks_is_trained_and_refuses_days(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    write_examples(weekly_only(shop_panel()), examples)
    train(examples, QUICK, tmp_path / "bundle", ignore_progress)
    model = DemandForecaster.load(bundle.open_checked(tmp_path / "bundle"))
    found = model.predict(asked(WEEKS), {"horizon": 2})
    assert np.isfinite(found[NUMBERS]).all().all()
    with pytest.raises(InputError, match="trained on weekly tables"):
        model.predict(asked(WEEKS), {"frequency": "daily"})


def test_few_origins_are_kept_where_little_memory_is_allowed(forecaster: DemandForecaster) -> None:
    views = replace(forecaster.views, kept=type(forecaster.views.kept)(), limit=1)
    lean = replace(forecaster, views=views)
    for week in (70, 75, 70):
        lean.predict(asked(week), {"horizon": 1})
        assert list(views.kept) == [week]


def test_splits_that_leave_nothing_are_refused(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    write_examples(shop_panel(), examples)
    facts = {"train_end": 70, "valid_end": 70, "horizon": HORIZON}
    (examples / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(InputError, match="leave nothing to fit or to tune on; give a longer history"):
        train(examples, QUICK, tmp_path / "bundle", ignore_progress)


def test_a_bundle_is_not_written_over_another_file(tmp_path: Path) -> None:
    examples = write_examples(shop_panel(), tmp_path)
    with pytest.raises(ValueError, match="is not empty"):
        train(examples, QUICK, tmp_path, ignore_progress)


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    examples = write_examples(shop_panel(), tmp_path)
    with pytest.raises(ValueError, match="unknown settings"):
        train(examples, {"daily": {"bloks": 3}}, tmp_path / "bundle", ignore_progress)


def test_every_region_of_the_shop_is_in_the_example_of_a_request(forecaster: DemandForecaster) -> None:
    example = forecaster.input_example()
    assert example["region"].dropna().isin(REGIONS).all()
    assert forecaster.predict(example, {"horizon": 1})["basis"].tolist() == [
        "history",
        "aggregate",
        "aggregate",
        "new product",
    ]
