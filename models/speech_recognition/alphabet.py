"""The letters that words are spelled in, as numbers that a network answers with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..words import normalised

Codes = npt.NDArray[np.int64]

BLANK: Final = 0  # nothing new is said (Graves et al. 2006)
GAP: Final = 1  # a word ends


class UnknownWord(InputError):  # noqa: N818 - it says what it is
    """A word that cannot be spelled; `word` is the word."""

    def __init__(self, word: str, strange: Iterable[str]) -> None:
        letters = " ".join(dict.fromkeys(strange))
        super().__init__(
            f"the word {word!r} has letters that no transcript of the training has ({letters}): write it as it is "
            "said, in words and not in digits, or train with transcripts that have them."
        )
        self.word = word


class Alphabet:
    """Blank, gap and letters, each by its number.

    Words are as `words.normalised` spells them: small letters, without signs, parted by single blanks.

    Attributes:
        letters: In order of code points; the code of the first is 2.
        symbols: What each code reads as: the blank as nothing, then the gap between words, then the letters.
        blank: Code of the blank.
        gap: Code of the gap between words.
    """

    blank: Final = BLANK
    gap: Final = GAP

    def __init__(self, letters: Sequence[str]) -> None:
        self.letters = tuple(letters)
        self.symbols = ("", " ", *self.letters)
        self._code = {letter: code for code, letter in enumerate(self.symbols) if code != BLANK}

    def __len__(self) -> int:
        return len(self.symbols)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alphabet) and self.letters == other.letters

    def __hash__(self) -> int:
        return hash(self.letters)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Alphabet:
        """The letters of transcripts.

        Raises:
            InputError: They have none.
        """
        letters = sorted(set("".join(normalised(texts))) - {" "})
        if not letters:
            raise InputError(
                f"the column `transcript` has no word in any of {len(texts)} rows: there is nothing to learn to "
                "recognise; add recordings in which something is said."
            )
        return cls(letters)

    def spell(self, text: str) -> Codes:
        """A word, or several, as numbers, [symbols]; none for an empty text.

        Raises:
            UnknownWord: A word has letters outside of the alphabet.
        """
        words = normalised([text])[0].split()
        for word in words:
            if strange := [letter for letter in word if letter not in self._code]:
                raise UnknownWord(word, strange)
        return np.array([self._code[letter] for letter in " ".join(words)], dtype=np.int64)

    def can_spell(self, word: str) -> bool:
        """Whether `spell` takes a word."""
        return all(letter in self._code for letter in normalised([word])[0])

    def text(self, codes: Iterable[int]) -> str:
        """Numbers as text, blanks left out."""
        return " ".join("".join(self.symbols[code] for code in codes).split())

    def said(self, frames: Iterable[int]) -> str:
        """The text of one code a frame: what is repeated counts once, then blanks go (Graves et al. 2006)."""
        codes = np.fromiter(frames, dtype=np.int64)
        return self.text(codes[np.flatnonzero(np.diff(codes, prepend=-1))])

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps({"letters": list(self.letters)}, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Alphabet:
        """Read what `save` wrote."""
        return cls(json.loads(path.read_text(encoding="utf-8"))["letters"])
