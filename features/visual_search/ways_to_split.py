"""The ways in which photos are split: as the table says, or by a hash."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import UNKNOWN, Longs, Mask
from features.splits import SPLITS, check_given, split_groups, unit_hash
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.tables import Tables

TRAIN, VALID, TEST = range(len(SPLITS))
GIVEN: Final = "as photos.split says"
HASHED: Final = "by a hash of the photo's group"
CARVED: Final = ", valid carved from train by a hash"


def given(
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


def hashed(tables: Tables, groups: Longs, ids: Any, held_out: Longs, parameters: FeaturesParameters) -> Longs:
    """By group; where a photo of a group shows a product that is held out, the group falls as that does, into the later
    of two."""
    shares = (parameters.valid_share, parameters.test_share)
    of = split_groups(groups, ids, np.ones(len(tables), dtype=np.int64), parameters.seed, shares)
    labels = tables.labels
    forced = np.full(groups.max() + 1, TRAIN, dtype=np.int64)
    np.maximum.at(forced, groups[labels.photo], np.append(held_out, TRAIN)[labels.product])
    return np.where(forced[groups] == TRAIN, of, forced[groups])


def drawn_products(tables: Tables, groups: Longs, parameters: FeaturesParameters) -> tuple[Longs, int]:
    """(p,) split that the photos of a product are held out for, `TRAIN` for all others; and how many are held out less
    than are asked for.

    Drawn by hash. All photos of a product's groups go with it, so one is left in train whose groups would bring the
    photos that are held out with products above the shares of valid and the test together. Those of valid, by which
    weights and settings are chosen, are other products than those of the test.
    """
    labels = tables.labels
    known = labels.product != UNKNOWN
    pairs = pd.DataFrame({"product": labels.product[known], "group": groups[labels.photo[known]]}).drop_duplicates()
    groups_of = pairs.groupby("product")["group"].agg(np.array)
    sizes, taken = np.bincount(groups), np.zeros(groups.max(initial=-1) + 1, dtype=bool)
    many = round(parameters.held_out_products * len(groups_of))
    room = (parameters.valid_share + parameters.test_share) * len(tables)
    names = labels.products.take(pa.array(groups_of.index.to_numpy(dtype=np.int64))).to_pandas()
    drawn: list[int] = []
    for place in np.argsort(unit_hash(names, parameters.seed + 3), kind="stable").tolist():
        if len(drawn) == many:
            break
        own = groups_of.iloc[place]
        own = own[~taken[own]]
        if sizes[own].sum() <= room:
            room -= sizes[own].sum()
            taken[own] = True
            drawn.append(int(groups_of.index[place]))
    tuned = int(len(drawn) * parameters.valid_share / (parameters.valid_share + parameters.test_share))
    held = np.full(len(labels.products), TRAIN, dtype=np.int64)
    held[drawn[:tuned]], held[drawn[tuned:]] = VALID, TEST
    return held, many - len(drawn)


def without_photos_of_train(tables: Tables, of: Longs) -> Mask:
    labels = tables.labels
    known = labels.product != UNKNOWN
    trained = known & (of[labels.photo] == TRAIN)
    held = np.zeros(len(labels.products), dtype=bool)
    held[labels.product[known]] = True
    held[labels.product[trained]] = False
    return held
