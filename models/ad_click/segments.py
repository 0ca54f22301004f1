"""The segment of an impression, whose probabilities are calibrated by themselves."""

from __future__ import annotations

import numpy as np

from .fields import Fields
from .hashing import Keys


def segments_of(fields: Fields, keys: Keys, column: str) -> Keys:
    """Key of each row's value of a column, uint64 (n,); where the model does not know the column, all are one."""
    if column not in fields.singles:
        return np.zeros(len(keys), dtype=np.uint64)
    return keys[:, fields.singles.index(column)]
