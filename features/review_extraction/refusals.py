"""Reviews that do not suffice for a train, a valid and a test split, and what helps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from features.columns import UNKNOWN
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.parts import TRAIN, Keys
from features.review_extraction.splits import HOW, Split, split_of
from features.review_extraction.tables import Tables
from features.review_extraction.usable import Usable
from features.splits import ADVISED
from infra.errors import DataError


def refuse_few(tables: Tables, use: Usable, keys: Keys, split: Split, parameters: FeaturesParameters) -> None:
    """Refuse splits of too few reviews, and a train split in which nothing is judged.

    Raises:
        DataError: There is such a split; names it, what it has, and what helps. Shares are advised only where they
            were tried and help.
    """
    for name, size in split.sizes().items():
        if size >= parameters.min_examples:
            continue
        annotated = int((use.used & tables.annotated).sum())
        raise DataError(
            f"reviews: split `{name}` (made {split.how}) has {size:,} annotated reviews; it needs at least "
            f"{parameters.min_examples:,}. {annotated:,} of {len(tables):,} reviews are annotated and used.",
            _way_out(tables, use, keys, split, parameters),
        )
    if not (split.of[tables.review] == TRAIN).any():
        raise DataError(
            f"None of the {split.sizes()['train']:,} reviews of train has an annotation: there is nothing to learn.",
            "Annotate what they judge, or leave `annotated` empty where nobody has looked.",
        )


def _way_out(tables: Tables, use: Usable, keys: Keys, split: Split, parameters: FeaturesParameters) -> str:
    told = "Annotate more reviews"
    weighed = use.used & tables.annotated
    if parameters.holdout_category and split.sizes()["test"] >= parameters.min_examples:
        others = int((weighed & ~use.held).sum())
        told += f" of other categories than {parameters.holdout_category}, which features.holdout_category keeps for "
        told += f"the test: {others:,} are of others"
    texts = len(np.unique(keys[weighed]))
    if texts < weighed.sum():
        told += f", and of other texts: these have {texts:,}, and equal ones fall alike"
    if use.other_language and not (tables.given[weighed] != UNKNOWN).all():
        told += f"; {use.other_language:,} are in languages that features.languages leaves out"
    if split.how.startswith(HOW["given"]):
        return told + ", or leave reviews.split out to have the reviews split."
    if split.how.startswith(HOW["product"]) and parameters.split_by == "product":
        told += ", of more products, or set features.split_by to text"
    for share in ADVISED:
        tried = replace(
            parameters,
            valid_share=max(share, parameters.valid_share),
            test_share=max(share, parameters.test_share),
        )
        if split_of(tables, use, keys, tried).least() >= parameters.min_examples:
            return (
                told + f", or set features.valid_share={tried.valid_share:g} and "
                f"features.test_share={tried.test_share:g}."
            )
    least = split.least()
    return told + (f", or lower features.min_examples to {least}." if least > 1 else ".")
