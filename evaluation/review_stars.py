"""Reviews that nobody annotated, with stars that no training saw: whether what is told of them fits the stars."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from evaluation.asked_again import spread
from evaluation.correlation import mean_distance, rank_correlation
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.proportion import share
from evaluation.review_asking import Asking
from evaluation.review_requests import asked_of
from evaluation.review_truth import Annotated

HELD_OUT: Final = "starred.parquet"
_STATISTICS: Final = {
    "held_out_stars_rank_correlation": rank_correlation("stars_told", "stars"),
    "held_out_stars_mae": mean_distance("stars_told", "stars"),
    "held_out_stars_mae_alike": mean_distance("alike", "stars"),
}
_MEANING: Final = {
    "held_out_stars_rank_correlation": "Spearman's, of a held-out review's stars and the mean of its opinions",
    "held_out_stars_mae": "between a held-out review's stars and the mean of the opinions told of it: 1, 3 or 5 each",
    "held_out_stars_mae_alike": "held_out_stars_mae if each review were given their median: what knowing nothing costs",
}
_TOLD: Final = "held_out_stars_told"
MEASURES: Final = (*_STATISTICS, _TOLD)


def held_out(examples: Path) -> pd.DataFrame | None:
    """Held-out reviews with stars as rows of `review_requests.requests`; None where `build` held none out."""
    if not (examples / HELD_OUT).is_file():
        return None
    reviews = pd.read_parquet(examples / HELD_OUT)
    reviews = reviews[reviews["stars"].notna()].rename(columns={"review_id": "example_id"})
    return asked_of(reviews, examples) if len(reviews) else None


def measures(asking: Asking, reviews: pd.DataFrame, annotated: Annotated) -> dict[str, Measure]:
    """What is told against the stars, of reviews of which something is told, and how many these are.

    Args:
        asking: `settings.rated_reviews`: the most reviews, evenly over all.
        reviews: Of `held_out`.
        annotated: Of any rows; its aspects of training alone are used.
    """
    sample = reviews.iloc[spread(len(reviews), int(asking.settings["rated_reviews"]))].reset_index(drop=True)
    nothing = annotated.take_none()
    found = asking.outcomes(sample, nothing)
    told = found[found["stars_told"].notna()].reset_index(drop=True)
    says = "of the held-out reviews with stars, those of which something is told; the measures of stars are of these"
    told = told.assign(alike=told["stars"].median())
    lower = ("held_out_stars_mae", "held_out_stars_mae_alike")
    of_stars = measured(told, _STATISTICS, _MEANING, asking.settings, lower)
    return {**of_stars, _TOLD: share(len(told), len(found), meaning=says)}
