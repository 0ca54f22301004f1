"""Ratings of products' attributes beside their true quality, and what is said to contradict beside what truly does."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.correlation import mean_distance, rank_correlation
from evaluation.measured import measured
from evaluation.proportion import share

Json = dict[str, Any]

WAYS: Final = {
    "ours": "rating",
    "heard without an error": "heard",
    "the same, drawn to the mean": "drawn",
    "stars of the product": "stars",
    "all alike": "alike",
}
MENTIONS: Final = {"1": (1, 1), "2 to 4": (2, 4), "5 to 9": (5, 9), "10 and more": (10, 10**9)}
ENOUGH: Final = 5  # mentions from which on disagreement can show


def ratings(rows: pd.DataFrame, settings: Json) -> Json:
    """How near ratings are to the truth, on the rows of which all ways know something.

    Args:
        rows: Of `beside_truth`.
        settings: `resamples`, `confidence`, `seed`.

    Returns:
        `rows`, `products`; `ways`: by way `rank_correlation` and `mae`; `by_mentions`: by number of mentions `rows`,
        `mae`, `heard_mae`, `width` of the interval and `coverage`, the share of intervals that hold the truth, in the
        simulator's stars and (`coverage_own`) in the model's.
    """
    known = rows.dropna(subset=list(WAYS.values())).reset_index(drop=True)
    ways = {}
    for way, column in WAYS.items():
        statistics = {"rank_correlation": rank_correlation(column, "true"), "mae": mean_distance(column, "true")}
        found = measured(known, statistics, dict.fromkeys(statistics, ""), settings)
        ways[way] = {name: one.to_json() for name, one in found.items()}
    counts = rows["mentions"].to_numpy(np.int64)
    parts = {name: rows[(counts >= least) & (counts <= most)] for name, (least, most) in MENTIONS.items()}
    return {
        "rows": len(known),
        "products": int(known["group"].nunique()),
        "ways": ways,
        "by_mentions": {name: _sureness(part) for name, part in parts.items() if len(part)},
    }


def contradictions(rows: pd.DataFrame, least_share: float, least_reviews: int) -> Json:
    """The flag beside attributes that people truly disagree about, and beside what the reviews themselves say.

    Args:
        rows: Of `beside_truth`; those of `ENOUGH` mentions and more count.
        least_share, least_reviews: Of the weaker side, from which the model is to say so.

    Returns:
        `rows`, `flagged`; by `divisive` (of the product) and `disagreeing` (in these reviews) `base` (how many are),
        `precision` and `recall`.
    """
    own = rows[rows["mentions"] >= ENOUGH]
    flag = own["contradicting"].to_numpy(bool)
    disagreeing = (own["disagree"] >= least_share) & (own["against"] >= least_reviews)
    found: Json = {"rows": len(own), "flagged": int(flag.sum())}
    for name, column in (("divisive", own["divisive"]), ("disagreeing", disagreeing)):
        true = column.to_numpy(bool)
        found[name] = {
            "base": share(int(true.sum()), len(true), meaning="").to_json(),
            "precision": share(int((flag & true).sum()), int(flag.sum()), meaning="").to_json(),
            "recall": share(int((flag & true).sum()), int(true.sum()), meaning="").to_json(),
        }
    return found


def _sureness(rows: pd.DataFrame) -> Json:
    holds = {
        name: int(((rows["low"] <= rows[column]) & (rows[column] <= rows["high"])).sum())
        for name, column in (("coverage", "true"), ("coverage_own", "true_own"))
    }
    return {
        "rows": len(rows),
        "mae": float((rows["rating"] - rows["true"]).abs().mean()),
        "heard_mae": _mean((rows["heard"] - rows["true"]).abs()),
        "width": float((rows["high"] - rows["low"]).mean()),
        **{name: share(hits, len(rows), meaning="").to_json() for name, hits in holds.items()},
    }


def _mean(values: pd.Series[Any]) -> float | None:
    known = values.dropna()
    return float(known.mean()) if len(known) else None
