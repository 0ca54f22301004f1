"""The labels that training held to be wrong, beside those that truly are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

Json = dict[str, Any]


def detector(bundle: Path, given: pd.DataFrame, right: pd.DataFrame) -> Json:
    """Precision and recall of the labels that were set aside, of these and those that count less, and of all reported.

    Args:
        bundle: With `suspect_labels.parquet`.
        given: Labels that were trained on: example_id, leaf_id.
        right: True leaves of listings: listing_id, leaf_id.

    Returns:
        `labels`, `wrong`; `set_aside`, `distrusted` (also those that count less) and `reported` (also those that people
        are asked about alone): `found`, `precision`, `recall`; `suggestion_right`: of the wrong labels that are
        reported how many come with a true leaf of the listing as the suggestion.
    """
    true = pd.MultiIndex.from_arrays([right["listing_id"].astype("str"), right["leaf_id"].astype("str")])
    labels = pd.MultiIndex.from_arrays([given["example_id"].astype("str"), given["leaf_id"].astype("str")])
    wrong = ~labels.isin(true)
    suspects = pd.read_parquet(bundle / "suspect_labels.parquet")
    named = pd.MultiIndex.from_arrays([suspects["listing_id"].astype("str"), suspects["given_leaf"].astype("str")])
    suggested = pd.MultiIndex.from_arrays(
        [suspects["listing_id"].astype("str"), suspects["suggested_leaf"].astype("str")]
    )
    action = suspects["action"].to_numpy()
    parts = {
        "set_aside": np.isin(action, ("set_aside",)),
        "distrusted": np.isin(action, ("set_aside", "down_weighted")),
    }
    hits = labels.isin(named) & wrong
    suggestion = pd.Index(suggested[named.isin(labels[hits])]).isin(true)
    return {
        "labels": len(labels),
        "wrong": int(wrong.sum()),
        **{name: _scores(labels.isin(named[rows]), wrong) for name, rows in parts.items()},
        "reported": _scores(labels.isin(named), wrong),
        "suggestion_right": float(suggestion.mean()) if len(suggestion) else None,
    }


def _scores(found: Any, wrong: Any) -> Json:
    hits = int((found & wrong).sum())
    return {
        "found": int(found.sum()),
        "precision": hits / int(found.sum()) if found.any() else None,
        "recall": hits / int(wrong.sum()) if wrong.any() else None,
    }
