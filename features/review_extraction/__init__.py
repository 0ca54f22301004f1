"""Annotated reviews as examples, with reviews that nobody annotated for weak lessons and for the view of products."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features import folding
from features.review_extraction.examples import write_examples
from features.review_extraction.facts import facts_of
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.refusals import refuse_few
from features.review_extraction.slices import slices_of
from features.review_extraction.splits import split_of
from features.review_extraction.tables import read_tables
from features.review_extraction.usable import usable

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write examples for training, validation and test, and the reviews beside them.

    The split is that of reviews.split where it is given (valid is carved from train by a hash of the text where it
    gives none); else reviews of one product, or of equal text alone where products do not suffice, fall alike by a
    hash. With `holdout_category` that category is the test. Of reviews that nobody annotated those of the test's
    products, or a share by their text, are held out from training.

    Args:
        tables: Folder of clean contract tables: reviews.parquet, annotations.parquet.
        out: Folder for {train,valid,test}.parquet (example_id, text, product_id, category, stars, time, language; in
            valid and test what `slices.slices_of` tells), triplets.parquet (example_id, split, places of aspect and
            opinion, -1 where implied, sentiment, attribute), unlabelled.parquet and, held out, starred.parquet
            (review_id and the same columns), products.parquet (those of reviews that are of a product, and split) and
            facts.json.
        parameters: Settings.

    Returns:
        Counts per split and of what was left out, and how the split was made.

    Raises:
        DataError: A table is absent or empty, a split is given only in part, a category is asked for that is not
            there, or the annotated reviews do not suffice.
    """
    found = read_tables(tables)
    use = usable(found, parameters)
    keys = folding.text_keys(found.reviews, ("text",), blanks=False)
    split = split_of(found, use, keys, parameters)
    refuse_few(found, use, keys, split, parameters)
    slices = slices_of(found, split, parameters)
    out.mkdir(parents=True, exist_ok=True)
    viewed = write_examples(found, use, split, slices, parameters, out)
    facts = facts_of(found, use, split, slices, keys, viewed)
    facts["holdout_category"] = parameters.holdout_category or None
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
