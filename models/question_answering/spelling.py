"""Slips of the keyboard in questions, mended to words that the shop or the ways of asking have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from .english import is_formed, is_joined
from .maker_passages import MAKER
from .polarity import opinion_words
from .question_text import words_of
from .spelling_settings import SpellingSettings

FILE: Final = "spelling.parquet"
_WORD: Final = re.compile(r"(?<![\w'’.-])[^\W\d_]+(?![\w'’-])")  # noqa: RUF001
_OPENS: Final = re.compile(r"(?:^|[.!?:])[\s\"'(¿¡*-]*$")  # before the first word of a sentence
_FEW: Final = 64  # neighbours of a word that are weighed
_NUMBERS: Final = frozenset(
    (
        *("zero", "three", "four", "five", "seven", "eight", "nine", "eleven", "twelve", "thirteen", "fourteen"),
        *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty"),
        *("seventy", "eighty", "ninety", "hundred", "thousand", "million", "first", "second", "third", "half", "dozen"),
        *("twice", "double", "triple"),
    )
)


@dataclass(frozen=True)
class Spelling:
    """Words that are right as they stand.

    Attributes:
        texts: How many passages of the shop have each; a rare one is right, and none is taken for a slip of it.
        settings: What counts as a slip.
    """

    texts: Mapping[str, int]
    settings: SpellingSettings
    _by_length: dict[int, list[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths: dict[int, list[str]] = defaultdict(list)
        for word, count in self.texts.items():
            if count >= self.settings.least_texts:
                lengths[len(word)].append(word)
        object.__setattr__(self, "_by_length", dict(lengths))

    @classmethod
    def fit(
        cls, texts: Sequence[str], sources: Sequence[str], asking: frozenset[str], settings: SpellingSettings
    ) -> Self:
        """Count words. What the maker writes is a word at once; customers slip too, so several have to write theirs.

        Args:
            texts, sources: Of all passages.
            asking: Words with which people ask.
            settings: From when on a customer's word is one.
        """
        maker: Counter[str] = Counter()
        customers: Counter[str] = Counter()
        for text, source in zip(texts, sources, strict=True):
            (maker if source in MAKER else customers).update({word for word in words_of(text) if word.isalpha()})
        known = {word for word, count in customers.items() if count >= settings.least_texts}.union(maker)
        counts = {word: maker[word] + customers[word] for word in known}
        counts |= {word: max(counts.get(word, 0), settings.least_texts) for word in asking if word.isalpha()}
        return cls(dict(sorted(counts.items())), settings)

    def mended(self, text: str, own: str = "") -> str:
        """The text with each word that nobody knows put as the known word that it is a slip of, where there is one.

        Words with digits, short ones, English ones and those of the product that is asked about stay, and so do names
        (a capital within a sentence or a word). None becomes a word that judges, turns around or counts: what is asked
        would be another thing.

        Args:
            text: Of a question.
            own: What the question is about: title of the product, and what is told of it.
        """
        strange = [
            found for found in _WORD.finditer(text) if not _is_name(found, text) and self._is_strange(found[0].lower())
        ]
        if not strange:
            return text
        near = {word for word in words_of(own) if word.isalpha()}
        parts, end = [], 0
        for found in strange:
            word = found[0].lower()
            parts += [text[end : found.start()], found[0] if word in near else self._meant(word, near) or found[0]]
            end = found.end()
        return "".join([*parts, text[end:]])

    def _is_strange(self, word: str) -> bool:
        short = len(word) < self.settings.shortest
        return not (short or word in self.texts or is_formed(word) or is_joined(word, self.texts))

    def _meant(self, word: str, near: set[str]) -> str | None:
        """The known word with the fewest slips, of those the commonest."""
        most = 2 if len(word) >= self.settings.long else 1
        lengths = range(len(word) - most, len(word) + most + 1)
        choices = [*near, *(one for length in lengths for one in self._by_length.get(length, ()))]
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=_FEW)
        # a first letter more or less, or a second slip beside it, makes another word
        likely = [
            (slips, -self.texts.get(one, 0), one)
            for one, slips, _ in found
            if not _same_stem(one, word)
            and (one[0] == word[0] or (slips == 1 and len(one) == len(word)))
            and one not in opinion_words()
            and one not in _NUMBERS
        ]
        return min(likely)[2] if likely else None

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        columns = {"word": pd.array(list(self.texts), dtype="str"), "texts": list(self.texts.values())}
        pd.DataFrame(columns).astype({"texts": "int64"}).to_parquet(directory / FILE, index=False)

    @classmethod
    def load(cls, directory: Path, settings: SpellingSettings) -> Self:
        """Read what `save` wrote."""
        table = pd.read_parquet(directory / FILE)
        return cls(dict(zip(table["word"].tolist(), table["texts"].tolist(), strict=True)), settings)


def _is_name(found: re.Match[str], text: str) -> bool:
    """Whether its capitals show a name: within a sentence or within itself, where not all is in capitals."""
    word = found[0]
    if word.islower() or text.isupper():
        return False
    return not word[1:].islower() or _OPENS.search(text[: found.start()]) is None


def _same_stem(one: str, other: str) -> bool:
    """Whether they differ in their endings alone, and so are forms of one word."""
    return one.startswith(other) or other.startswith(one) or (len(one) == len(other) and one[:-1] == other[:-1])
