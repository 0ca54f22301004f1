"""Which listings are for training, tuning and testing: as the tables say, else the latest test, else a hash decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.product_classification.parameters import FeaturesParameters
from features.product_classification.tables import NO_TIME, UNKNOWN, Labelled, Longs, Mask
from features.splits import SPLITS, check_given, split_by_hash, time_ends, unit_hash
from infra.errors import DataError

TRAIN, VALID, TEST = range(len(SPLITS))
GIVEN: Final = "as labels.split says"
CARVED: Final = "as labels.split says, valid carved from train by a hash of the text"
TIMED: Final = "by listings.listed_at, the latest for the test"
HASHED: Final = "by a hash of the text"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """The split of n listings.

    Attributes:
        of: (n,) position in `SPLITS`, `UNKNOWN` for listings that are left out because there are more than are wanted.
        how: In words, how it was made.
        kept_for_leaf: Listings that a hash would have taken from train and that stayed there for a leaf that would
            have had none.
        left_out: Listings left out of each split.
        ends: First time, microseconds, of valid and of the test; None where not split by time.
    """

    of: Longs
    how: str
    kept_for_leaf: int
    left_out: dict[str, int]
    ends: tuple[int, int] | None = None


def split_of(labelled: Labelled, keys: npt.NDArray[np.uint64], parameters: FeaturesParameters) -> Split:
    """Split the listings, then leave out what is more than is wanted.

    Args:
        labelled: n listings.
        keys: (n,) of their texts.
        parameters: Settings.

    Raises:
        DataError: labels.split is given only in part, names two splits for a listing, or lacks train or test.
    """
    given, ends, kept = _given(labelled), None, 0
    distinct = np.unique(labelled.times[labelled.times != NO_TIME])
    if given is not None:
        of, how = given, GIVEN
        if not (of == VALID).any():
            share = parameters.valid_share
            carved = np.where(_numbers(keys, parameters) < share, VALID, TRAIN)
            of, how = np.where(of == TRAIN, carved, of), CARVED
            of, kept = _keeping_leaves(of, labelled, keys, parameters, of == VALID)
    elif len(distinct) >= len(SPLITS):
        of, ends = _by_time(labelled.times, distinct, parameters)
        how = TIMED
    else:
        shares = (parameters.valid_share, parameters.test_share)
        of, how = split_by_hash(pd.Series(keys), parameters.seed, *shares), HASHED
        of, kept = _keeping_leaves(of, labelled, keys, parameters, of != TRAIN)
    of, left_out = _thinned(of, labelled, parameters)
    return Split(of, how, kept, left_out, ends)


def _given(labelled: Labelled) -> Longs | None:
    """(n,) the split that the table gives each listing; None where it gives none."""
    given = labelled.given
    if (given == UNKNOWN).all():
        return None
    check_given(given, "labels", "the listings split")
    of = np.full(len(labelled), UNKNOWN, dtype=np.int64)
    of[labelled.listing] = given
    several = np.unique(labelled.listing[of[labelled.listing] != given])
    if len(several):
        shown = ", ".join(map(repr, labelled.listings.column("example_id").take(several[:5]).to_pylist()))
        raise DataError(
            f"labels.split: {len(several):,} listings have labels in more than one split, such as {shown}.",
            "Give all labels of a listing one split.",
        )
    return of


def _by_time(times: Longs, distinct: Longs, parameters: FeaturesParameters) -> tuple[Longs, tuple[int, int]]:
    """Listings without a time train: nothing says that they are later than others."""
    known = np.sort(times[times != NO_TIME])
    ends = time_ends(
        distinct, np.searchsorted(known, distinct), len(known), parameters.valid_share, parameters.test_share
    )
    return np.searchsorted(np.array(ends), times, side="right").astype(np.int64), ends


def _numbers(keys: npt.NDArray[np.uint64], parameters: FeaturesParameters) -> Floats:
    """(n,) a number in [0, 1) by key, the one that `split_by_hash` splits by."""
    return unit_hash(pd.Series(keys), parameters.seed)


def _keeping_leaves(
    of: Longs, labelled: Labelled, keys: npt.NDArray[np.uint64], parameters: FeaturesParameters, movable: Mask
) -> tuple[Longs, int]:
    """Leave a listing in train for each leaf that would have none: with its equals, so that no text is on two sides.

    Of the listings of such a leaf the one with the highest number stays, which is the nearest to train.
    """
    trained = np.zeros(int(labelled.leaf.max()) + 1, dtype=bool)
    trained[labelled.leaf[of[labelled.listing] == TRAIN]] = True
    short = np.flatnonzero(~trained[labelled.leaf] & movable[labelled.listing])
    number = _numbers(keys, parameters)[labelled.listing[short]]
    short = short[np.lexsort((-number, labelled.leaf[short]))]
    _, first = np.unique(labelled.leaf[short], return_index=True)
    stay = np.isin(keys, keys[labelled.listing[short[first]]]) & movable
    return np.where(stay, TRAIN, of), int(stay.sum())


def _thinned(of: Longs, labelled: Labelled, parameters: FeaturesParameters) -> tuple[Longs, dict[str, int]]:
    of, left_out = of.copy(), {}
    draw: Floats | None = None
    for split, most in (
        (TRAIN, parameters.max_train_rows),
        (VALID, parameters.max_valid_rows),
        (TEST, parameters.max_test_rows),
    ):
        rows = np.flatnonzero(of == split)
        left_out[SPLITS[split]] = max(0, len(rows) - most)
        if len(rows) <= most:
            continue
        if draw is None:
            draw = unit_hash(labelled.listings.column("example_id").to_pandas(), parameters.seed + 1)
        chosen = (
            _evenly(rows, draw, labelled, most)
            if split == TRAIN
            else rows[np.argsort(draw[rows], kind="stable")[:most]]
        )
        left_out[SPLITS[split]] = len(rows) - len(chosen)
        of[rows] = UNKNOWN
        of[chosen] = split
    return of, left_out


def _evenly(rows: Longs, draw: Floats, labelled: Labelled, most: int) -> Longs:
    """So many listings a leaf at most that `most` are left in all: scarce leaves lose none.

    A listing of several leaves counts for the rarest of them.
    """
    of_rows = np.zeros(len(labelled), dtype=bool)
    of_rows[rows] = True
    labels = np.flatnonzero(of_rows[labelled.listing])
    counts = np.bincount(labelled.leaf[labels])
    labels = labels[np.lexsort((counts[labelled.leaf[labels]], labelled.listing[labels]))]
    listing, first = np.unique(labelled.listing[labels], return_index=True)
    leaf = labelled.leaf[labels[first]]
    order = np.lexsort((draw[listing], leaf))
    sizes = np.bincount(leaf)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    # A listing of rank r is kept under every cap above r, so the cap is read off the ranks themselves.
    under = np.cumsum(np.bincount(rank))
    cap = int(np.searchsorted(under, most, side="right"))
    return np.sort(listing[rank < max(cap, 1)])
