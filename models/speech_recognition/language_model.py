"""The n-gram model of language: any words in any order, likelier the more they are as in the text it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .kneser_ney import Grams, Smoothed, counted, smoothed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_WORDS, _ARRAYS = "language_words.json", "language_model.npz"
_MOST_ORDER: Final = 5


@dataclass(frozen=True)
class NGrams:
    """A `language.Language`; its states are the runs of words after which something is known. State 0 is no word.

    Attributes:
        words: All words that can be said; one more number stands for the end.
        start: State before the first word.
        starts: Where what follows each state begins, and the end of the last; (states + 1,).
        following: Word numbers, rising within a state; (entries,).
        chances: Natural logarithm of the chance of each; (entries,).
        states_after: State after each; (entries,).
        shorter: State without its first word, -1 of state 0; (states,).
        left_over: Natural logarithm of what the chances of the shorter state are multiplied by where a word is not
            among those that follow; (states,).
    """

    words: tuple[str, ...]
    start: int
    starts: Ints
    following: Ints
    chances: Floats
    states_after: Ints
    shorter: Ints
    left_over: Floats
    owners: Ints
    lasts: Ints

    @classmethod
    def of(cls, texts: Sequence[str], order: int) -> NGrams:
        """Count and smooth.

        Args:
            texts: Sentences as `words.normalised` spells them; empty ones are left out.
            order: Words of the longest runs, 1 to 5.

        Raises:
            InputError: There is no word.
        """
        told = [text.split() for text in texts if text.strip()]
        words = tuple(sorted({word for one in told for word in one}))
        if not words:
            raise InputError(f"none of {len(texts)} sentences has a word, so there is no language to model.")
        number = {word: at for at, word in enumerate(words)}
        sentences = [np.array([number[word] for word in one], np.int64) for one in told]
        grams = counted(sentences, len(words), min(order, _MOST_ORDER))
        return _laid_out(words, grams, smoothed(grams))

    def next_words(self, state: int) -> Floats:
        """See `Language`."""
        return self._chances(state)[:-1]

    def end(self, state: int) -> float:
        """See `Language`."""
        return float(self._chances(state)[-1])

    def after(self, state: int, word: int) -> int:
        """See `Language`."""
        while True:
            at = self.starts[state] + np.searchsorted(self.following[self._rows(state)], word)
            if at < self.starts[state + 1] and self.following[at] == word:
                return int(self.states_after[at])
            state = int(self.shorter[state])

    def runs(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each state and the words of it, oldest first; the start of a sentence is one number past its end."""
        told: dict[int, tuple[int, ...]] = {0: ()}
        yield 0, ()
        for state in range(1, len(self.shorter)):
            told[state] = (*told[int(self.owners[state])], int(self.lasts[state]))
            yield state, told[state]

    def save(self, directory: Path) -> None:
        """Write it into a directory that is there."""
        (directory / _WORDS).write_text(json.dumps(self.words, ensure_ascii=False) + "\n", encoding="utf-8")
        np.savez(directory / _ARRAYS, start=self.start, **{name: getattr(self, name) for name in _NAMES})

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        words = tuple(json.loads((directory / _WORDS).read_text(encoding="utf-8")))
        with np.load(directory / _ARRAYS) as told:
            return cls(words, int(told["start"]), **{name: told[name] for name in _NAMES})

    def _rows(self, state: int) -> slice:
        return slice(int(self.starts[state]), int(self.starts[state + 1]))

    def _chances(self, state: int) -> Floats:
        """Natural logarithms of the chances of all words, and of the end; (words + 1,)."""
        chain = [state]
        while self.shorter[chain[-1]] >= 0:
            chain.append(int(self.shorter[chain[-1]]))
        found = np.full(len(self.words) + 1, -np.inf, np.float32)
        for one in reversed(chain):
            found += self.left_over[one]
            found[self.following[self._rows(one)]] = self.chances[self._rows(one)]
        return found


_NAMES: Final = ("starts", "following", "chances", "states_after", "shorter", "left_over", "owners", "lasts")


def _laid_out(words: tuple[str, ...], grams: Sequence[Grams], told: Sequence[Smoothed]) -> NGrams:
    end = len(words)
    # A state for each run that words may follow: none longer than the order, none that ends the sentence.
    states = [np.zeros(1, np.int64)]
    made = 1
    for some in grams[:-1]:
        goes_on = (some.lasts != end) & (some.counts > 0)
        states.append(np.where(goes_on, made - 1 + np.cumsum(goes_on), -1))
        made += int(goes_on.sum())
    of_states = {name: np.full(made, -1, np.int64) for name in ("shorter", "owners", "lasts")}
    left_over = np.zeros(made, np.float32)
    entries = []
    for length, (some, one) in enumerate(zip(grams, told, strict=True), start=1):
        said = one.chances > 0
        after = states[length] if length < len(grams) else states[length - 1][some.suffixes]
        entries.append((states[length - 1][some.prefixes][said], some.lasts[said], one.chances[said], after[said]))
        known = states[length - 1] >= 0
        with np.errstate(divide="ignore"):
            left_over[states[length - 1][known]] = np.log(one.left_over[known])
        if length < len(grams):
            here = states[length] >= 0
            of_states["shorter"][states[length][here]] = states[length - 1][some.suffixes[here]]
            of_states["owners"][states[length][here]] = states[length - 1][some.prefixes[here]]
            of_states["lasts"][states[length][here]] = some.lasts[here]
    owner, following, chances, after = (np.concatenate(column) for column in zip(*entries, strict=True))
    order = np.lexsort([following, owner])
    return NGrams(
        words=words,
        start=int(states[1][end + 1]) if len(states) > 1 else 0,
        starts=np.append(0, np.cumsum(np.bincount(owner, minlength=made))).astype(np.int64),
        following=following[order],
        chances=np.log(chances[order]).astype(np.float32),
        states_after=after[order],
        left_over=left_over,
        **of_states,
    )
