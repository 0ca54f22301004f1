"""Words that reviews are written with, and what strange ones were meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from .attribute_settings import AttributeSettings
from .mending import real_words
from .noise_words import SLANG
from .star_words import WORD
from .word_repair import WordRepair

_SHORT: Final = Counter(short for forms in SLANG.values() for short in forms)
# a short form of two words, as "prob", tells neither
_FULL: Final = {short: word for word, forms in SLANG.items() for short in forms if _SHORT[short] == 1}


class Vocabulary:
    """Known words. A word that is none of them nor of the network is read as one mistyped, drawn out or cut short.

    Attributes:
        words: The commonest first.
        counts: Reviews that hold each.
    """

    def __init__(self, words: list[str], counts: list[int], settings: AttributeSettings) -> None:
        self.words, self.counts = words, counts
        self._settings = settings
        self._count = dict(zip(words, counts, strict=True))
        self._repair = WordRepair(words, settings.shortest_repaired)
        self._sorted = sorted(words)
        self._real = real_words()
        self._right = WordRepair([word for word in words if word in self._real], settings.shortest_repaired)

    @classmethod
    def fit(cls, texts: Iterable[str], settings: AttributeSettings) -> Self:
        """Words that enough reviews hold."""
        counts = Counter[str]()
        for text in texts:
            counts.update({word for word in WORD.findall(text.lower()) if word.isalpha()})
        often = [(word, count) for word, count in counts.items() if count >= settings.known_count]
        # an array of words is as wide as the longest
        common = [(word, count) for word, count in often if len(word) <= settings.longest_known]
        common.sort(key=lambda one: (-one[1], one[0]))
        return cls([word for word, _ in common], [count for _, count in common], settings)

    def meant(self, word: str) -> str:
        """What a lower-case word was meant to be; itself where it is a real one."""
        if word in self._real or not word.isalpha():
            return word
        if word in _FULL:
            return _FULL[word]
        # a slip that many make is a word of reviews too; one at the end makes another word, as a charger of a charge
        right = self._right(word)
        if right[-1] == word[-1] and self._count.get(right, 0) >= self._settings.commoner * self._count.get(word, 1):
            return right
        cut = self._cut(word)
        if cut is not None:
            return cut
        repaired = self._repair(word)
        return repaired if repaired in self._real or self._cut(repaired) is None else str(self._cut(repaired))

    def holds(self, word: str) -> bool:
        """Whether a lower-case word is a known one."""
        return word in self._count

    def known(self, text: str) -> tuple[int, int]:
        """Words of a text that are known, and all of them."""
        found = [word for word in WORD.findall(text.lower()) if word.isalpha()]
        return sum(self.meant(word) in self._count for word in found), len(found)

    def _cut(self, word: str) -> str | None:
        """The commonest word that begins with it, where that is much the commoner."""
        if len(word) < self._settings.shortest_cut:
            return None
        place, best = bisect_left(self._sorted, word), ""
        most = self._settings.commoner * max(self._count.get(word, 0), 1)
        while place < len(self._sorted) and self._sorted[place].startswith(word):
            longer = self._sorted[place]
            if len(longer) >= len(word) + self._settings.least_cut and self._count[longer] >= most:
                best, most = longer, self._count[longer]
            place += 1
        return best or None

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {"word": np.array(self.words, dtype=np.str_), "word_count": np.array(self.counts, dtype=np.int64)}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], settings: AttributeSettings) -> Self:
        """From what `arrays` gave."""
        return cls(arrays["word"].tolist(), arrays["word_count"].tolist(), settings)
