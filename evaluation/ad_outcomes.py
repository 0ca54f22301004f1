"""One row per test impression: what became of it and how probable that was said to be."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.ad_requests import CUSTOMER, TIME

ALL: Final = "all"


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Label and score of each row of `ad_requests.requests`, in its order.

    Columns: `example_id`; the `group` it is resampled with (its customer, else itself); `label`; `score`, the
    probability; `slice_campaign`, `ad_age_days` (NaN where unknown), `new_ad`, `cold_customer`; `time` where there is
    one.

    Raises:
        ValueError: There is not one answer for each impression.
    """
    if len(answers) != len(table):
        raise ValueError(f"{len(table):,} impressions were asked about and {len(answers):,} answered.")
    found = {
        "example_id": table["example_id"],
        "group": _groups(table),
        "label": table["label"].astype("int8"),
        "score": answers["probability"].to_numpy(np.float64),
        "slice_campaign": table["slice_campaign"].astype("str") if "slice_campaign" in table else ALL,
        "ad_age_days": table["ad_age_days"].astype("float64") if "ad_age_days" in table else np.nan,
        "new_ad": table["new_ad"].astype(bool) if "new_ad" in table else False,
        "cold_customer": table["cold_customer"].astype(bool) if "cold_customer" in table else False,
    }
    if TIME in table:
        found[TIME] = table[TIME]
    return pd.DataFrame(found, index=table.index)


def _groups(table: pd.DataFrame) -> pd.Series[Any]:
    """Impressions of one customer depend on each other; one of an unknown customer stands for itself."""
    if CUSTOMER not in table:
        return table["example_id"]
    return table[CUSTOMER].where(table[CUSTOMER].notna(), table["example_id"])
