"""What of review extraction is measured by asking again: hurried texts, strange ones, stars, ratings, speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import (
    cost,
    rec_training,
    review_noised,
    review_other_languages,
    review_ratings,
    review_remembered,
    review_stars,
    review_strangers,
    review_terms,
)
from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.review_asking import Asking, Extractor
from evaluation.review_requests import asked_of, request_columns
from evaluation.review_truth import Annotated

_SPEED: Final = "reviews_per_second"
MEASURES: Final = (
    *review_noised.MEASURES,
    *review_strangers.MEASURES,
    *review_other_languages.MEASURES,
    *review_stars.MEASURES,
    *review_ratings.MEASURES,
    *review_terms.MEASURES,
    *review_remembered.MEASURES,
    _SPEED,
    *rec_training.MEASURES,
)


def challenges(
    model: Extractor, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need the model asked again, and what it says of its own training.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `challenge_reviews`: the most test reviews, evenly over the test, that are asked again; `noise`: of
            the noise channel; `rated_reviews`, `rated_products`, `least_stars`, `least_opinions`; `throughput_reviews`:
            the most that are timed in one batch; `resamples`, `confidence`, `seed`.
    """
    asking = Asking(model, settings)
    sample = table.iloc[spread(len(table), int(settings["challenge_reviews"]))].reset_index(drop=True)
    annotated = Annotated.of(sample, examples)
    clean = asking.outcomes(sample, annotated)
    found = review_noised.measures(asking, sample, annotated, clean)
    found |= review_strangers.measures(asking, sample, annotated)
    found |= review_other_languages.measures(asking, sample, annotated, examples)
    reviews = review_stars.held_out(examples)
    if reviews is not None:
        found |= review_stars.measures(asking, reviews, annotated)
    whole = table if reviews is None else pd.concat([table, reviews], ignore_index=True)
    found |= review_ratings.measures(asking, whole, Annotated.of(table, examples), _naming(asking, examples, clean))
    found |= review_terms.measures(model, table, Annotated.of(table, examples), settings)
    found |= review_remembered.measures(asking, examples, table)
    found[_SPEED] = _per_second(model, table, int(settings["throughput_reviews"]))
    return found | _training(model)


def _naming(asking: Asking, examples: Path, clean: pd.DataFrame) -> pd.DataFrame:
    """Outcomes that tell which name an annotated attribute has: of valid, else of the reviews that are measured."""
    if not (examples / "valid.parquet").is_file():
        return clean
    valid = asked_of(pd.read_parquet(examples / "valid.parquet"), examples)
    if valid["product_id"].isna().all():
        return clean
    sample = valid.iloc[spread(len(valid), int(asking.settings["challenge_reviews"]))].reset_index(drop=True)
    annotated = Annotated.of(sample, examples, "valid")
    if not any(one is not None for one in annotated.attribute):
        return clean
    said = asking.outcomes(sample, annotated)
    return said if said["attributes_meant"].map(len).any() else clean


def _per_second(model: Extractor, table: pd.DataFrame, most: int) -> Measure:
    rate = cost.answered_a_second(model, request_columns(table), most, "reviews/s")
    return replace(rate, meaning="read in one batch, on the threads that the model was trained with")


def _training(model: Extractor) -> dict[str, Measure]:
    facts = getattr(model, "facts", {})
    reviews = facts.get("train_reviews") if isinstance(facts, Mapping) else None
    count = reviews if isinstance(reviews, int) else 0
    return {name: replace(one, n=count) for name, one in rec_training.measures(facts).items()}
