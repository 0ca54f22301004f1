"""Which reviews are for training, tuning and testing, which for weak lessons, and which are held out from those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from features.columns import UNKNOWN, Longs, Mask, coded
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.parts import HELD_OUT, TEST, TRAIN, UNLABELLED, VALID, Keys, repeated_of, thinned
from features.review_extraction.tables import Tables
from features.review_extraction.usable import Usable
from features.splits import SPLITS, check_given, components, split_groups, unit_hash

HOW: Final = {"given": "as reviews.split says", "product": "by product", "text": "by a hash of the text"}
CARVED: Final = ", valid carved from train by a hash"


@dataclass(frozen=True)
class Split:
    """The split of n reviews.

    Attributes:
        of: (n,) position in `PARTS`, `UNKNOWN` for reviews that are left out.
        how: In words, how it was made.
        repeated: Reviews that are left out because a part that measures has their text.
        left_out: Reviews left out of each part because there are more than are wanted.
    """

    of: Longs
    how: str
    repeated: int
    left_out: dict[str, int]

    def sizes(self) -> dict[str, int]:
        """Annotated reviews of each split."""
        return {name: int((self.of == place).sum()) for place, name in enumerate(SPLITS)}

    def least(self) -> int:
        """Reviews of the smallest split."""
        return min(self.sizes().values())


def split_of(tables: Tables, use: Usable, keys: Keys, parameters: FeaturesParameters) -> Split:
    """Split the reviews, then leave out what is more than is wanted.

    Args:
        tables: n reviews.
        use: Those that are used.
        keys: (n,) of their texts.
        parameters: Settings.

    Raises:
        DataError: reviews.split is given only in part, or lacks train or test.
    """
    annotated = use.used & tables.annotated
    if (tables.given[annotated] != UNKNOWN).any():
        check_given(tables.given[annotated], "reviews", "the reviews split", rows="annotated rows")
        return _finished(*_given(tables, annotated, keys, parameters), tables, use, keys, parameters)
    if parameters.split_by != "auto":
        return _hashed(tables, use, keys, parameters)
    if tables.column("product_id").null_count < len(tables):
        by_product = _hashed(tables, use, keys, replace(parameters, split_by="product"))
        if by_product.least() >= parameters.min_examples:
            return by_product
    return _hashed(tables, use, keys, replace(parameters, split_by="text"))


def _hashed(tables: Tables, use: Usable, keys: Keys, parameters: FeaturesParameters) -> Split:
    of = _by_hash(tables, use.used & tables.annotated, keys, parameters)
    return _finished(of, HOW[parameters.split_by], tables, use, keys, parameters)


def _by_hash(tables: Tables, weigh: Mask, keys: Keys, parameters: FeaturesParameters) -> Longs:
    """(n,) position in `SPLITS`: reviews of equal text, or of one product, fall alike."""
    _, text = np.unique(keys, return_inverse=True)
    n, texts = len(keys), int(text.max()) + 1
    left, right = np.arange(n), text + n
    nodes = n + texts
    if parameters.split_by != "text":
        product, names = coded(tables.column("product_id"))
        has = np.flatnonzero(product != UNKNOWN)
        left, right = np.append(left, has), np.append(right, product[has].astype(np.int64) + nodes)
        nodes += len(names)
    _, groups = np.unique(components(nodes, left, right)[:n], return_inverse=True)
    shares = (parameters.valid_share, parameters.test_share)
    ids = tables.ids.to_pandas()
    return split_groups(groups.astype(np.int64), ids, weigh.astype(np.int64), parameters.seed, shares)


def _given(tables: Tables, annotated: Mask, keys: Keys, parameters: FeaturesParameters) -> tuple[Longs, str]:
    """The split of the tables; valid is carved where they give none, and what nobody annotated is held out with the
    test's products.
    """
    hashed = _by_hash(tables, annotated, keys, replace(parameters, split_by="text"))
    of, how = np.where(tables.given != UNKNOWN, tables.given, np.where(hashed == TEST, TEST, TRAIN)), HOW["given"]
    if not (annotated & (of == VALID)).any():
        # Of what is not the test's share of the hash, so that the share of valid is that of the rest.
        carved = unit_hash(pd.Series(keys), parameters.seed + 2) < parameters.valid_share
        of, how = np.where((of == TRAIN) & carved, VALID, of), how + CARVED
    product, names = coded(tables.column("product_id"))
    tested = np.zeros(len(names) + 1, dtype=bool)
    tested[product[annotated & (of == TEST)]] = True
    tested[UNKNOWN] = False
    return np.where(~tables.annotated & tested[product], TEST, of), how


def _finished(of: Longs, how: str, tables: Tables, use: Usable, keys: Keys, parameters: FeaturesParameters) -> Split:
    """Name the parts of reviews without annotations, keep the held category apart, and thin."""
    if parameters.holdout_category:
        of = _held_apart(of, how, use.held & tables.annotated, use.held)
        how += f", tested on the category {parameters.holdout_category}"
    lessons = np.where(of == TEST, HELD_OUT, UNLABELLED)
    if parameters.holdout_category and parameters.holdout_unlabelled:
        # What may be learnt of the held category is its texts that nobody annotated, but for the held-out share.
        spared = unit_hash(pd.Series(keys), parameters.seed + 3) >= parameters.test_share
        lessons = np.where(use.held & spared, UNLABELLED, lessons)
    of = np.where(tables.annotated, of, lessons)
    of[~use.used] = UNKNOWN
    repeated = repeated_of(of, keys, given=how.startswith(HOW["given"]))
    of[repeated] = UNKNOWN
    of, left_out = thinned(of, tables, parameters)
    return Split(of, how, int(repeated.sum()), left_out)


def _held_apart(of: Longs, how: str, judged: Mask, held: Mask) -> Longs:
    """All of the held category is the test, or what the tables call so; of the others what was the test is left out,
    or, where a hash split, learnt from.
    """
    if how.startswith(HOW["given"]):
        of = np.where(held == (of == TEST), of, UNKNOWN)
        return np.where(held & ~judged, TEST, of)
    return np.where(held, TEST, np.where(of == TEST, TRAIN, of))
