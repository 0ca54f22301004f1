"""Words and phrases of reviews as numbers, and every word in all the ways in which people type it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from sources.simulator.streams import stream
from sources.simulator.vocabulary.review_phrases import SLANG
from sources.simulator.words import Floats, Index, Mask, Strings, entries, gather

SLIPS, STRETCHES, SHORT_FORMS = 8, 3, 2
FORMS = 1 + SLIPS + STRETCHES + SHORT_FORMS  # of a word: as it is, with a slip, drawn out, short
AS_IT_IS, CAPITAL, CAPITALS, SMALL = range(4)  # cases
MARKS = frozenset({".", ",", "!", "!!!", "...", ";", ":"})  # that stand without a blank before them
_VOWELS = "aeiou"
_LEAST_LETTERS = 4  # of a word with a slip
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass
class Lexicon:
    """Collects phrases; a phrase is a number, and so is each of its words."""

    words: list[str] = field(default_factory=list)
    phrases: list[tuple[int, ...]] = field(default_factory=list)
    _word: dict[str, int] = field(default_factory=dict)
    _phrase: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> int:
        """The number of a phrase, which is new or known; its words are parted by blanks."""
        if text not in self._phrase:
            self.phrases.append(tuple(self._number(word) for word in text.split()))
            self._phrase[text] = len(self.phrases) - 1
        return self._phrase[text]

    def text(self, phrase: int) -> str:
        """The phrase in words."""
        return " ".join(self.words[word] for word in self.phrases[phrase])

    def _number(self, word: str) -> int:
        if word not in self._word:
            self._word[word] = len(self.words)
            self.words.append(word)
        return self._word[word]


@dataclass(frozen=True)
class Ragged:
    """Lists of numbers, one after another: list i is `values[starts[i]:starts[i + 1]]`."""

    values: Index
    starts: Index

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Ragged:
        counts = np.array([len(one) for one in lists], np.int64)
        flat = np.array([value for one in lists for value in one], np.int64)
        return cls(flat, np.r_[0, np.cumsum(counts)])

    def counts(self, rows: Index) -> Index:
        """Length of lists; (rows,)."""
        return self.starts[rows + 1] - self.starts[rows]

    def pick(self, rows: Index, share: Floats, step: int = 0) -> Index:
        """A value of each list by a draw in [0, 1), or the one `step` places behind it; no list is empty."""
        counts = self.counts(rows)
        place = ((share * counts).astype(np.int64) + step) % counts
        found: Index = self.values[self.starts[rows] + place]
        return found

    def joined(self, rows: Index) -> tuple[Index, Index]:
        """All values of lists one after another, and of each its list's place in `rows`."""
        counts = self.counts(rows)
        owner = np.repeat(np.arange(len(rows)), counts)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.values[self.starts[rows][owner] + within], owner


class Spelling:
    """Every word in every form and case, to be looked up a column at a time.

    Args:
        words: By number.
    """

    def __init__(self, words: Sequence[str]) -> None:
        rng = stream(0, "slips in words of reviews")
        short = {name: [one.strip() for one in rest.split(",")] for name, rest in _slang()}
        forms = [form for word in words for form in _forms(word, short.get(word, []), rng)]
        cases = [
            forms,
            [_capital(one) for one in forms],
            [one.upper() for one in forms],
            [one.lower() for one in forms],
        ]
        self._flat = pa.array([form for case in cases for form in case], pa.string())
        self.words = list(words)
        self.has_short: Mask = np.array([word in short for word in words], np.bool_)
        self.mark: Mask = np.array([word in MARKS for word in words], np.bool_)

    def spelled(self, word: Index, form: Index, case: Index) -> Strings:
        """Words as they are typed; (rows,)."""
        return gather(self._flat, (case * len(self.words) + word) * FORMS + form)


def _slang() -> list[tuple[str, str]]:
    lines = "\n".join(one.strip() for one in re.split("[;\n]", SLANG) if one.strip())
    return list(entries(lines))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _forms(word: str, short: list[str], rng: np.random.Generator) -> list[str]:
    """A word itself, then with slips, drawn out, and in short forms; itself again where it has none."""
    vowels = [place for place, letter in enumerate(word) if letter in _VOWELS]
    found = [word]
    found += [_slip(word, rng) if len(word) >= _LEAST_LETTERS and word.isalpha() else word for _ in range(SLIPS)]
    for extra in range(2, 2 + STRETCHES):
        at = vowels[-1] if vowels else 0
        found.append(word[:at] + word[at] * extra + word[at:] if vowels and word.isalpha() else word)
    short = short or [word]
    return found + [short[place % len(short)] for place in range(SHORT_FORMS)]


def _slip(word: str, rng: np.random.Generator) -> str:
    """Two letters swapped, one left out, one doubled, or the key beside it; the first letter stays."""
    at, kind = int(rng.integers(1, len(word) - 1)), int(rng.integers(4))
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at:]
    row = next((keys for keys in _KEYS if word[at] in keys), word[at])
    place = row.index(word[at])
    return word[:at] + (row[place + 1 :] + row[:place][::-1])[:1] + word[at + 1 :]
