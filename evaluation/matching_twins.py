"""Variation twins where the truth is known: listings of two products of one family whose titles differ in one word."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from evaluation.matching_pairs import Rows, pairs_within
from evaluation.measure import Measure
from evaluation.proportion import share

_CHUNK: Final = 200_000
_FEWEST_COMMON: Final = 2  # words; titles that share less are two short titles, not twins


def held_out_families(truth: pd.DataFrame, clusters: pd.DataFrame) -> pd.Index[str]:
    """Families of which no listing is labelled in train or valid.

    Args:
        truth: `listing_id`, `family_id`.
        clusters: `listing_id`, `split`, as training got them.
    """
    used = clusters.loc[clusters["split"].isin(["train", "valid"]), "listing_id"]
    seen = truth.loc[truth["listing_id"].isin(used), "family_id"].unique()
    unseen: pd.Index[str] = pd.Index(truth["family_id"].unique()).difference(pd.Index(seen))
    return unseen


def words_apart(titles: pd.Series[str], left: Rows, right: Rows) -> tuple[Rows, Rows, Rows]:
    """Words that the left title alone has, that the right one alone has, and that both have, of each pair.

    Words are what blanks part, letter case aside; a word said twice counts twice, order does not count.

    Args:
        titles: Titles by row; a missing one has no words.
        left, right: Row positions of the pairs.
    """
    words = titles.reset_index(drop=True).str.casefold().str.split().explode().dropna()
    columns, vocabulary = pd.factorize(words)
    ones = np.ones(len(words), dtype=np.int32)
    shape = (len(titles), max(len(vocabulary), 1))
    counts = sp.csr_array((ones, (words.index.to_numpy(), columns)), shape=shape)
    counts.sum_duplicates()
    lengths = np.asarray(counts.sum(axis=1), dtype=np.int64).ravel()
    common = np.zeros(len(left), dtype=np.int64)
    for start in range(0, len(left), _CHUNK):
        part = slice(start, start + _CHUNK)
        common[part] = np.asarray(counts[left[part]].minimum(counts[right[part]]).sum(axis=1)).ravel()
    return lengths[left] - common, lengths[right] - common, common


def twin_pairs(listings: pd.DataFrame) -> pd.DataFrame:
    """All pairs of listings of different products of one family whose titles differ in one word.

    That is one word exchanged for another, or one word more in one title, with two words or more in common.

    Args:
        listings: `title`, `family_id`, `product_id`; `variation` (`title`, `elsewhere` or `nowhere`: where the listing
            tells what sets its product apart) and `varying` (the attributes in which the
            family varies, joined by `+`).

    Returns:
        `left`, `right` (row positions), `exchanged` (else one word more), `told` (both listings tell, somewhere, what
        sets their products apart) and `varying`.
    """
    left, right = pairs_within(listings["family_id"])
    product = pd.factorize(listings["product_id"])[0]
    different = product[left] != product[right]
    left, right = left[different], right[different]
    ours, theirs, common = words_apart(listings["title"], left, right)
    twin = (np.maximum(ours, theirs) == 1) & (common >= _FEWEST_COMMON)
    left, right = left[twin], right[twin]
    told = (listings["variation"] != "nowhere").to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            "left": left,
            "right": right,
            "exchanged": (ours[twin] == 1) & (theirs[twin] == 1),
            "told": told[left] & told[right],
            "varying": listings["varying"].fillna("").to_numpy()[left],
        }
    )


def same_product_pairs(listings: pd.DataFrame) -> pd.DataFrame:
    """All pairs of listings of one product: `left`, `right` (row positions) and `told` as in `twin_pairs`."""
    left, right = pairs_within(listings["product_id"])
    told = (listings["variation"] != "nowhere").to_numpy(dtype=bool)
    return pd.DataFrame({"left": left, "right": right, "told": told[left] & told[right]})


def false_merges(twins: pd.DataFrame, matched: npt.NDArray[np.bool_]) -> dict[str, Measure]:
    """Share of twins called the same product: of all, of kinds of twins, and by what the family varies in.

    Args:
        twins: From `twin_pairs`; a family that varies in two attributes counts with both.
        matched: Whether each was called a match.
    """
    exchanged, told = (twins[name].to_numpy(dtype=bool) for name in ("exchanged", "told"))
    kinds = {
        "all twins": np.ones(len(twins), dtype=bool),
        "one word exchanged": exchanged,
        "one word more": ~exchanged,
        "both listings tell the variation": told,
        "a listing keeps the variation quiet": ~told,
    }
    varying = twins["varying"].str.get_dummies("+").astype(bool)
    kinds |= {f"family varies in {name}": varying[name].to_numpy() for name in sorted(varying.columns.astype(str))}
    return {name: _share_of(rows, matched, higher_is_better=False) for name, rows in kinds.items()}


def found_matches(pairs: pd.DataFrame, matched: npt.NDArray[np.bool_]) -> dict[str, Measure]:
    """Share of true pairs called the same product: of all, and of those whose listings tell the variation.

    Args:
        pairs: From `same_product_pairs`.
        matched: Whether each was called a match.
    """
    told = pairs["told"].to_numpy(dtype=bool)
    kinds = {"all true pairs": np.ones(len(pairs), dtype=bool), "both listings tell the variation": told}
    return {name: _share_of(rows, matched, higher_is_better=True) for name, rows in kinds.items()}


def _share_of(rows: npt.NDArray[np.bool_], matched: npt.NDArray[np.bool_], *, higher_is_better: bool) -> Measure:
    return share(int(matched[rows].sum()), int(rows.sum()), higher_is_better=higher_is_better)
