"""What is told of the examples of review extraction."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.compute as pc

from features.columns import Mask
from features.review_extraction.parts import HELD_OUT, TRAIN, UNLABELLED
from features.review_extraction.splits import Split
from features.review_extraction.tables import IMPLIED, SPANS, Tables
from features.review_extraction.usable import Usable
from features.splits import SPLITS


def facts_of(
    tables: Tables, use: Usable, split: Split, slices: dict[str, Mask], keys: npt.NDArray[np.uint64], viewed: int
) -> dict[str, Any]:
    """Counts as JSON values: of the tables, of each split, and of what was left out."""
    facts: dict[str, Any] = {
        "split": split.how,
        "reviews": len(tables),
        "annotated_reviews": int(tables.annotated.sum()),
        "annotations": len(tables.review),
        "annotations_of_reviews_not_annotated": tables.unused,
        "reviews_of_other_languages": use.other_language,
        "reviews_in_words_of_another_language": use.strange,
        "reviews_of_other_categories": use.other_category,
        "reviews_left_out": split.left_out,
        "reviews_with_a_text_of_a_part_that_measures_left_out": split.repeated,
        "texts_annotated_differently": _contradicting(tables, keys),
        "unlabelled": int((split.of == UNLABELLED).sum()),
        "held_out": int((split.of == HELD_OUT).sum()),
        "reviews_of_products": viewed,
        "products": int(pc.count_distinct(tables.column("product_id")).as_py()),
        "stars": len(tables.column("stars").drop_null()),
    }
    implied = tables.span("aspect_start") == IMPLIED
    sentiment = np.asarray(tables.triplets.column("sentiment").to_pandas(), dtype=object)
    for place, name in enumerate(SPLITS):
        own, triplets = split.of == place, split.of[tables.review] == place
        names, counts = np.unique(sentiment[triplets], return_counts=True)
        facts[name] = {
            "reviews": int(own.sum()),
            "triplets": int(triplets.sum()),
            "implied_aspects": int(implied[triplets].sum()),
            "sentiments": dict(zip(names.tolist(), counts.tolist(), strict=True)),
        }
        if place != TRAIN:
            facts[name] |= {what: int(holds[own].sum()) for what, holds in slices.items()}
    return facts


def _contradicting(tables: Tables, keys: npt.NDArray[np.uint64]) -> int:
    """Texts that several annotated reviews share and that are annotated otherwise in one of them than in another."""
    rows = pd.DataFrame({name: tables.span(name) for name in SPANS})
    rows["sentiment"] = tables.triplets.column("sentiment").to_pandas().to_numpy()
    each = pd.util.hash_pandas_object(rows, index=False).to_numpy(dtype=np.uint64)
    marks = np.zeros(len(tables), dtype=np.uint64)
    with np.errstate(over="ignore"):
        np.add.at(marks, tables.review, each)
    shared = pd.DataFrame({"text": keys[tables.annotated], "mark": marks[tables.annotated]})
    return int((shared.groupby("text")["mark"].nunique() > 1).sum())
