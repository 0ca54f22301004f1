"""Days to weeks: grids, zones, partial weeks, histories that are too short."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from demand_tables import MONDAY, SETTINGS, added, built, position, row, sales, units

from infra.errors import DataError


def test_days_add_up_to_weeks_from_monday_on(tmp_path: Path) -> None:
    frame = sales(30)
    panel, facts = built(tmp_path, frame.sample(frac=1, random_state=1))
    assert str(panel.start) == "2023-01-02"
    assert panel.units.shape == (4, 30)
    assert panel.units.dtype == np.float32
    assert panel.series["product_id"].tolist() == ["p0", "p0", "p1", "p1"]
    assert (units(panel, "p1", "south") == 14).all()
    assert facts["frequency"] == "daily"
    assert facts["rows_used"] == len(frame)


def test_weeks_of_regions_that_begin_on_other_days_are_refused(tmp_path: Path) -> None:
    frame = sales(40)
    here, there = frame["region"] == "north", frame["region"] == "south"
    day = frame["date"].dt.day_of_week
    with pytest.raises(
        DataError, match=r"weeks of 2 regions begin on 2 days of the week \(north on Monday, south on Sun"
    ):
        built(tmp_path / "apart", frame[(here & (day == 0)) | (there & (day == 6))])
    _, facts = built(tmp_path / "days", frame[here | (there & (day == 6))])
    assert facts["frequency"] == "daily"


@pytest.mark.parametrize("last", ["2023-07-31", "2023-08-05"])
def test_a_daily_table_that_ends_within_a_week_loses_that_week(tmp_path: Path, last: str) -> None:
    frame = sales(31)
    frame = frame[frame["date"] <= pd.Timestamp(last, tz="UTC")]
    panel, facts = built(tmp_path, frame)
    assert panel.weeks == 30
    assert facts["partial_last_week_days"] == (1 if last.endswith("31") else 6)
    assert (panel.units[2:] == 14).all()


def test_a_week_is_over_when_the_shops_have_closed_for_it(tmp_path: Path) -> None:
    frame = sales(30)
    open_ = frame[frame["date"].dt.day_of_week < 5]
    panel, facts = built(tmp_path, open_)
    assert panel.weeks == 30
    assert facts["partial_last_week_days"] == 0
    assert panel.units[0, -1] == 5


def test_a_weekly_table_keeps_its_sundays(tmp_path: Path) -> None:
    frame = sales(30)
    frame = frame[frame["date"].dt.day_of_week == 6]
    panel, facts = built(tmp_path, frame)
    assert str(panel.start) == "2023-01-08"
    assert facts["frequency"] == "weekly"
    assert panel.units.shape == (4, 30)
    assert (units(panel, "p1", "north") == 2).all()
    assert panel.weekday is None
    assert panel.daily.empty


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"])
def test_midnights_of_another_zone_are_the_days_that_they_were_there(tmp_path: Path, zone: str) -> None:
    frame = sales(40)
    local = frame["date"].dt.tz_localize(None).dt.tz_localize(zone)
    panel, facts = built(tmp_path, frame.assign(date=local))
    assert str(panel.start) == "2023-01-02"
    assert panel.weeks == 40
    assert (units(panel, "p0", "north") == 7).all()
    assert facts["dates_are_midnights_of_a_zone"] == (zone != "America/New_York")


def test_moments_of_a_day_are_added_up_on_their_day_in_utc(tmp_path: Path) -> None:
    frame = sales(30)
    evening = frame.assign(date=frame["date"] + pd.Timedelta(hours=23, minutes=59))
    noon = frame.assign(date=frame["date"] + pd.Timedelta(hours=12))
    panel, facts = built(tmp_path, pd.concat([frame, noon, evening]))
    assert panel.weeks == 30
    assert (units(panel, "p0", "north") == 21).all()
    assert not facts["dates_are_midnights_of_a_zone"]


def test_the_time_at_which_a_daily_table_is_written_moves_no_day(tmp_path: Path) -> None:
    frame = sales(30)
    for hours in (12, 23 + 59 / 60):
        moved = frame.assign(date=frame["date"] + pd.Timedelta(hours=hours))
        panel, _ = built(tmp_path / str(int(hours)), moved)
        assert str(panel.start) == "2023-01-02"
        assert panel.weeks == 30


@pytest.mark.parametrize("weeks", [1, 5])
def test_too_short_a_history_is_refused_with_its_dates(tmp_path: Path, weeks: int) -> None:
    with pytest.raises(DataError, match=rf"sales covers {weeks} whole weeks?, from 2023-01-02 to") as refused:
        built(tmp_path, sales(weeks))
    assert "longer history" in refused.value.remedy
    assert not (tmp_path / "examples").exists()


def test_a_single_sale_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="sales covers 1 whole week, from 2023-05-01 to 2023-05-07: 1 would be left"):
        built(tmp_path, pd.DataFrame([row("p", "r", "2023-05-05", 1)]))


def test_months_are_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame([row("p", "r", f"202{year}-{month:02}-01", 5) for year in (2, 3) for month in range(1, 13)])
    with pytest.raises(DataError, match="24 dates, none nearer to another than 28 days: a table of months"):
        built(tmp_path, frame)


def test_two_weeks_at_a_time_are_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame([row("p", "r", MONDAY + pd.Timedelta(weeks=2 * at), 5) for at in range(60)])
    with pytest.raises(DataError, match="60 dates, none nearer to another than 14 days"):
        built(tmp_path, frame)


def test_one_wrong_old_date_moves_nothing(tmp_path: Path) -> None:
    _, right = built(tmp_path / "right", sales(60))
    panel, facts = built(tmp_path / "wrong", added(sales(60), row("p0", "north", "1999-01-01", 1)))
    assert panel.weeks == 60
    assert str(panel.start) == "2023-01-02"
    assert facts["rows_before_the_first_week"] == 1
    assert facts["train"] == right["train"]


def test_weeks_without_rows_are_no_history(tmp_path: Path) -> None:
    frame = sales(60)
    two = frame["date"] < MONDAY + pd.Timedelta(weeks=2)
    late = frame["date"] >= MONDAY + pd.Timedelta(weeks=56)
    with pytest.raises(DataError, match="sales covers 6 whole weeks, from 2023-01-02 to 2024-02-25: 5 would be left"):
        built(tmp_path, frame[two | late])


def test_a_daily_table_that_begins_within_a_week_loses_that_week(tmp_path: Path) -> None:
    frame = sales(31)
    panel, facts = built(tmp_path / "thursday", frame[frame["date"] >= MONDAY + pd.Timedelta(days=3)])
    assert str(panel.start) == "2023-01-09"
    assert (panel.weeks, facts["partial_first_week_days"], facts["rows_before_the_first_week"]) == (30, 4, 16)
    assert (panel.units[2:] == 14).all()
    shut = frame[frame["date"].dt.day_of_week >= 3]
    panel, facts = built(tmp_path / "shut before", shut)
    assert (panel.weeks, facts["partial_first_week_days"]) == (31, 0)


def test_what_is_older_than_is_kept_is_left_out_and_counted(tmp_path: Path) -> None:
    frame = added(sales(30), row("p0", "north", "2001-01-01", 500))
    panel, facts = built(tmp_path, frame, replace(SETTINGS, history_weeks=26))
    assert panel.weeks == 26
    assert str(panel.start) == str((MONDAY + pd.Timedelta(weeks=4)).date())
    assert facts["rows_before_the_first_week"] == 4 * 28 + 1
    assert facts["rows_used"] == len(frame) - facts["rows_before_the_first_week"]
    assert float(panel.units[position(panel, "p0", "north")].max()) == 7
