"""Scores of several methods for the same deals shown, measured alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.deal_resampled import Draws, ahead, told, values
from benchmarks.deal_rows import Floats, Rows

Json = dict[str, Any]


def compared(rows: Rows, kept: dict[str, pd.DataFrame], ours: str, resampling: Json) -> Json:
    """Measures of each method, and how far ours is ahead, with intervals that draw customers.

    Args:
        rows: What was shown.
        kept: By method `example_id`, `deal_id`, `score`, and `probability` where the method has one.
        ours: The method that is held against all others; where it is missing, nothing is.
        resampling: `resamples`, `confidence` and `seed`.

    Returns:
        `methods` and `ahead`, the gains of ours over each; `rows`, `redeemed`, `requests`, and those `redeeming`.
    """
    drawn = Draws.of(rows, resampling["resamples"], resampling["seed"])
    first = sorted(kept, key=lambda name: (name != ours, name))
    found = {name: values(rows, on_rows(rows, kept[name]), drawn, probability(rows, kept[name])) for name in first}
    level, own = resampling["confidence"], found.get(ours)
    others = {} if own is None else {name: every for name, every in found.items() if name != ours}
    return {
        "rows": len(rows),
        "redeemed": int(rows.label.sum()),
        "requests": len(rows.sizes),
        "redeeming": len(rows.some(rows.with_redemption).sizes),
        "methods": {
            name: {of: told(one, level, len(rows)) for of, one in every.items()} for name, every in found.items()
        },
        "ahead": {
            name: {of: ahead(own[of], one, level) for of, one in every.items()} for name, every in others.items()
        },
    }


def on_rows(rows: Rows, kept: pd.DataFrame) -> Floats:
    """Scores of the rows in their order; what was not answered lies below all that was; (n,)."""
    found = _on_rows(rows, kept, "score")
    return np.where(np.isfinite(found), found, np.nanmin(found) - 1)


def probability(rows: Rows, kept: pd.DataFrame) -> Floats | None:
    """Probabilities of the rows in their order, 0 of what was not answered, (n,); None of a method without any."""
    if "probability" not in kept:
        return None
    found = _on_rows(rows, kept, "probability")
    return np.where(np.isfinite(found), found, 0.0)


def _on_rows(rows: Rows, kept: pd.DataFrame, column: str) -> Floats:
    values_of = kept.set_index(["example_id", "deal_id"])[column]
    asked = pd.MultiIndex.from_frame(rows.table[["example_id", "deal_id"]])
    return np.asarray(values_of.reindex(asked), dtype=np.float64)
