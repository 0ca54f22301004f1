"""Weeks of a panel, what is left of it before an origin, and its files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.panel import WEEKDAY_BLOCK, Panel, as_day


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


def test_a_week_begins_on_the_weekday_of_the_start(panel: Panel) -> None:
    assert panel.date_of(1) == as_day("2024-01-08")
    assert panel.week_of(as_day("2024-01-07")) == 0
    assert panel.week_of(as_day("2024-01-08")) == 1
    assert panel.week_of(as_day("2023-12-31")) == -1
    assert panel.week_of(panel.date_of(200)) == 200


@pytest.mark.parametrize("origin", [1, 30, 45, 60, 90])
def test_nothing_that_happened_at_or_after_an_origin_is_left(panel: Panel, origin: int) -> None:
    known = panel.until(origin)
    kept = min(origin, panel.weeks)
    assert known.weeks == kept
    for name in ("units", "price", "stockout", "orders"):
        np.testing.assert_array_equal(getattr(known, name), getattr(panel, name)[:, :kept])
    assert known.first.max() <= kept
    assert (known.daily["day"] < 7 * kept).all()
    assert known.weekday is not None
    if kept < panel.weeks:
        assert known.weekday.shape[1] * WEEKDAY_BLOCK <= kept


def test_only_what_was_known_ahead_lies_after_an_origin(panel: Panel) -> None:
    assert panel.until(50).events["event"].tolist() == ["fair"]
    assert panel.until(51).events["event"].tolist() == ["fair", "strike"]
    assert panel.until(10).promotions["week"].tolist() == [62]


def test_cutting_twice_is_cutting_once(panel: Panel) -> None:
    once, twice = panel.until(20), panel.until(50).until(20)
    np.testing.assert_array_equal(once.units, twice.units)
    np.testing.assert_array_equal(once.first, twice.first)
    assert once.weekday is not None
    assert twice.weekday is not None
    np.testing.assert_array_equal(once.weekday, twice.weekday)
    pd.testing.assert_frame_equal(once.events, twice.events)


def test_rows_are_taken_in_the_order_asked(panel: Panel) -> None:
    some = panel.rows(np.array([5, 0, 5]))
    assert some.series["product_id"].tolist() == ["p1", "p0", "p1"]
    np.testing.assert_array_equal(some.units, panel.units[[5, 0, 5]])
    np.testing.assert_array_equal(some.first, panel.first[[5, 0, 5]])


def test_a_saved_panel_is_loaded_as_it_was_and_stays_on_disk(panel: Panel, tmp_path: Path) -> None:
    panel.until(50).save(tmp_path / "panel")
    loaded = Panel.load(tmp_path / "panel")
    assert isinstance(loaded.units, np.memmap)
    assert loaded.start == panel.start
    assert loaded.level == "series"
    np.testing.assert_array_equal(loaded.units, panel.units[:, :50])
    np.testing.assert_array_equal(loaded.price, panel.price[:, :50])
    pd.testing.assert_frame_equal(loaded.series, panel.series)
    pd.testing.assert_frame_equal(loaded.daily, panel.until(50).daily)


def test_what_a_panel_lacks_is_lacking_when_it_is_loaded(panel: Panel, tmp_path: Path) -> None:
    replace(panel, price=None, weekday=None).save(tmp_path / "panel")
    loaded = Panel.load(tmp_path / "panel")
    assert loaded.price is None
    assert loaded.weekday is None
    assert loaded.orders is not None
