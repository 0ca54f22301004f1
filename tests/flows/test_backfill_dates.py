"""The dates of a backfill, and the ranges that are refused."""

from __future__ import annotations

from datetime import date

import pytest

from flows.backfill_dates import MOST, Range
from infra.errors import SettingsError


def days(first: str, last: str, every: str) -> list[str]:
    return [day.isoformat() for day in Range(first, last, every).dates()]


@pytest.mark.parametrize(
    ("first", "last", "every", "found"),
    [
        ("2023-01-31", "2023-05-01", "1mo", ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30"]),
        ("2023-11-30", "2024-03-31", "1MO", ["2023-11-30", "2023-12-30", "2024-01-30", "2024-02-29", "2024-03-30"]),
        ("2024-02-29", "2028-12-31", "2y", ["2024-02-29", "2026-02-28", "2028-02-29"]),
        ("2024-02-26", "2024-03-11", "1w", ["2024-02-26", "2024-03-04", "2024-03-11"]),
        ("2024-02-26", "2024-03-11", "7d", ["2024-02-26", "2024-03-04", "2024-03-11"]),
        ("2024-02-26", "2024-02-26", " 3 mo ", ["2024-02-26"]),
        ("2024-01-01", "2024-12-31", "9999y", ["2024-01-01"]),
        ("2024-01-01", "2024-12-31", "999999mo", ["2024-01-01"]),
    ],
)
def test_dates_follow_the_calendar(first: str, last: str, every: str, found: list[str]) -> None:
    assert days(first, last, every) == found


def test_a_thousand_dates_are_taken_and_one_more_is_not() -> None:
    last = date.fromordinal(date(2020, 1, 1).toordinal() + MOST - 1)
    assert len(days("2020-01-01", last.isoformat(), "1d")) == MOST
    one_more = date.fromordinal(last.toordinal() + 1)
    with pytest.raises(SettingsError, match="more than 1,000 dates"):
        days("2020-01-01", one_more.isoformat(), "1d")


@pytest.mark.parametrize(
    ("first", "last", "every", "told"),
    [
        ("2024-02-01", "2024-01-01", "1d", "--from 2024-02-01 lies after --to 2024-01-01"),
        ("2024-02-30", "2024-03-01", "1d", "--from '2024-02-30' is no date"),
        ("2024-01-01", "soon", "1d", "--to 'soon' is no date"),
        *(("2024-01-01", "2024-02-01", every, "is no step of time") for every in ("0d", "-1d", "", "1", "d", "1m")),
        ("2024-01-01", "2024-02-01", "1.5d", "is no step of time"),
    ],
)
def test_a_bad_range_is_refused_with_the_way_out(first: str, last: str, every: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        days(first, last, every)
    assert caught.value.remedy
