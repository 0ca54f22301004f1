"""Days on which shops are shut or presents are bought, known years ahead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import pandas as pd

# ISO 3166 codes of the countries, as the shop names them; the shop's own is taken with England's holidays.
COUNTRIES: Final = {
    "Australia": "AU",
    "Austria": "AT",
    "Bahrain": "BH",
    "Belgium": "BE",
    "Bermuda": "BM",
    "Brazil": "BR",
    "Canada": "CA",
    "Channel Islands": "JE",
    "Cyprus": "CY",
    "Czech Republic": "CZ",
    "Denmark": "DK",
    "EIRE": "IE",
    "Finland": "FI",
    "France": "FR",
    "Germany": "DE",
    "Greece": "GR",
    "Hong Kong": "HK",
    "Iceland": "IS",
    "Israel": "IL",
    "Italy": "IT",
    "Japan": "JP",
    "Korea": "KR",
    "Lebanon": "LB",
    "Lithuania": "LT",
    "Malta": "MT",
    "Netherlands": "NL",
    "Nigeria": "NG",
    "Norway": "NO",
    "Poland": "PL",
    "Portugal": "PT",
    "RSA": "ZA",
    "Saudi Arabia": "SA",
    "Singapore": "SG",
    "Spain": "ES",
    "Sweden": "SE",
    "Switzerland": "CH",
    "Thailand": "TH",
    "USA": "US",
    "United Arab Emirates": "AE",
    "United Kingdom": "GB",
}
SUBDIVISIONS: Final = {"GB": "ENG"}
BRITAIN: Final = "United Kingdom"
PUBLIC_HOLIDAY: Final = "public holiday"


def calendar(regions: Iterable[str], years: Iterable[int]) -> pd.DataFrame:
    """Events of some regions in some years.

    Holidays that fall everywhere or nearly so have names of their own; every other public holiday is just that, because
    a name that one country has, once a year, teaches nothing.

    Returns:
        date (ISO text), region (missing for all), event, known_ahead (true); no row twice.
    """
    years = list(years)
    rows: list[tuple[date, str | None, str]] = []
    for year in years:
        rows += [(day, None, event) for day, event in _everywhere(year)]
    named = {day for day, _, _ in rows}
    for region in regions:
        if region == BRITAIN:
            rows += [(_easter(year) - timedelta(days=21), region, "mother's day") for year in years]
        rows += [(day, region, PUBLIC_HOLIDAY) for day in _public_holidays(region, years) if day not in named]
    ordered = sorted(rows, key=lambda row: (row[0], row[2], row[1] or ""))
    columns = {
        "date": [day.isoformat() for day, _, _ in ordered],
        "region": [region for _, region, _ in ordered],
        "event": [event for _, _, event in ordered],
    }
    return pd.DataFrame(columns, dtype="str").assign(known_ahead=True)


def _everywhere(year: int) -> list[tuple[date, str]]:
    thanksgiving = date(year, 11, 1 + (3 - date(year, 11, 1).weekday()) % 7 + 21)  # the fourth Thursday
    return [
        (date(year, 1, 1), "new year"),
        (date(year, 2, 14), "valentine's day"),
        (_easter(year) - timedelta(days=2), "easter"),
        (_easter(year), "easter"),
        (_easter(year) + timedelta(days=1), "easter"),
        (thanksgiving + timedelta(days=1), "black friday"),
        (date(year, 12, 25), "christmas"),
        (date(year, 12, 26), "christmas"),
    ]


def _easter(year: int) -> date:
    from dateutil.easter import easter

    found: date = easter(year)
    return found


def _public_holidays(region: str, years: list[int]) -> list[date]:
    import holidays

    if region not in COUNTRIES:
        return []
    country = COUNTRIES[region]
    return sorted(holidays.country_holidays(country, subdiv=SUBDIVISIONS.get(country), years=years))
