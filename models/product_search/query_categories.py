"""What a query's words say of its category: how the titles that hold them are filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged, entries_of
from .word_codes import Codes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class QueryCategories:
    """Share of the titles with a word that are filed under each category.

    Attributes:
        words: Sorted codes of words; (words,).
        starts: Where the entries of each begin, and the end of the last; (words + 1,).
        categories: Of each entry; (entries,).
        shares: Of the word's titles; (entries,).
        count: Categories.
    """

    words: Codes
    starts: Ints
    categories: npt.NDArray[np.int32]
    shares: Floats
    count: int

    @classmethod
    def of(cls, titles: Ragged, category: npt.NDArray[np.int32], count: int, least: float) -> Self:
        """From words of titles, each once a title, and their categories, -1 where not known.

        Args:
            titles: Codes of words, a row a product.
            category: Of each product; (products,).
            count: Categories.
            least: Share of a word's titles below which a category is not kept.
        """
        owner = np.repeat(np.arange(len(titles)), np.diff(titles.starts))
        filed = category[owner] >= 0
        keys = (titles.values[filed].astype(np.uint64) << np.uint64(32)) | category[owner[filed]].astype(np.uint64)
        cells, times = np.unique(keys, return_counts=True)
        word = (cells >> np.uint64(32)).astype(np.uint32)
        words, entry = np.unique(word, return_inverse=True)
        share = times / np.bincount(entry, times, len(words))[entry]
        kept = share >= least
        starts = np.append(0, np.cumsum(np.bincount(entry[kept], minlength=len(words)))).astype(np.int64)
        found = (cells[kept] & np.uint64(0xFFFFFFFF)).astype(np.int32)
        return cls(words, starts, found, share[kept].astype(np.float32), count)

    def of_query(self, codes: Codes, weights: Floats) -> Floats:
        """Weighted mean over the query's words that some title holds; (categories,), zeros where none does.

        Args:
            codes: Of the query's words; (q,).
            weights: Of the words; (q,).
        """
        out = np.zeros(self.count, dtype=np.float32)
        if not len(self.words):
            return out
        row = np.minimum(np.searchsorted(self.words, codes), len(self.words) - 1)
        known = self.words[row] == codes
        total = float(weights[known].sum())
        if total <= 0:
            return out
        entries, owner = entries_of(self.starts, row[known])
        np.add.at(out, self.categories[entries], self.shares[entries] * weights[known][owner] / total)
        return out

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {
            "words": self.words,
            "starts": self.starts,
            "categories": self.categories,
            "shares": self.shares,
            "count": np.array(self.count),
        }

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """From what `arrays` gave."""
        return cls(arrays["words"], arrays["starts"], arrays["categories"], arrays["shares"], int(arrays["count"]))
