"""Parts of the test of visual search on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.visual_requests import FLAGS
from evaluation.wording import slug

SLICES: Final = (*FLAGS, "category_*")
CATEGORIES: Final = 10  # the largest ones that are told apart: of small ones chance tells more
MEANING: Final = {
    "one_product": "photos of one product",
    "several_products": "photos of several products",
    "small_in_picture": "photos in which no product takes a tenth of the picture",
    "large_in_picture": "photos in which a product takes half of the picture or more",
    "added_later": "photos of a product that training never saw",
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
    return MEANING.get(name, f"photos of products of the category {name.removeprefix('category_')}")
