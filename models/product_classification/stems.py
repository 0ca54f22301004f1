"""Words without the endings that tell one and many apart, in any language that puts them last."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .ngrams import Characters, Grams, mixed

Points = npt.NDArray[np.uint32]

_SHORTEST: Final = 3  # letters that are left of a word
_ENDINGS: Final = 3  # vowels that are cut off at most
_POWER: Final = np.uint32(0x01000193)
_LONGEST: Final = 64  # letters of a word that are read
_POWERS: Final = np.full(_LONGEST, _POWER, dtype=np.uint32).cumprod(dtype=np.uint32)
_VOWELS: Final = np.array(
    sorted(ord(letter) for letter in "aeiouyàáâãäåèéêëìíîïòóôõöùúûüýąęó" + "аеёиоуыэюяйьіїє"),
    dtype=np.uint32,
)


def stems(characters: Characters) -> Grams:
    """Hash of each word's stem and its text, in the order of the texts.

    A final s goes, then up to three vowels, as long as three letters stay; v at the end is f. So batteries and battery,
    knives and knife, or the cases and genders of a Russian adjective are one, and so are, seldom, words that are not.
    """
    starts = characters.starts
    if not len(starts):
        return Grams(np.zeros(0, np.uint32), np.zeros(0, np.int32))
    points = characters.points
    length = np.minimum(characters.room[starts].astype(np.int64) - 1, _LONGEST)
    last = points[starts + length - 1]
    plural = (length > _SHORTEST) & (last == ord("s")) & (points[starts + length - 2] != ord("s"))
    length -= plural
    for _ in range(_ENDINGS):
        last = points[starts + length - 1]
        place = np.minimum(np.searchsorted(_VOWELS, last), len(_VOWELS) - 1)
        length -= (length > _SHORTEST) & (_VOWELS[place] == last)
    offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    letters = points[np.repeat(starts, length) + offset]
    final = offset == np.repeat(length, length) - 1
    letters = np.where(final & (letters == ord("v")), np.uint32(ord("f")), letters)
    first = np.cumsum(length) - length
    summed = np.add.reduceat(letters * _POWERS[offset], first, dtype=np.uint32)
    return Grams(mixed(summed), characters.rows[starts])
