"""Numbers and what they count, as `64 gb` or `size 42`: where they differ, two products differ."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

_UNIT: Final = 32  # bits that a unit is shifted by: a measure is unit and number in one word


def measures(words: Ragged, is_number: Truths) -> Ragged:
    """Of each row, every number followed by a word, as one number: the word's code above, the number's below.

    Args:
        words: Codes of words in their order, a row a text.
        is_number: Whether each is a number; (words.values,).
    """
    owner = np.repeat(np.arange(len(words)), np.diff(words.starts))
    if len(owner) < 2:
        return Ragged(np.zeros(0, dtype=np.uint64), np.zeros(len(words) + 1, dtype=np.int64))
    pairs = np.flatnonzero(is_number[:-1] & ~is_number[1:] & (owner[:-1] == owner[1:]))
    values = words.values.astype(np.uint64)
    return Ragged.of(owner[pairs], (values[pairs + 1] << np.uint64(_UNIT)) | values[pairs], len(words))


def agreement(asked: npt.NDArray[np.uint64], held: npt.NDArray[np.uint64], owner: Ints, count: int) -> Floats:
    """How products meet the measures of a query; (count, 2): how many agree, how many have the unit but not the number.

    Args:
        asked: The query's; (a,).
        held: The products'; (h,).
        owner: The product of each; (h,).
        count: Products.
    """
    out = np.zeros((count, 2), dtype=np.float32)
    if not len(asked):
        return out
    equal = held[:, None] == asked[None, :]
    unit = (held[:, None] >> np.uint64(_UNIT)) == (asked[None, :] >> np.uint64(_UNIT))
    met, same_unit = np.zeros((count, len(asked)), dtype=bool), np.zeros((count, len(asked)), dtype=bool)
    np.logical_or.at(met, owner, equal)
    np.logical_or.at(same_unit, owner, unit)
    out[:, 0], out[:, 1] = met.sum(axis=1), (same_unit & ~met).sum(axis=1)
    return out
