"""Parts of the test of review extraction on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.review_requests import FLAGS
from evaluation.wording import slug

SLICES: Final = (*FLAGS, "category_*")
CATEGORIES: Final = 10  # the largest ones that are told apart: of small ones chance tells more
MEANING: Final = {
    "short_text": "reviews with fewer words than features.short_words",
    "implied_aspect": "reviews with an opinion whose aspect is not written",
    "unseen_aspect": "reviews with an aspect that no review of training has in the same words",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty, and of categories there are only the largest."""
    fixed = {name: table[table[name].to_numpy(bool)] for name in FLAGS}
    counts = table["category"].dropna().value_counts()
    # Of equally large ones the first by name, so that two models are cut alike.
    largest = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))[:CATEGORIES]
    return fixed | {f"category_{slug(str(name))}": table[table["category"] == name] for name in largest}


def meaning(name: str) -> str:
    """What a part is, in words."""
    return MEANING.get(name, f"reviews of products of the category {name.removeprefix('category_')}")
