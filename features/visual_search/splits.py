"""Which photos are for training, tuning and testing, and which products are kept from training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import UNKNOWN, Longs, Mask, coded
from features.splits import SPLITS, check_given, components, split_groups, unit_hash
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.tables import Tables

TRAIN, VALID, TEST = range(len(SPLITS))
GIVEN: Final = "as photos.split says"
HASHED: Final = "by a hash of the photo's group"
CARVED: Final = ", valid carved from train by a hash"


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
    told, _ = coded(tables.photos.column("group"))
    groups = _groups(picture.astype(np.int64), [told])
    together = _groups(picture.astype(np.int64), [told, visits])
    if (tables.given != UNKNOWN).any():
        of, how = _given(tables, groups, together, ids, parameters)
        held_out = _without_photos_of_train(tables, of)
    else:
        held_for = _drawn(tables, parameters)
        held_out = held_for != TRAIN
        of, how = _hashed(tables, together, ids, held_for, parameters), HASHED
    known = pd.Series(prints).isin(set(shots)).to_numpy(dtype=bool)
    return _finished(of, held_out, how, picture, known, groups, tables, ids, parameters)


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


def _given(
    tables: Tables, groups: Longs, together: Longs, ids: Any, parameters: FeaturesParameters
) -> tuple[Longs, str]:
    """As the table says; photos that nobody labelled need no split, and without one they fall as their group does, into
    the later of two splits, or into train. Valid is carved from train by what belongs together."""
    check_given(tables.given[tables.labels.known], "photos", "the photos split", rows="labelled rows")
    latest = pd.Series(tables.given).groupby(groups).transform("max").to_numpy(dtype=np.int64)
    told = tables.labels.known | (tables.given != UNKNOWN)
    of = np.where(told, tables.given, np.where(latest == UNKNOWN, TRAIN, latest))
    if (of == VALID).any():
        return of, GIVEN
    carved = unit_hash(ids.groupby(together).min(), parameters.seed + 2) < parameters.valid_share
    carved &= ~_needed(tables, of, together, carved)
    return np.where((of == TRAIN) & carved[together], VALID, of), GIVEN + CARVED


def _needed(tables: Tables, of: Longs, together: Longs, carved: Mask) -> Mask:
    """(g,) what shows a product no photo of which would be left to train."""
    labels = tables.labels
    trained = (labels.product != UNKNOWN) & (of[labels.photo] == TRAIN)
    product, place = labels.product[trained], together[labels.photo[trained]]
    left = np.zeros(len(labels.products), dtype=bool)
    left[product[~carved[place]]] = True
    needed = np.zeros(len(carved), dtype=bool)
    needed[place[~left[product]]] = True
    return needed


def _hashed(tables: Tables, groups: Longs, ids: Any, held_out: Longs, parameters: FeaturesParameters) -> Longs:
    """By group; where a photo of a group shows a product that is held out, the group falls as that does, into the later
    of two."""
    shares = (parameters.valid_share, parameters.test_share)
    of = split_groups(groups, ids, np.ones(len(tables), dtype=np.int64), parameters.seed, shares)
    labels = tables.labels
    forced = np.full(groups.max() + 1, TRAIN, dtype=np.int64)
    np.maximum.at(forced, groups[labels.photo], np.append(held_out, TRAIN)[labels.product])
    return np.where(forced[groups] == TRAIN, of, forced[groups])


def _drawn(tables: Tables, parameters: FeaturesParameters) -> Longs:
    """(p,) split that the photos of a product are held out for, those with the least hash; `TRAIN` for all others.

    Those of valid, by which weights and settings are chosen, are other products than those of the test.
    """
    labels = tables.labels
    photographed = np.unique(labels.product[labels.product != UNKNOWN])
    held = np.full(len(labels.products), TRAIN, dtype=np.int64)
    many = round(parameters.held_out_products * len(photographed))
    tuned = int(many * parameters.valid_share / (parameters.valid_share + parameters.test_share))
    names = labels.products.take(pa.array(photographed)).to_pandas()
    drawn = photographed[np.argsort(unit_hash(names, parameters.seed + 3), kind="stable")[:many]]
    held[drawn[:tuned]], held[drawn[tuned:]] = VALID, TEST
    return held


def _without_photos_of_train(tables: Tables, of: Longs) -> Mask:
    labels = tables.labels
    known = labels.product != UNKNOWN
    trained = known & (of[labels.photo] == TRAIN)
    held = np.zeros(len(labels.products), dtype=bool)
    held[labels.product[known]] = True
    held[labels.product[trained]] = False
    return held


def _finished(
    of: Longs,
    held_out: Mask,
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
        left_out=left_out,
    )
