"""Which photos are for training, tuning and testing, and which products are kept from training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.columns import UNKNOWN, Longs, Mask, coded
from features.splits import SPLITS, components, unit_hash
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.tables import Tables
from features.visual_search.ways_to_split import (
    HASHED,
    TRAIN,
    drawn_products,
    given,
    hashed,
    without_photos_of_train,
)


@dataclass(frozen=True)
class Split:
    """The split of n photos, of p products.

    Attributes:
        of: (n,) position in `SPLITS`, `UNKNOWN` for photos that are left out.
        held_out: (p,) products that training never sees, on photos or in the catalogue.
        how: In words, how it was made.
        repeated: Photos left out because a later split has the same picture.
        catalogued: Photos of valid and the test left out because the catalogue, or the distractors, have that picture.
        torn: Groups of which some photos are of one split and some of another; a split that is given may do so.
        unlabelled: Photos of valid and the test left out because nothing is told of them.
        lost: Likewise, because the catalogue has none of the products that they are said to show.
        kept: Products that were to be held out and are not, as their groups hold too many photos.
        left_out: Photos left out of each split because there are more than are wanted.
    """

    of: Longs
    held_out: Mask
    how: str
    repeated: int
    catalogued: int
    torn: int
    unlabelled: int
    lost: int
    kept: int
    left_out: dict[str, int]


def split_of(
    tables: Tables, prints: list[bytes], shots: list[bytes], visits: Longs, parameters: FeaturesParameters
) -> Split:
    """Split the photos; those of one group, of one visit and of one picture fall alike.

    What is chosen on valid is so chosen on visits that training has not seen, also where the table gives the test.

    Args:
        tables: n photos.
        prints: (n,) digest of each photo's picture.
        shots: Digests of the pictures of the catalogue and of the distractors.
        visits: (n,) visit of each photo, `UNKNOWN` where none is guessed.
        parameters: Settings.

    Raises:
        DataError: photos.split is given only in part, or lacks train or test.
    """
    ids = pd.Series(tables.photos.column("photo_id").to_pandas())
    picture, _ = pd.factorize(np.array(prints, dtype=object))
    told = coded(tables.photos.column("group"))[0].astype(np.int64)
    groups = _groups(picture.astype(np.int64), [told])
    together = _groups(picture.astype(np.int64), [told, visits])
    if (tables.given != UNKNOWN).any():
        of, how = given(tables, groups, together, ids, parameters)
        kept, held_out = 0, without_photos_of_train(tables, of)
    else:
        held_for, kept = drawn_products(tables, together, parameters)
        held_out = held_for != TRAIN
        of, how = hashed(tables, together, ids, held_for, parameters), HASHED
    known = pd.Series(prints).isin(set(shots)).to_numpy(dtype=bool)
    return _finished(of, held_out, kept, how, picture, known, groups, tables, ids, parameters)


def _groups(picture: Longs, partitions: list[Longs]) -> Longs:
    """(n,) group of each photo: those that one of the partitions has together, or of one picture, 0..g-1."""
    n = nodes = len(picture)
    left, right = [np.arange(n)], [nodes + picture]
    nodes += int(picture.max(initial=-1)) + 1
    for part in partitions:
        has = np.flatnonzero(part != UNKNOWN)
        left.append(has)
        right.append(nodes + part[has].astype(np.int64))
        nodes += int(part.max(initial=-1)) + 1
    label = components(nodes, np.concatenate(left), np.concatenate(right))[:n]
    return np.unique(label, return_inverse=True)[1].astype(np.int64)


def _finished(
    of: Longs,
    held_out: Mask,
    kept: int,
    how: str,
    picture: Longs,
    known: Mask,
    groups: Longs,
    tables: Tables,
    ids: Any,
    parameters: FeaturesParameters,
) -> Split:
    """Leave out what a later split or the catalogue shows too, what nothing is told of, and what is more than is
    wanted."""
    labels = tables.labels
    torn = int((pd.Series(of).groupby(groups).nunique() > 1).sum())
    repeated = pd.Series(of).groupby(picture).transform("max").to_numpy(dtype=np.int64) > of
    unlabelled = ~labels.known & (of != TRAIN) & ~repeated
    lost = labels.lost & (of != TRAIN) & ~repeated
    catalogued = known & (of != TRAIN) & ~repeated & ~unlabelled & ~lost
    of = np.where(repeated | unlabelled | lost | catalogued, UNKNOWN, of)
    most = (parameters.max_train_photos, parameters.max_valid_photos, parameters.max_test_photos)
    draw, left_out = unit_hash(ids, parameters.seed + 1), {}
    for place, name in enumerate(SPLITS):
        rows = np.flatnonzero(of == place)
        over = rows[np.argsort(draw[rows], kind="stable")[most[place] :]]
        left_out[name] = len(over)
        of[over] = UNKNOWN
    return Split(
        of=of,
        held_out=held_out,
        how=how,
        repeated=int(repeated.sum()),
        catalogued=int(catalogued.sum()),
        torn=torn,
        unlabelled=int(unlabelled.sum()),
        lost=int(lost.sum()),
        kept=kept,
        left_out=left_out,
    )
