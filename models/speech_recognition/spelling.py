"""The words of a vocabulary as a tree of their letters: what a recogniser that hears letters may go on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .alphabet import Alphabet

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

ROOT = 0
NO_WORD = -1
_NAMED = 5  # words that an error names


@dataclass(frozen=True)
class Spelling:
    """A tree; node 0 is its root, and parents stand before their children.

    Attributes:
        words: The vocabulary.
        parents: Node above each, -1 of the root; (nodes,).
        symbols: The letter that leads to each, -1 of the root; (nodes,).
        starts: Where the children of each begin in `children`, and the end of the last; (nodes + 1,).
        children: Nodes, those of one parent one after another; (nodes - 1,).
        word_at: The word that ends in each node, `NO_WORD` where none does; (nodes,).
        depths: Letters from the root to each; (nodes,).
    """

    words: tuple[str, ...]
    parents: Ints
    symbols: Ints
    starts: Ints
    children: Ints
    word_at: Ints
    depths: Ints

    @classmethod
    def of(cls, words: Sequence[str], alphabet: Alphabet) -> Self:
        """The tree of distinct words.

        Args:
            words: As `words.normalised` spells them.
            alphabet: Of the transcripts.

        Raises:
            InputError: There is none, or words have letters that the alphabet lacks.
        """
        refuse_unspellable(words, alphabet)
        parents, symbols, word_at = [-1], [-1], [NO_WORD]
        known: dict[tuple[int, int], int] = {}
        for number, word in enumerate(words):
            node = ROOT
            for code in alphabet.spell(word).tolist():
                step = (node, code)
                if step not in known:
                    known[step] = len(parents)
                    parents.append(node)
                    symbols.append(step[1])
                    word_at.append(NO_WORD)
                node = known[step]
            word_at[node] = number
        above = np.array(parents, np.int64)
        counts = np.bincount(above[1:], minlength=len(above))
        depths = np.zeros(len(above), np.int64)
        for node in range(1, len(above)):
            depths[node] = depths[above[node]] + 1
        return cls(
            tuple(words),
            above,
            np.array(symbols, np.int64),
            np.append(0, np.cumsum(counts)).astype(np.int64),
            (np.argsort(above[1:], kind="stable") + 1).astype(np.int64),
            np.array(word_at, np.int64),
            depths,
        )

    def __len__(self) -> int:
        return len(self.parents)

    def best_below(self, scores: Floats) -> Floats:
        """The best score among the words that each node leads to; (nodes,).

        Args:
            scores: Of each word; (words,).
        """
        best = np.full(len(self), -np.inf, np.float32)
        ends = np.flatnonzero(self.word_at != NO_WORD)
        best[ends] = scores[self.word_at[ends]]
        for depth in range(int(self.depths.max()), 0, -1):
            nodes = np.flatnonzero(self.depths == depth)
            np.maximum.at(best, self.parents[nodes], best[nodes])
        return best


def refuse_unspellable(words: Sequence[str], alphabet: Alphabet) -> None:
    """Nothing where all words can be spelt.

    Raises:
        InputError: There is no word, or the alphabet lacks letters of some.
    """
    if not words:
        raise InputError("there is no word to recognise; give `phrases`, or transcripts with words.")
    lost = [word for word in words if not alphabet.can_spell(word)]
    if lost:
        lacking = "".join(sorted({letter for word in lost for letter in word} - set(alphabet.letters)))
        raise InputError(
            f"{len(lost)} words of {len(words)} that may be said, such as {', '.join(lost[:_NAMED])}, have characters "
            f"that no transcript of the training has ({lacking!r}), so they cannot be heard; write them in those of "
            "the transcripts, record utterances that have them, or leave them out of `phrases` and `slot_values`."
        )
