"""Calendar and promotions as weeks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from demand_tables import MONDAY, SETTINGS, built, sales


def calendar(*rows: tuple[str, str | None, str, bool | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date", "region", "event", "known_ahead"])
    return frame.assign(
        date=pd.to_datetime(frame["date"], utc=True), known_ahead=frame["known_ahead"].astype("boolean")
    )


def promotions(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows))
    for name in ("start_date", "end_date"):
        frame[name] = pd.to_datetime(frame[name] if name in frame else pd.Series(None, index=frame.index), utc=True)
    return frame


def test_days_of_an_event_are_counted_by_week(tmp_path: Path) -> None:
    given = calendar(
        ("2023-01-04", None, "fair", True),
        ("2023-01-08", None, "fair", True),
        ("2023-01-09", None, "fair", True),
        ("2024-01-01", None, "fair", None),
        ("2022-12-31", None, "fair", True),
    )
    panel, facts = built(tmp_path, sales(30), calendar=given)
    events = panel.events
    assert events.columns.tolist() == ["event", "region", "week", "days", "known_ahead", "on"]
    assert events[["week", "days", "on"]].to_numpy().tolist() == [[0, 2, 0b1000100], [1, 1, 1], [52, 1, 1]]
    assert events["known_ahead"].all()
    assert facts["events"] == 1


def test_what_could_not_be_known_explains_the_past_alone(tmp_path: Path) -> None:
    given = calendar(("2023-02-01", "north", "strike", False), ("2023-12-01", "north", "strike", False))
    panel, _ = built(tmp_path, sales(30), calendar=given)
    assert panel.events["week"].tolist() == [4]
    assert not panel.events["known_ahead"].any()
    assert panel.until(4).events.empty
    assert len(panel.until(5).events) == 1


def test_events_of_a_country_are_of_its_regions(tmp_path: Path) -> None:
    regions = pd.DataFrame({"region": ["north", "south"], "country": ["X", "X"]})
    given = calendar(
        ("2023-01-04", "X", "feast", True),
        ("2023-01-05", "north", "feast", True),
        ("2023-01-04", "mars", "feast", True),
    )
    panel, facts = built(tmp_path, sales(30), calendar=given, regions=regions)
    assert panel.events[["region", "days", "on"]].to_numpy().tolist() == [["north", 2, 0b1100], ["south", 1, 0b100]]
    assert facts["event_rows_of_unknown_regions"] == 1


def test_a_calendar_may_lack_its_optional_columns_and_carry_zones(tmp_path: Path) -> None:
    given = pd.DataFrame({"date": pd.to_datetime(["2023-01-09T00:00:00+01:00"], utc=True), "event": ["fair"]})
    panel, _ = built(tmp_path, sales(30), calendar=given)
    assert panel.events.to_dict("records") == [
        {"event": "fair", "region": "", "week": 1, "days": 1, "known_ahead": True, "on": 1}
    ]


def test_weeks_of_a_sunday_table_count_days_from_sunday_on(tmp_path: Path) -> None:
    frame = sales(30)
    frame = frame[frame["date"].dt.day_of_week == 6]
    panel, _ = built(tmp_path, frame, calendar=calendar(("2023-01-15", None, "fair", True)))
    assert panel.events[["week", "on"]].to_numpy().tolist() == [[1, 1]]


def test_promotions_cover_their_weeks_in_part(tmp_path: Path) -> None:
    given = promotions(
        {
            "product_id": "p0",
            "region": "north",
            "start_date": "2023-01-05",
            "end_date": "2023-01-17",
            "deal": "2 for 1",
        },
        {"product_id": "p9", "region": None, "start_date": "2023-12-25", "end_date": None, "deal": None},
    )
    panel, facts = built(tmp_path, sales(30), promotions=given)
    assert panel.promotions[["product_id", "region", "week", "deal"]].to_numpy().tolist() == [
        ["p0", "north", 0, "2 for 1"],
        ["p0", "north", 1, "2 for 1"],
        ["p0", "north", 2, "2 for 1"],
        ["p9", "", 51, ""],
    ]
    assert panel.promotions["share"].tolist() == pytest.approx([4 / 7, 1, 2 / 7, 1 / 7])
    assert panel.promotions["price"].isna().all()
    assert facts["promotions"] == 2
    assert facts["promotion_rows_of_unknown_products"] == 1


def test_promotions_of_a_country_are_of_its_regions(tmp_path: Path) -> None:
    regions = pd.DataFrame({"region": ["north", "south"], "country": ["X", "X"]})
    given = promotions(
        {"product_id": "p0", "region": "X", "start_date": "2023-01-05"},
        {"product_id": "p0", "region": "mars", "start_date": "2023-01-05"},
    )
    panel, facts = built(tmp_path, sales(30), promotions=given, regions=regions)
    assert panel.promotions["region"].tolist() == ["north", "south"]
    assert (facts["promotions"], facts["promotion_rows_of_unknown_regions"]) == (2, 1)


def test_a_discount_is_what_was_given_whatever_prices_came_later(tmp_path: Path) -> None:
    start = str(MONDAY + pd.Timedelta(weeks=10))
    given = promotions(
        {"product_id": "p0", "region": "north", "start_date": start, "price": 8.0},
        {"product_id": "p1", "region": "south", "start_date": start, "price": 12.0, "discount": 0.5},
    )
    panel, _ = built(tmp_path, sales(30, price=10.0), promotions=given)
    found = panel.promotions.set_index(["product_id", "region"])
    assert np.isnan(found["discount"]["p0", "north"])
    assert found["price"]["p0", "north"] == 8.0
    assert found["discount"]["p1", "south"] == 0.5


def test_promotions_far_ahead_and_without_end_stay_within_what_is_forecast(tmp_path: Path) -> None:
    given = promotions({"product_id": "p0", "region": None, "start_date": "2020-01-01", "end_date": "2199-12-31"})
    panel, _ = built(tmp_path, sales(30), replace(SETTINGS, horizon=10), promotions=given)
    assert panel.promotions["week"].tolist() == list(range(50))
