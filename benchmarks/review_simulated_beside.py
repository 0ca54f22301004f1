"""Rated attributes of products beside what is true of them, and what a reader without an error would have heard."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.review_simulated_truth import triplets
from evaluation.review_rows import flat

DRAWN_BY: Final = 2.0  # opinions at the mean of all that are put to what is heard
_WORTH: Final = {"negative": 1.0, "neutral": 3.0, "positive": 5.0}  # as the simulator's ratings have it


def named(outcomes: pd.DataFrame) -> pd.Series[Any]:
    """The true attribute that most mentions of each canonical name mean, of pairs that are right."""
    _, (told, meant) = flat(outcomes, "attributes_told", "attributes_meant")
    pairs = pd.DataFrame({"attribute": told, "meant": meant}).value_counts(sort=True).reset_index()
    return pairs.drop_duplicates("attribute").set_index("attribute")["meant"]


def beside_truth(
    rated: pd.DataFrame, names: pd.Series[Any], tables: Path, reviews: pd.DataFrame, scale: list[float]
) -> pd.DataFrame:
    """Rated attributes whose meaning and truth are known.

    Args:
        rated: `product_id`, `attribute`, `rating`, `low`, `high`, `mentions`, `contradicting`.
        names: Of `named`.
        tables: What the simulator wrote.
        reviews: Those that the ratings are made of: `review_id`, `product_id`, `stars`.
        scale: Stars that the model holds a negative, a neutral and a positive opinion for.

    Returns:
        These columns with `meant`, `true` (rating), `true_own` (the same in the model's stars), `divisive`, `heard`
        (mean of the true opinions in these reviews), `drawn` (the same beside `DRAWN_BY` at the mean of all),
        `disagree` (share of the weaker side) and `against` (how many that are), `stars`, `alike`; `group`, the product.
    """
    truth = pd.read_parquet(tables / "truth" / "product_truth.parquet")
    truth = truth.rename(columns={"attribute": "meant", "rating": "true"})
    truth = truth.assign(true_own=truth[list(_WORTH)].to_numpy(np.float64) @ np.array(scale))
    rows = rated.assign(meant=rated["attribute"].map(names)).dropna(subset=["meant", "rating"])
    keys = dict.fromkeys(["product_id", "meant"], object)
    truth = truth[[*keys, "true", "true_own", "divisive"]].astype(keys)
    rows = rows.astype(keys).merge(truth, on=list(keys))
    rows = rows.merge(_heard(tables, reviews).astype(keys), on=list(keys), how="left")
    stars = reviews.groupby("product_id")["stars"].mean()
    rows = rows.assign(stars=rows["product_id"].map(stars), group=rows["product_id"].astype("str"))
    return rows.assign(alike=rows["true"].median())


def _heard(tables: Path, reviews: pd.DataFrame) -> pd.DataFrame:
    """What a reader without an error makes of reviews, by product and attribute."""
    said = triplets(tables, reviews["review_id"]).merge(reviews[["review_id", "product_id"]], on="review_id")
    worth = said["sentiment"].map(_WORTH)
    said = said.assign(worth=worth, praise=worth == _WORTH["positive"], blame=worth == _WORTH["negative"])
    groups = said.groupby(["product_id", "attribute"])
    sums, count = groups[["worth", "praise", "blame"]].sum(), groups.size()
    weaker = np.minimum(sums["praise"], sums["blame"])
    mean = float(worth.mean())
    found = pd.DataFrame(
        {
            "heard": sums["worth"] / count,
            "drawn": (sums["worth"] + DRAWN_BY * mean) / (count + DRAWN_BY),
            "against": weaker,
            "disagree": weaker / (sums["praise"] + sums["blame"]).clip(lower=1),
        }
    )
    return found.reset_index().rename(columns={"attribute": "meant"})
