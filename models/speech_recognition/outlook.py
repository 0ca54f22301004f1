"""What may be spelled on with, by what was said before: the language brought down to letters."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .language import Language
from .spelling import Spelling

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass
class Outlook:
    """For states of the language, a row each, the best word that each node of the tree leads to. Of one thread.

    So a letter is weighed by the language when it is heard, not first when its word is over (Ortmanns et al., "Language
    Model Look-ahead for Large Vocabulary Speech Recognition", 1996).

    Attributes:
        language: Of words.
        spelling: Of the same words.
        held: Rows that are kept.
    """

    language: Language
    spelling: Spelling
    held: int
    _row: dict[int, int] = field(init=False, default_factory=dict)
    _best: Floats = field(init=False)
    _scores: Floats = field(init=False)
    _ends: Floats = field(init=False)
    _after: dict[tuple[int, int], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._best = np.empty((8, len(self.spelling)), np.float32)
        self._scores = np.empty((8, len(self.spelling.words)), np.float32)
        self._ends = np.empty(8, np.float32)

    def rows(self, states: Ints) -> Ints:
        """The row of each state; earlier answers are void, since rows may be given to others."""
        asked = states.tolist()
        lost = dict.fromkeys(state for state in asked if state not in self._row)
        if lost and len(self._row) + len(lost) > self.held:
            self._row = {}
            lost = dict.fromkeys(asked)
        for state in lost:
            self._read(state)
        return np.array([self._row[state] for state in asked], np.int64)

    def best(self, rows: Ints, nodes: Ints) -> Floats:
        """Natural logarithm of the chance of the likeliest word below nodes, -inf where none may follow."""
        found: Floats = self._best[rows, nodes]
        return found

    def scores(self, rows: Ints, words: Ints) -> Floats:
        """Natural logarithm of the chance of words, -inf of those that may not follow."""
        found: Floats = self._scores[rows, words]
        return found

    def ends(self, rows: Ints) -> Floats:
        """Natural logarithm of the chance that nothing follows."""
        found: Floats = self._ends[rows]
        return found

    def after(self, state: int, word: int) -> int:
        """State after a word."""
        key = (state, word)
        if key not in self._after:
            if len(self._after) > self.held * len(self.spelling.words):
                self._after = {}
            self._after[key] = self.language.after(state, word)
        return self._after[key]

    def _read(self, state: int) -> None:
        row = len(self._row)
        if row == len(self._best):
            self._best, self._scores, self._ends = (
                np.concatenate([one, np.empty_like(one)]) for one in (self._best, self._scores, self._ends)
            )
        self._scores[row] = self.language.next_words(state)
        self._best[row] = self.spelling.best_below(self._scores[row])
        self._ends[row] = self.language.end(state)
        self._row[state] = row
