"""Folds of the training listings, so that each can be scored by a model that did not see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .listing_text import FIELDS, Texts

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_DIGITS: Final = r"[0-9]+"
_BLANKS: Final = r"\s+"


@dataclass(frozen=True)
class FoldSettings:
    """How training listings are kept from models that saw them."""

    folds: int = 3  # each is scored by a linear model of the others
    twin_words: int = 4  # titles that begin with the same so many words, digits dropped, are of one fold
    twin_share: float = 0.5  # share of a leaf above which its twins are spread over folds all the same


def text_keys(texts: Texts) -> Keys:
    """Hash of all text of a listing; (n,), equal for listings that say the same."""
    return _hashed(pd.DataFrame({field: texts.field(field) for field in FIELDS}))


def twin_keys(texts: Texts, words: int) -> Keys:
    """Hash of the first words of a listing's title, or of its description where it has none, without digits; (n,).

    Sellers list one product in many sizes and colours. A model that saw a listing's twins tells little of how it does
    on other products.
    """
    leading = texts.title.where(~texts.missing("title"), texts.description)
    spelt = leading.str.replace(_DIGITS, "", regex=True).str.replace(_BLANKS, " ", regex=True).str.strip()
    first = spelt.str.extract(rf"^((?:\S+ ?){{1,{words}}})", expand=False).fillna("")
    return _hashed(first.str.strip().to_frame())


def folds_of(texts: Texts, truth: sp.csr_array, settings: FoldSettings) -> Ints:
    """Fold of each listing, from 0: twins fall alike, equal texts always, and what a leaf has is spread evenly.

    Twins that are most of a leaf are spread, or the leaf would be unknown to the models that score them.

    Args:
        texts: n listings.
        truth: Leaves of each; (n, leaves), every row has one at least.
        settings: How many folds, and what twins are.

    Returns:
        (n,), without gaps; fewer folds than asked for where there are fewer texts.
    """
    leaf = truth.indices[truth.indptr[:-1]].astype(np.int64)
    leaves = truth.shape[1]
    like = twin_keys(texts, settings.twin_words)
    twins = np.unique(like, return_inverse=True)[1].astype(np.int64)
    pairs, together = np.unique(twins * leaves + leaf, return_counts=True)
    most = settings.twin_share * np.bincount(leaf, minlength=leaves)[pairs % leaves]
    crowded = np.isin(twins, pairs[together > most] // leaves)
    keys = np.where(crowded, text_keys(texts), like)
    groups = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    return dealt(groups, leaf, settings.folds)


def dealt(groups: Ints, leaf: Ints, folds: int) -> Ints:
    """Deal groups out leaf by leaf, whole ones; a group goes with the leaf of its first listing.

    Args:
        groups: Number of each listing's group, none left out; (n,).
        leaf: Its leaf; (n,).
        folds: How many.
    """
    first = np.unique(groups, return_index=True)[1]
    own_leaf = leaf[first]
    order = np.argsort(own_leaf, kind="stable")
    own = own_leaf[order]
    starts = np.flatnonzero(np.diff(own, prepend=-1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    fold = np.empty(len(order), dtype=np.int64)
    # leaves begin with different folds, or all leaves of one group would be in the first
    fold[order] = (rank + own) % folds
    return np.unique(fold, return_inverse=True)[1][groups].astype(np.int64)


def _hashed(frame: pd.DataFrame) -> Keys:
    return np.asarray(pd.util.hash_pandas_object(frame, index=False), dtype=np.uint64)
