"""Splits of enough photos: by guessed visits where that leaves each split some, else photo by photo."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from features.columns import UNKNOWN, Longs
from features.splits import SPLITS
from features.visual_search.parameters import FeaturesParameters
from features.visual_search.splits import Split, split_of
from features.visual_search.tables import Tables

PARTED: Final = "guessed visits set aside, as they left a split too few photos"


def enough(
    tables: Tables, prints: list[bytes], shots: list[bytes], visits: Longs, parameters: FeaturesParameters
) -> tuple[Longs, Split]:
    """Visits that are kept together, and the split.

    Photos of a small shop may all look alike, as on one plain ground, without having been taken in one go. Where
    visits guessed from looks would leave a split too few photos and photos by themselves would not, they are given up,
    and the split says so; groups that are told never are.

    Args:
        tables, prints, shots, visits, parameters: As for `split_of`.
    """
    split = split_of(tables, prints, shots, visits, parameters)
    if least_shown(tables, split) >= parameters.min_photos:
        return visits, split
    none = np.full_like(visits, UNKNOWN)
    apart = split_of(tables, prints, shots, none, parameters)
    if least_shown(tables, apart) < parameters.min_photos:
        return visits, split
    return none, replace(apart, how=f"{apart.how}; {PARTED}")


def least_shown(tables: Tables, split: Split) -> int:
    """Photos that show a product, of the split that has the fewest."""
    return int(min((tables.labels.shows & (split.of == place)).sum() for place in range(len(SPLITS))))
