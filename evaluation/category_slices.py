"""Parts of the test of product classification on which a gate may guard the primary metric."""

from __future__ import annotations

from typing import Final

import pandas as pd

SLICES: Final = ("scarce_leaf", "new_leaf", "several_leaves", "repeated_text", "no_title", "accessory")
MEANING: Final = {
    "scarce_leaf": "listings of scarce leaves alone: fewer training listings than features.scarce_rows",
    "new_leaf": "listings none of whose leaves has a training listing: the leaf's name and place have to do",
    "several_leaves": "listings that belong to several leaves",
    "repeated_text": "listings whose text is also one of training; far above the rest, learning by heart is measured",
    "no_title": "listings without a title",
    "accessory": "listings of accessories: their leaf, or a node above it, names what it goes with",
}


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty."""
    return {name: table[table[name].to_numpy(bool)] for name in SLICES}
