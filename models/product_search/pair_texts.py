"""What of a product is read: the fields that decide, each word that is already there left out."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

_PATH: Final = ">"  # between the levels of a category
_BEFORE, _AFTER = ("brand",), ("colour", "category")  # fields that a title is completed with, in this order


def product_texts(products: pd.DataFrame) -> pd.Series[str]:
    """Title, completed with brand, colour and the last level of the category where it does not name them.

    Args:
        products: With columns `title`, and `brand`, `colour`, `category` where they are known; cells may be missing.

    Returns:
        One text a product; empty where nothing is known.
    """
    text = field(products, "title")
    for name in (*_BEFORE, *_AFTER):
        value = field(products, name)
        if name == "category":
            value = value.str.rsplit(_PATH, n=1).str[-1].str.strip()
        pairs = zip(text.str.casefold(), value.str.casefold(), strict=True)
        new = np.array([bool(word) and word not in known for known, word in pairs], dtype=np.bool_)
        added = value.where(new, "")
        text = (added + " " + text if name in _BEFORE else text + " " + added).str.strip()
    return text


def field(products: pd.DataFrame, name: str) -> pd.Series[str]:
    """A column of texts, stripped; empty where it or a cell is missing."""
    if name not in products:
        return pd.Series("", index=products.index, dtype="str")
    return products[name].astype("str").fillna("").str.strip()
