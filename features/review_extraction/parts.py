"""The parts that reviews fall into: of one text none is both learnt from and measured on, and none has too many."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from features.columns import UNKNOWN, Longs, Mask
from features.review_extraction.parameters import FeaturesParameters
from features.review_extraction.tables import Tables
from features.splits import SPLITS, unit_hash

PARTS: Final = (*SPLITS, "unlabelled", "held_out")
TRAIN, VALID, TEST, UNLABELLED, HELD_OUT = range(len(PARTS))

Keys = npt.NDArray[np.uint64]


def repeated_of(of: Longs, keys: Keys, *, given: bool) -> Mask:
    """(n,) reviews whose text a part that measures has, or, of those held out, one that is learnt from.

    What the tables themselves put into train stays there.
    """

    def has_text_of(*parts: int) -> Mask:
        return np.isin(keys, np.unique(keys[np.isin(of, parts)]))

    found = np.isin(of, (UNLABELLED, HELD_OUT)) & has_text_of(VALID, TEST)
    found |= (of == UNLABELLED) & has_text_of(HELD_OUT)
    found |= (of == HELD_OUT) & has_text_of(TRAIN)
    if not given:
        found |= (of == TRAIN) & has_text_of(VALID, TEST) | (of == VALID) & has_text_of(TEST)
    return found


def thinned(of: Longs, tables: Tables, parameters: FeaturesParameters) -> tuple[Longs, dict[str, int]]:
    """(n,) positions in `PARTS`, no more of each than is wanted, drawn by hash; and how many of each are left out."""
    most = (
        parameters.max_train_reviews,
        parameters.max_valid_reviews,
        parameters.max_test_reviews,
        parameters.max_unlabelled,
        parameters.max_held_out,
    )
    of, draw, left_out = of.copy(), unit_hash(tables.ids.to_pandas(), parameters.seed + 1), {}
    for place, name in enumerate(PARTS):
        rows = np.flatnonzero(of == place)
        over = rows[np.argsort(draw[rows], kind="stable")[most[place] :]]
        left_out[name] = len(over)
        of[over] = UNKNOWN
    return of, left_out
