"""Names that a query mentions: brands, colours, categories whose every word it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .word_codes import Codes, spelt_codes, unique_rows

Ints = npt.NDArray[np.int64]

_LONGEST = 12  # words of a name


@dataclass(frozen=True)
class Mentions:
    """Names by their words.

    Attributes:
        words: Sorted codes of words of names; (entries,).
        names: The name that each is of; (entries,).
        sizes: Words of each name; (names,).
    """

    words: Codes
    names: Ints
    sizes: Ints

    @classmethod
    def of(cls, names: Sequence[str]) -> Self:
        """From normalised names; a name without words is never mentioned."""
        rows = unique_rows(spelt_codes(names, _LONGEST)[0])
        sizes = np.diff(rows.starts)
        order = np.argsort(rows.values, kind="stable")
        return cls(rows.values[order], np.repeat(np.arange(len(names)), sizes)[order], sizes)

    def __len__(self) -> int:
        return len(self.sizes)

    def in_query(self, words: Codes) -> Ints:
        """Names mentioned, each once, only those of the most words.

        Args:
            words: Codes of the query's words; (q,).
        """
        asked = np.unique(words)
        begins, ends = np.searchsorted(self.words, asked), np.searchsorted(self.words, asked, side="right")
        held = np.concatenate([self.names[b:e] for b, e in zip(begins, ends, strict=True)] or [self.names[:0]])
        found, counts = np.unique(held, return_counts=True)
        whole = found[counts == self.sizes[found]]
        longest: Ints = whole[self.sizes[whole] == self.sizes[whole].max(initial=0)]
        return longest

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {f"{name}_words": self.words, f"{name}_names": self.names, f"{name}_sizes": self.sizes}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Self:
        """From what `arrays` gave."""
        return cls(arrays[f"{name}_words"], arrays[f"{name}_names"], arrays[f"{name}_sizes"])
