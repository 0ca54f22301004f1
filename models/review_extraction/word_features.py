"""Hashed features of words in their sentence."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .crf_settings import CrfSettings
from .extracted import Ints
from .hashed_weights import Hashes
from .plain_words import LOOKS
from .windows import Windows

BEYOND: Final = 1  # look of what lies before a window or behind it
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)

_WORD, _MEANT, _ENDING, _END, _BEGINNING, _SHAPE, _STARS, _COARSE, _FINE = range(len(LOOKS))


def mixed(bits: int, name: int, *parts: npt.NDArray[np.integer]) -> Hashes:
    """Hashes of features: a name and what it is made of, below 2 to the power of `bits`, which is 24 at most."""
    out = np.full(np.broadcast_shapes(*(part.shape for part in parts)), _named(name))
    with np.errstate(over="ignore"):
        for part in parts:
            out = (out ^ part.astype(np.uint64)) * _ODD
            out ^= out >> _SHIFT
    return (out & np.uint64((1 << bits) - 1)).astype(np.int32)


def _named(name: int) -> np.uint64:
    return np.uint64(((name + 1) * int(_ODD)) & 0xFFFFFFFFFFFFFFFF)


def neighbours(words: Ints, nothing: int, windows: Windows, reach: int) -> npt.NDArray[np.int32]:
    """Numbers of the words around each word of all windows.

    Args:
        words: Number of each word; (words,).
        nothing: Number of what lies outside of a word's window.
        windows: Which cover each word once, in order.
        reach: Words on either side.

    Returns:
        (2 reach + 1, words); the word itself is in the middle.
    """
    sizes = windows.last - windows.first
    first, last = np.repeat(windows.first, sizes), np.repeat(windows.last, sizes)
    place = np.arange(len(words))
    out = np.full((2 * reach + 1, len(words)), nothing, dtype=np.int32)
    for step in range(-reach, reach + 1):
        there = place + step
        inside = (there >= first) & (there < last)
        out[step + reach, inside] = words[there[inside]]
    return out


def features_of(looks: Ints, windows: Windows, settings: CrfSettings) -> Hashes:
    """Hashed features of each word; (words, features).

    At the default settings they take 156 bytes a word: four each.

    Args:
        looks: Of distinct words; (distinct, LOOKS).
        windows: Where they stand.
        settings: Of the engine.
    """
    around = neighbours(windows.words.pieces, len(looks), windows, settings.reach)
    looks = np.concatenate([looks, np.full((1, looks.shape[1]), BEYOND, dtype=np.int64)])
    reach = settings.reach
    singles = [(0, look) for look in range(len(LOOKS))]
    for step in (*range(-reach, 0), *range(1, reach + 1)):
        singles += [(step, look) for look in (_MEANT, _STARS, _COARSE, _FINE)]
        singles += [(step, look) for look in (_ENDING, _SHAPE) if abs(step) == 1]
    found: list[tuple[tuple[int, int], ...]] = [((step, look),) for step, look in singles]
    if reach:
        found += [((-1, _MEANT), (0, _MEANT)), ((0, _MEANT), (1, _MEANT)), ((-1, _MEANT), (1, _MEANT))]
        found += [((-1, _ENDING), (0, _ENDING)), ((0, _ENDING), (1, _ENDING))]
        found += [((-1, _STARS), (0, _STARS)), ((0, _STARS), (1, _STARS))]
        found += [((-1, _COARSE), (0, _COARSE)), ((0, _COARSE), (1, _COARSE))]
    out = np.empty((around.shape[1], len(found) + 1), dtype=np.int32)
    for name, parts in enumerate(found):
        out[:, name] = mixed(settings.bits, name, *(looks[around[step + reach], look] for step, look in parts))
    out[:, -1] = mixed(settings.bits, len(found), np.zeros(1, dtype=np.int64))
    return out
