"""Parts of the test of ad clicks: new ads, ads by age, customers that training never saw."""

from __future__ import annotations

from typing import Final

import pandas as pd

SLICES: Final = ("new_ad", "cold_customer")

# Least and greatest age in days since the ad's first impression; the least is left out where it is not 0.
AGES: Final = {
    "ads_first_shown": (0.0, 0.0),
    "ads_under_1_day": (0.0, 1.0),
    "ads_1_to_7_days": (1.0, 7.0),
    "ads_older": (7.0, float("inf")),
}
PARTS: Final = {
    "new_ads": "ads that were not shown in train or valid",
    "ads_first_shown": "first impressions of their ad",
    "ads_under_1_day": "ads shown for up to a day, first impressions apart",
    "ads_1_to_7_days": "ads shown for one to seven days",
    "ads_older": "ads shown for more than seven days",
    "cold_customers": "customers that are not in train or valid",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts on which a gate may guard the primary metric; one may be empty."""
    return {name: table[table[name]] for name in SLICES}


def parts(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts that are measured, by the name that their measures end with; empty ones are left out."""
    age = table["ad_age_days"]
    found = {
        "new_ads": table[table["new_ad"]],
        **{name: table[(age > low if high > 0 else age >= low) & (age <= high)] for name, (low, high) in AGES.items()},
        "cold_customers": table[table["cold_customer"]],
    }
    return {name: rows for name, rows in found.items() if len(rows)}
