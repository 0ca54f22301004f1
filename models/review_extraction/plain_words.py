"""Words of texts without a network's tokenizer, and what a word looks like."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from .extracted import Ints
from .known_words import KnownWords
from .star_words import WORD, key_of
from .words import Worded, breaks, without_markup

_SHAPES: Final = ((re.compile(r"[A-Z]+"), "A"), (re.compile(r"[^\W\d_A-Z]+"), "a"), (re.compile(r"\d+"), "0"))

LOOKS: Final = ("word", "meant", "ending", "end", "beginning", "shape", "stars", "coarse", "fine")
"""What is told of each word: itself, as it was meant, last three and two letters, first four, kinds of characters, the
stars it goes with, and its clusters."""


class PlainWords:
    """Texts as numbered words; each distinct word is looked at once.

    Attributes:
        words: All words; `pieces` are numbers of distinct ones.
        looks: Hash of each look of each distinct word; (distinct, LOOKS).
    """

    def __init__(self, texts: list[str], known_words: KnownWords) -> None:
        known: dict[str, int] = {}
        begin, end, marks = [], [], []
        pieces: list[int] = []
        counts = [0]
        for text in texts:
            plain = without_markup(text)
            spots = [(one.start(), one.end()) for one in WORD.finditer(plain)]
            own_begin = np.array([spot[0] for spot in spots], dtype=np.int64)
            own_end = np.array([spot[1] for spot in spots], dtype=np.int64)
            begin.append(own_begin)
            end.append(own_end)
            marks.append(breaks(plain, own_begin, own_end))
            pieces.extend(known.setdefault(plain[start:stop], len(known)) for start, stop in spots)
            counts.append(counts[-1] + len(spots))
        none = np.zeros(0, dtype=np.int64)
        self.words = Worded(
            np.array(pieces, dtype=np.int64),
            np.arange(len(pieces) + 1),
            np.concatenate([none, *begin]),
            np.concatenate([none, *end]),
            np.array(counts, dtype=np.int64),
            np.concatenate([none, *marks]).astype(bool),
        )
        self.looks = _looks(list(known), known_words)


def _looks(words: list[str], known_words: KnownWords) -> Ints:
    lower = [word.lower() for word in words]
    meant = [known_words.repair(word) for word in lower]
    columns = [
        lower,
        meant,
        [word[-3:] for word in meant],
        [word[-2:] for word in meant],
        [word[:4] for word in meant],
        [_shape(word) for word in words],
        *([str(value) for value in column.tolist()] for column in known_words.looks(meant)),
    ]
    out = np.empty((len(words), len(LOOKS)), dtype=np.int64)
    for place, (name, values) in enumerate(zip(LOOKS, columns, strict=True)):
        out[:, place] = [key_of(f"{name} {value}") for value in values]
    return out


def _shape(word: str) -> str:
    for kind, sign in _SHAPES:
        word = kind.sub(sign, word)
    return word[:6]
