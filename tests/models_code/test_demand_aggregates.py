"""Sums of series by level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from demand_panels import small_panel

from models.demand_forecasting import aggregates
from models.demand_forecasting.aggregates import LEVELS, aggregate, members, sum_by
from models.demand_forecasting.panel import Panel


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


@pytest.mark.parametrize(
    ("level", "rows"), [("product", 4), ("region", 3), ("category", 3), ("country", 2), ("total", 1)]
)
def test_the_parts_of_every_level_add_up_to_all_that_was_sold(panel: Panel, level: str, rows: int) -> None:
    sums = aggregate(panel, level)
    assert len(sums) == rows
    assert sums.level == level
    np.testing.assert_allclose(sums.units.sum(axis=0), panel.units.sum(axis=0), rtol=1e-6)
    assert sums.orders is not None
    assert panel.orders is not None
    np.testing.assert_allclose(sums.orders.sum(axis=0), panel.orders.sum(axis=0), rtol=1e-6)


def test_a_level_keeps_what_its_rows_are_part_of(panel: Panel) -> None:
    assert members(panel.series, "product")[0].iloc[2].tolist() == ["p2", "", "tools", ""]
    assert members(panel.series, "region")[0].iloc[2].tolist() == ["", "r2", "", "south"]
    assert members(panel.series, "total")[0].iloc[0].tolist() == ["", "", "", ""]


def test_a_sum_begins_with_its_first_part(panel: Panel) -> None:
    later = replace(panel, first=np.arange(3, 15, dtype=np.int32))
    assert aggregate(later, "product").first.tolist() == [3, 6, 9, 12]
    assert aggregate(later, "total").first.tolist() == [3]


@pytest.mark.parametrize(("held", "told"), [(0.5, False), (0.01, True)])
def test_a_week_is_unknown_where_parts_that_held_much_of_it_are(panel: Panel, held: float, told: bool) -> None:
    units = np.ones_like(panel.units)
    units[:3] = held * 3 / (1 - held)  # p0, so that it holds this share of each region
    units[:3, 7] = np.nan
    units[3:6, :7] = np.nan  # not yet there: nothing is missing
    holed = replace(panel, units=units)
    assert np.isnan(aggregate(holed, "product").units[0, 7])
    for level in ("region", "total"):
        sums = aggregate(holed, level).units
        assert (np.isfinite(sums[:, 7]) == told).all()
        assert np.isfinite(np.delete(sums, 7, axis=1)).all()
    np.testing.assert_array_equal(aggregate(holed.until(8), "total").units, aggregate(holed, "total").until(8).units)


def test_the_price_of_a_sum_lies_nearer_to_what_sells_more(panel: Panel) -> None:
    units, price = panel.units.copy(), np.full_like(panel.units, 2.0)
    units[:] = 1
    units[0], price[0] = 98, 10.0
    mixed = aggregate(replace(panel, units=units, price=price), "product").price
    assert mixed is not None
    np.testing.assert_allclose(mixed[0], (98 * 10 + 2 * 2) / 100, rtol=1e-4)
    np.testing.assert_allclose(mixed[1], 2.0, rtol=1e-6)


def test_a_price_that_no_part_has_is_none(panel: Panel) -> None:
    price = np.full_like(panel.units, np.nan)
    mixed = aggregate(replace(panel, price=price), "region").price
    assert mixed is not None
    assert np.isnan(mixed).all()


@pytest.mark.parametrize("level", LEVELS)
def test_the_sums_of_a_cut_panel_are_the_cut_sums(panel: Panel, level: str) -> None:
    before, after = aggregate(panel.until(41), level), aggregate(panel, level).until(41)
    for name in ("units", "price", "stockout", "orders", "first", "weekday"):
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name))


def test_sums_do_not_depend_on_how_many_series_are_read_at_once(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {level: aggregate(panel, level) for level in LEVELS}
    monkeypatch.setattr(aggregates, "CHUNK", 5)
    for level, sums in whole.items():
        np.testing.assert_allclose(aggregate(panel, level).units, sums.units)
        np.testing.assert_allclose(aggregate(panel, level).price, sums.price, rtol=1e-6)


def test_sum_by_takes_any_further_axes() -> None:
    values = np.arange(12.0).reshape(3, 2, 2)
    np.testing.assert_array_equal(
        sum_by(values, np.array([1, 0, 1]), 3), [values[1], values[0] + values[2], 0 * values[0]]
    )
