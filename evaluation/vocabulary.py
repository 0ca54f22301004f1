"""The words of a text column: which are frequent, and how many of a text's words training never saw."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.signals import Items, Numbers, items, numbers

_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_CHARACTERS: Final = 2_000  # of a text that are looked at: beyond them a text says the same again, at a cost


def words(text: str) -> list[str]:
    """Runs of letters and runs of digits, case set aside.

    >>> words("Sony DSC-W55, schwarz")
    ['sony', 'dsc', 'w', '55', 'schwarz']
    """
    return _WORD.findall(text[:_CHARACTERS].casefold())


def split_words(texts: pd.Series[Any]) -> list[list[str]]:
    """The words of every text that is there."""
    return [words(text) for text in texts.dropna().astype("str")]


def learn(rows: Sequence[Sequence[str]], most: int) -> tuple[Items, frozenset[str], Numbers]:
    """From training texts to what new ones are held against.

    The first half of the rows make the vocabulary, and the second tells how many words of a text are unknown to it
    anyway: a vocabulary knows all words of the texts that it was made of. Rows in the order of time, or of products,
    are cut there as new data is cut off from old.

    Args:
        rows: Words of each text.
        most: Words of the vocabulary, the frequent ones first.

    Returns:
        Rows by word, the vocabulary, and the unknown share of the second half.
    """
    whole = items(rows)
    middle = (len(rows) + 1) // 2
    half = items(rows[:middle])
    frequent = sorted(half.counts.items(), key=lambda entry: (-entry[1], entry[0]))[:most]
    vocabulary = frozenset(word for word, _ in frequent)
    return whole, vocabulary, numbers(unknown_shares(rows[middle:], vocabulary))


def unknown_shares(rows: Iterable[Sequence[str]], vocabulary: Collection[str]) -> npt.NDArray[np.float64]:
    """Share of each text's words that the vocabulary lacks; texts without a word are left out."""
    return np.array([sum(word not in vocabulary for word in row) / len(row) for row in rows if row], dtype=np.float64)
