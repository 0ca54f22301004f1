"""What may be said, word by word: the face that a grammar and a statistical model of language share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Language(Protocol):
    """Chances of the next word, by what was said before; states are numbers."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words that can be said."""

    @property
    def start(self) -> int:
        """State before the first word."""

    def next_words(self, state: int) -> Floats:
        """Natural logarithm of the chance of each word, -inf where it cannot follow; (words,)."""

    def after(self, state: int, word: int) -> int:
        """State after a word, which can follow."""

    def end(self, state: int) -> float:
        """Natural logarithm of the chance that nothing follows; -inf where something has to."""


def log_chance(language: Language, words: Iterable[int]) -> float:
    """Natural logarithm of the chance that just these words are said; -inf where they cannot be."""
    state, found = language.start, 0.0
    for word in words:
        found += float(language.next_words(state)[word])
        if found == -np.inf:
            return found
        state = language.after(state, word)
    return found + language.end(state)
