"""The frozen test impressions of ad clicks as questions, and again as a log to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

TIME: Final = "time"
CUSTOMER: Final = "customer"
AD: Final = "ad"
POSITION: Final = "position"
OUTCOMES: Final = ("click", "conversion", "spend", "propensity")  # what was not known when the ad was chosen
SLICED: Final = ("ad_age_days", "new_ad", "cold_customer", "slice_campaign")
_NEVER_SENT: Final = frozenset({"example_id", "label", *OUTCOMES, *SLICED})


def requests(examples: Path) -> pd.DataFrame:
    """The test impressions in the order of time: features, `label`, outcomes and the columns that slices are cut by.

    The outcome that is the target is what `label` says: a conversion that was not told is none there.
    """
    table = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
    outcome = "click" if target_of(examples) == "click" else "conversion"
    return table.assign(**{outcome: table["label"] == 1})


def target_of(examples: Path) -> str:
    """What `label` is of: click, conversion or conversion_after_click."""
    return str(json.loads((examples / "facts.json").read_text(encoding="utf-8"))["target"])


def request_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Only what a bidder would send: no label, no outcome, no slice; the time as ISO text."""
    asked = table[[name for name in table.columns if name not in _NEVER_SENT]]
    return _placed(asked.assign(**{TIME: _iso(asked[TIME])}) if TIME in asked else asked)


def request_params(table: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the frame's interface
    """The probability of each impression as it is, with no policy choosing among them."""
    return {"policy": "none"}


def impressions(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of `requests` as the contract's table, for a model to learn from."""
    left_out = ["label", *SLICED]
    return _placed(table.drop(columns=left_out, errors="ignore").rename(columns={"example_id": "impression_id"}))


def categorical(asked: pd.DataFrame) -> list[str]:
    """Columns of `request_columns` that hold names or ids."""
    return [name for name in asked.columns if name != TIME and not pd.api.types.is_numeric_dtype(asked[name].dtype)]


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """With the position as the number that the contract takes it for; examples hold the name of it."""
    if POSITION not in table:
        return table.copy()
    return table.assign(**{POSITION: pd.to_numeric(table[POSITION], errors="coerce").astype("float64")})


def _iso(time: pd.Series[Any]) -> pd.Series[Any]:
    known = time.notna()
    moments = time.dt.tz_convert("UTC").dt.tz_localize(None) if time.dt.tz is not None else time
    text = np.datetime_as_string(moments.to_numpy("datetime64[us]"), unit="us")
    return pd.Series(np.char.add(text, "Z"), index=time.index, dtype="str").where(known)
