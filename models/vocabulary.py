"""Words that are known, by number, and how many texts have each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

UNKNOWN: Final = -1
_FIRST_IN_ROW: Final = 2**32  # more words than there can be


@dataclass(frozen=True)
class WordRows:
    """Words of n texts by number, one text after another.

    Attributes:
        ids: Number of each word in the vocabulary, `UNKNOWN` where it is not in it; (words of all texts,).
        starts: Where each text's words begin, and where the last ends; (n + 1,).
    """

    ids: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self) -> Ints:
        """The text that each word is of; as long as `ids`."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))

    def distinct(self) -> WordRows:
        """Each known word once a text, in order of number."""
        known = self.ids >= 0
        keys = np.unique(self.rows()[known] * _FIRST_IN_ROW + self.ids[known])
        rows = keys // _FIRST_IN_ROW
        counts = np.bincount(rows, minlength=len(self))
        return WordRows(keys % _FIRST_IN_ROW, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


@dataclass(frozen=True)
class Vocabulary:
    """Words in order of their code points.

    Attributes:
        words: The words; n of them.
        texts: Number of texts that have each; weighted counts are allowed; (n,).
    """

    words: list[str]
    texts: Floats
    _number: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_number", {word: number for number, word in enumerate(self.words)})

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, texts: Sequence[str], weights: Floats | None = None, least: float = 0.0) -> Vocabulary:
        """Words of texts that `words.normalised` has spelt.

        Args:
            texts: Words parted by single blanks.
            weights: What each text counts; (n,). One each where None.
            least: Words of which the texts count less are left out.
        """
        flat, starts = _parted(texts)
        coded = flat.dictionary_encode()
        words = coded.dictionary.to_pylist()
        rows = WordRows(np.asarray(coded.indices, dtype=np.int64), starts).distinct()
        counted = None if weights is None else weights[rows.rows()]
        counts = np.bincount(rows.ids, counted, minlength=len(words)).astype(np.float64)
        kept = sorted((word, number) for number, word in enumerate(words) if counts[number] >= least)
        return cls([word for word, _ in kept], counts[[number for _, number in kept]])

    def number(self, word: str) -> int:
        """Number of a word, `UNKNOWN` where it is not known."""
        return self._number.get(word, UNKNOWN)

    def numbers(self, words: Iterable[str]) -> Ints:
        """Number of each word, `UNKNOWN` for those that are not known."""
        return np.array([self._number.get(word, UNKNOWN) for word in words], dtype=np.int64)

    def rows(self, texts: Sequence[str]) -> WordRows:
        """Words of many spelt texts by number."""
        flat, starts = _parted(texts)
        coded = flat.dictionary_encode()
        numbers = self.numbers(coded.dictionary.to_pylist())
        indices = np.asarray(coded.indices, dtype=np.int64)
        return WordRows(numbers[indices] if len(indices) else indices, starts)

    def save(self, path: Path) -> None:
        """Write it as parquet."""
        pd.DataFrame({"word": pd.array(self.words, dtype="str"), "texts": self.texts}).to_parquet(path, index=False)

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read what `save` wrote."""
        frame = pd.read_parquet(path)
        return cls(frame["word"].tolist(), frame["texts"].to_numpy(np.float64))


def _parted(texts: Sequence[str]) -> tuple[pa.StringArray, Ints]:
    column = pa.array(texts, pa.large_string())
    lists = pc.split_pattern(column, " ")
    if isinstance(lists, pa.ChunkedArray):
        lists = lists.combine_chunks()
    flat = lists.flatten()
    starts = np.asarray(lists.offsets, dtype=np.int64)
    full = np.asarray(pc.not_equal(flat, ""), dtype=bool)
    # An empty text is parted into one empty word.
    before = np.concatenate([[0], np.cumsum(full)]).astype(np.int64)
    return flat.filter(pa.array(full)), before[starts]
