"""Whether probabilities hold campaign by campaign: an advertiser pays by his own clicks, not by the average."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.proportion import clopper_pearson_of, share
from evaluation.ratios import divided
from evaluation.wording import slug

MEASURES: Final = (
    "calibration_ratio_worst_campaign",
    "calibration_error_worst_campaign",
    "campaigns_calibrated",
    "calibration_ratio_of_*",
)
NO_CAMPAIGN: Final = "(none)"  # how examples name the slice of impressions that are of none
NAMED: Final = 5  # campaigns with the most positives that are measured one by one


def by_campaign(outcomes: pd.DataFrame, confidence: float, least: int = 0) -> pd.DataFrame:
    """One row per campaign with at least so many positives, those with the most first.

    Columns: `campaign`, `rows`, `found` (positives), `predicted` (sum of probabilities), and the calibration ratio
    `predicted / found` with its ends `low` and `high`, NaN and infinite where nothing was found. The interval is that
    of the share found (Clopper and Pearson): what was predicted is given, what was found is chance. Impressions without
    a campaign are of no advertiser, and none pays by them all: they are left out.
    """
    table = (
        outcomes[outcomes["slice_campaign"] != NO_CAMPAIGN]
        .groupby("slice_campaign", sort=True)
        .agg(rows=("label", "size"), found=("label", "sum"), predicted=("score", "sum"))
    )
    table = table[table["found"] >= least].sort_values("found", ascending=False, kind="stable")
    table = table.reset_index(names="campaign")
    rows, positives = table["rows"].to_numpy(np.int64), table["found"].to_numpy(np.int64)
    predicted = table["predicted"].to_numpy(np.float64)
    low, high = clopper_pearson_of(positives, rows, confidence)
    return table.assign(
        ratio=divided(predicted, positives.astype(np.float64)),
        low=divided(predicted, high * rows),
        high=divided(predicted, low * rows, otherwise=np.inf),
    )


def measures(outcomes: pd.DataFrame, least: int, confidence: float) -> dict[str, Measure]:
    """The worst calibration ratio of the campaigns with at least so many positives, how many hold, and the largest.

    The worst of many lies away from 1 by chance too, and its interval does not allow for its having been picked.
    """
    table = by_campaign(outcomes, confidence, least)
    count = len(table)
    holds = (table["low"] <= 1) & (table["high"] >= 1)
    says = f"campaigns with at least {least:,} positives whose ratio's interval covers 1"
    found = {"campaigns_calibrated": share(int(holds.sum()), count, meaning=says)}
    if count == 0:
        none = Measure(None, n=0, higher_is_better=False, meaning=f"no campaign has {least:,} positives in the test")
        return {"calibration_ratio_worst_campaign": none, "calibration_error_worst_campaign": none, **found}
    errors = (table["ratio"] - 1).abs().to_numpy(np.float64)
    at = int(errors.argmax())
    value, low, high = (float(table[name].iloc[at]) for name in ("ratio", "low", "high"))
    says = f"{table['campaign'].iloc[at]}, the worst of {count:,} campaigns with at least {least:,} positives"
    ratio = Measure(value, low, high, int(table["rows"].iloc[at]), meaning=says)
    error = Measure(float(errors[at]), n=count, higher_is_better=False, meaning=f"distance from 1 of {says}")
    found |= {"calibration_ratio_worst_campaign": ratio, "calibration_error_worst_campaign": error}
    for row in table.head(NAMED).to_dict("records"):
        one = Measure(row["ratio"], row["low"], row["high"], row["rows"], meaning=f"campaign {row['campaign']}")
        found.setdefault(f"calibration_ratio_of_{slug(str(row['campaign']))}", one)
    return found
