"""The global model: what it looks at, what it leaves out, that it repeats itself to the byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from demand_panels import small_panel

from models.demand_forecasting.aggregates import aggregate
from models.demand_forecasting.core import Core
from models.demand_forecasting.core_settings import CoreSettings
from models.demand_forecasting.design import Design, Lasting
from models.demand_forecasting.examples import until_end
from models.demand_forecasting.kinds import Kinds
from models.demand_forecasting.panel import Floats, Panel
from models.demand_forecasting.sampling import draws
from models.errors import InputError

END = 50
SETTINGS = CoreSettings.read(
    {
        "horizon": 8,
        "blocks": [4, 8],
        "max_train_rows": 20_000,
        "mean": {"rounds": 8, "min_child_weight": 1.0},
        "quantiles": {"rounds": 8, "min_child_weight": 1.0},
    }
)


class FlatLaunch:
    """New products are expected to sell three units a week."""

    texts = None

    def expected(self, panel: Panel, rows: npt.NDArray[np.int64], origin: int, horizon: int) -> Floats:
        assert panel.weeks <= origin
        return np.full((len(rows), horizon), 3.0, dtype=np.float32)


def fitted(panel: Panel, settings: CoreSettings = SETTINGS) -> Core:
    panels = {"series": panel, **{level: aggregate(panel, level) for level in ("product", "region", "total")}}
    return Core.fit(panels, FlatLaunch(), END, settings, lambda _name, _share: None)


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


@pytest.fixture(scope="module")
def core(panel: Panel) -> Core:
    return fitted(panel)


def changed(panel: Panel, start: int) -> Panel:
    """Sales, prices, orders and stock-outs from `start` on are others."""
    later: dict[str, Any] = {}
    for name in ("units", "price", "orders", "stockout"):
        values = getattr(panel, name).copy()
        values[:, start:] = 0.9 if name == "stockout" else 500
        later[name] = values
    return replace(panel, **later)


def digests(directory: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(directory.iterdir())}


def test_shapes_bounds_and_order_of_quantiles(core: Core, panel: Panel) -> None:
    forecast = core.forecast(panel, FlatLaunch(), None, END, 8)
    assert forecast.mean.shape == (12, 8)
    assert forecast.quantiles.shape == (12, 8, 3)
    assert np.isfinite(forecast.mean).all()
    assert (forecast.quantiles >= 0).all()
    assert (np.diff(forecast.quantiles, axis=2) >= 0).all()
    usual = panel.units[:9, :END].mean()
    assert forecast.mean[:9].mean() == pytest.approx(usual, rel=0.3)


def test_sales_from_the_origin_on_change_no_forecast(core: Core, panel: Panel) -> None:
    ours = core.forecast(panel, FlatLaunch(), None, 45, 8)
    theirs = core.forecast(changed(panel, 45), FlatLaunch(), None, 45, 8)
    np.testing.assert_array_equal(ours.mean, theirs.mean)
    np.testing.assert_array_equal(ours.quantiles, theirs.quantiles)


def test_sales_from_the_end_of_training_on_change_no_fit(core: Core, panel: Panel, tmp_path: Path) -> None:
    core.save(tmp_path / "ours")
    fitted(changed(panel, END)).save(tmp_path / "theirs")
    assert digests(tmp_path / "ours") == digests(tmp_path / "theirs")


def test_a_loaded_model_forecasts_the_same(core: Core, panel: Panel, tmp_path: Path) -> None:
    core.save(tmp_path)
    ours = core.forecast(panel, FlatLaunch(), None, END, 8)
    theirs = Core.load(tmp_path).forecast(panel, FlatLaunch(), None, END, 8)
    np.testing.assert_array_equal(ours.mean, theirs.mean)
    np.testing.assert_array_equal(ours.quantiles, theirs.quantiles)


def test_a_forecast_does_not_depend_on_its_neighbours(core: Core, panel: Panel) -> None:
    whole = core.forecast(panel, FlatLaunch(), None, END, 8)
    chunked = replace(core, settings=replace(core.settings, chunk=5)).forecast(panel, FlatLaunch(), None, END, 8)
    rows = np.array([7, 2])
    some = core.forecast(panel, FlatLaunch(), rows, END, 8)
    np.testing.assert_allclose(chunked.mean, whole.mean, rtol=1e-5)
    np.testing.assert_allclose(some.mean, whole.mean[rows], rtol=1e-5)


def test_a_horizon_beyond_training_is_answered(core: Core, panel: Panel) -> None:
    assert np.isfinite(core.forecast(panel, FlatLaunch(), None, END, 20).mean).all()


def test_a_series_without_history_follows_its_launch_curve(core: Core, panel: Panel) -> None:
    unborn = replace(panel.until(END), first=np.full(len(panel), END, dtype=np.int32))
    unborn = replace(unborn, units=np.zeros_like(unborn.units))
    mean = core.forecast(unborn, FlatLaunch(), None, END, 8).mean
    assert 1 < mean.mean() < 9


def test_odd_series_are_answered_with_numbers(core: Core, panel: Panel) -> None:
    units = np.array(panel.units[:, :END])
    units[0] = 0
    units[1], units[1, 3] = 0, 7  # a single sale
    units[2, 5:] = np.nan  # nothing known for most of a year
    odd = replace(panel.until(END), units=units)
    forecast = core.forecast(odd, FlatLaunch(), np.arange(3), END, 8)
    assert np.isfinite(forecast.mean).all()
    assert np.isfinite(forecast.quantiles).all()
    assert forecast.mean[:2].max() < 2


def test_a_short_history_is_refused(panel: Panel) -> None:
    with pytest.raises(InputError, match="5 weeks before the end of training are too few"):
        Core.fit({"series": panel}, FlatLaunch(), 5, SETTINGS, lambda _name, _share: None)


def test_settings_survive_json_and_refuse_unknown_names() -> None:
    assert CoreSettings.read(SETTINGS.as_dict()) == SETTINGS
    with pytest.raises(ValueError, match=r"unknown settings \['horizn'\]"):
        CoreSettings.read({"horizn": 3})


def test_weeks_after_a_known_end_are_not_trained_on(panel: Panel) -> None:
    ends = panel.products.copy()
    ends["end"] = ends["end"].astype(np.int64)
    ends.loc[0, "end"] = int(panel.date_of(45).astype(np.int64)) + 2
    part = replace(panel, products=ends)
    share = until_end(part, 43, 6)
    np.testing.assert_allclose(share[0], [1, 1, 3 / 7, 0, 0, 0], rtol=1e-6)
    assert (share[3:] == 1).all()
    assert (until_end(aggregate(part, "region"), 43, 6) == 1).all()


def test_launches_to_come_are_trained_on_where_their_day_was_known(panel: Panel) -> None:
    told = panel.products.copy()
    told["launch"] = told["launch"].astype(np.int64)
    told.loc[3, "launch"] = int(panel.date_of(40).astype(np.int64))
    first, unknown = (
        {
            draw.origin: set(draw.rows) & {9, 10, 11}
            for draw in draws({"series": design}, END, SETTINGS)
            if draw.launched
        }
        for design in (
            Design.of(
                one, {}, SETTINGS, Lasting.of(one, {}, Kinds(np.zeros((0, 0), dtype=np.float32)), FlatLaunch()), END
            )
            for one in (replace(panel.until(END), products=told), panel.until(END))
        )
    )
    before = [origin for origin in first if 40 - SETTINGS.horizon < origin < 40]
    assert before
    assert any(first[origin] for origin in before)
    assert not any(unknown[origin] for origin in before)


def test_an_event_of_a_small_region_masks_that_region_and_not_the_sum_over_all(panel: Panel) -> None:
    lasting = Lasting.of(panel, {}, Kinds(np.zeros((0, 0), dtype=np.float32)), FlatLaunch())
    for share_of_region, masked in ((0.01, False), (0.9, True)):
        volumes = {"r0": share_of_region, "r1": (1 - share_of_region) / 2, "r2": (1 - share_of_region) / 2}
        products = Design.of(aggregate(panel, "product"), volumes, SETTINGS, lasting)
        assert products.masked(np.arange(4), 45, 55)[:, 5].tolist() == [masked] * 4  # the strike of week 50, in r0
    series = Design.of(panel, volumes, SETTINGS, lasting).masked(np.arange(3), 45, 55)[:, 5]
    assert series.tolist() == [True, False, False]


def test_a_product_without_history_stays_near_its_launch_curve(panel: Panel, core: Core) -> None:
    def mean_within(limit: float) -> Floats:
        bounded = replace(core, settings=replace(core.settings, cold_limit=limit))
        return bounded.forecast(panel.until(30), FlatLaunch(), np.arange(9, 12), 30, 8).mean

    curve = mean_within(1.0)
    assert np.abs(np.log(mean_within(100.0) / curve)).max() > np.log(1.01)  # trees would go further
    assert np.abs(np.log(mean_within(1.01) / curve)).max() <= np.log(1.01) + 1e-4
    known = replace(panel, first=np.zeros_like(panel.first)).until(30)
    assert (core.forecast(known, FlatLaunch(), np.arange(9, 12), 30, 8).mean < 1).all()  # weeks of zeros are no launch


def test_beginnings_are_trained_on_at_the_week_they_begin(panel: Panel) -> None:
    lasting = Lasting.of(panel, {}, Kinds(np.zeros((0, 0), dtype=np.float32)), FlatLaunch())
    design = Design.of(panel.until(END), {}, SETTINGS, lasting, END)
    asked = [draw for draw in draws({"series": design, "product": design}, END, SETTINGS) if draw.origin == 40]
    assert any(draw.launched and {9, 10, 11} <= set(draw.rows) for draw in asked)
