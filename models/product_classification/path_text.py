"""What a leaf is called, as text that listings can be compared with."""

from __future__ import annotations

import pandas as pd

from .listing_text import Texts, prepare
from .tree import SEPARATOR, Tree


def path_listings(tree: Tree) -> Texts:
    """A listing for each leaf whose title is the leaf's path; (leaves,)."""
    return _listings(pd.Series(tree.paths[tree.leaves], dtype="str").str.replace(SEPARATOR, " ", regex=False))


def name_listings(tree: Tree) -> Texts:
    """A listing for each leaf whose title is the leaf's own name; (leaves,)."""
    return _listings(pd.Series(tree.names[tree.leaves], dtype="str"))


def _listings(titles: pd.Series[str]) -> Texts:
    return prepare(pd.DataFrame({"title": titles}))
