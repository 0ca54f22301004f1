"""Long events are told apart by their weeks, events that share weeks from each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.core_settings import EventSettings
from models.demand_forecasting.event_features import EventTable, EventUplift
from models.demand_forecasting.event_phases import phased
from models.demand_forecasting.panel import Floats, Panel


def events(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["event", "region", "week", "days"])
    return table.assign(known_ahead=True, on=127)


def days(table: pd.DataFrame) -> dict[tuple[str, int], int]:
    return {(name, week): int(count) for name, week, count in table[["event", "week", "days"]].itertuples(index=False)}


def test_an_event_is_split_by_days_before_its_end() -> None:
    run = events(("run-up", "", 10, 4), ("run-up", "", 11, 7), ("run-up", "", 12, 7), ("run-up", "", 13, 5))
    found = days(phased(run, 3))
    assert found == {
        ("run-up", 13): 5,
        ("run-up", 12): 2,
        ("run-up -1", 12): 5,
        ("run-up -1", 11): 2,
        ("run-up -2", 11): 5,
        ("run-up -2", 10): 4,
    }


def test_another_region_another_year_and_a_short_event_are_runs_of_their_own() -> None:
    table = events(("fair", "a", 3, 2), ("fair", "b", 4, 3), ("fair", "a", 55, 7))
    assert days(phased(table, 4)) == {("fair", 3): 2, ("fair", 4): 3, ("fair", 55): 7}
    assert days(phased(table, 1)) == days(table)
    assert len(phased(table.iloc[:0], 4)) == 0


def sold(table: pd.DataFrame, uplift: dict[int, float]) -> tuple[Panel, Floats]:
    """A panel in which each week of `uplift` sells so many times ten units, and its sales outside of them."""
    panel = small_panel()
    units = np.full_like(panel.units, 10)
    for week, times in uplift.items():
        units[:, week] = 10 * times
    usual = units.copy()
    usual[:, list(uplift)] = np.nan
    first = np.zeros(len(panel), np.int32)
    return replace(panel, units=units, first=first, events=table, promotions=panel.promotions.iloc[:0]), usual


def test_the_last_week_of_a_long_event_has_an_uplift_of_its_own() -> None:
    table = events(*(("run-up", "", week, 7) for week in (20, 21, 22, 40, 41, 42)))
    panel, usual = sold(table, {20: 1.2, 21: 2.0, 22: 4.0, 40: 1.2, 41: 2.0, 42: 4.0})
    fit = EventUplift.fit(panel, usual, np.ones_like(usual), 60, EventSettings())
    own = dict(zip(fit.names, fit.overall.tolist(), strict=True))
    assert own == pytest.approx({"run-up": 4.0, "run-up -1": 2.0, "run-up -2": 1.2}, rel=0.01)
    whole = EventUplift.fit(panel, usual, np.ones_like(usual), 60, EventSettings(phases=1))
    assert whole.overall.tolist() == pytest.approx([2.4], rel=0.01)


def test_events_that_share_a_week_are_told_apart() -> None:
    table = events(("sale", "", 20, 7), ("feast", "", 20, 7), ("sale", "", 30, 7), ("feast", "", 40, 7))
    panel, usual = sold(table, {20: 6.0, 30: 3.0, 40: 2.0})
    fit = EventUplift.fit(panel, usual, np.ones_like(usual), 60, EventSettings(rounds=8))
    own = dict(zip(fit.names, fit.overall.tolist(), strict=True))
    assert own == pytest.approx({"sale": 3.0, "feast": 2.0}, rel=0.05)
    once = EventUplift.fit(panel, usual, np.ones_like(usual), 60, EventSettings(rounds=1))
    assert once.overall[once.names.index("feast")] > 2.5  # the first round counts the sale's part twice


def test_pieces_reach_into_the_weeks_after_the_panel() -> None:
    panel = replace(small_panel(), events=events(("run-up", "", 60, 7), ("run-up", "", 61, 7)))
    table = EventTable.read(panel.until(50), {}, 70, unplanned=False, phases=4)
    assert table.names == ("run-up", "run-up -1")
    assert table.share[0, 0, 61] == table.share[1, 0, 60] == 1
