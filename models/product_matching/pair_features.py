"""Features of pairs of listings: agreement and contradiction per field, from encodings alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .code_features import code_features
from .encoding import Encodings
from .field_features import field_features, quantity_features
from .rows import Columns, Floats, Positions, Side, TokenWeights
from .title_features import title_features, title_strings


def oriented(left: Encodings, right: Encodings, i: Positions, j: Positions) -> npt.NDArray[np.bool_]:
    """Which pairs to turn over, so that a pair and its mirror image have the same features.

    The listing with more tokens comes first; on a tie, the one with the longer description, then the greater title.
    """
    a, b = left.sizes[i], right.sizes[j]
    turn: npt.NDArray[np.bool_] = (a[:, 2] < b[:, 2]) | ((a[:, 2] == b[:, 2]) & (a[:, 1] < b[:, 1]))
    tie = np.flatnonzero((a[:, 2] == b[:, 2]) & (a[:, 1] == b[:, 1]))
    if len(tie):
        turn[tie] = left.title_text[i[tie]] < right.title_text[j[tie]]
    return turn


def pair_features(
    a: Encodings, b: Encodings, i: Positions, j: Positions, weights: TokenWeights, workers: int = 2
) -> tuple[Floats, list[str]]:
    """Features of the pairs (a[i], b[j]), already oriented.

    Returns:
        float32 (pairs, features), NaN where a field is missing on a side; and the features' names.
    """
    columns = Columns(len(i))
    left, right = Side(a, i), Side(b, j)
    title_features(columns, left, right, weights)
    code_features(columns, left, right, weights, workers)
    quantity_features(columns, left, right)
    field_features(columns, left, right, weights, workers)
    title_strings(columns, left, right, workers)
    return np.column_stack(columns.values), columns.names
