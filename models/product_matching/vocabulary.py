"""Words and codes of several fields at once, hashed, and binary matrices of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from .blocking_features import sorted_distinct
from .fields import SEPARATOR, Fields
from .text import list_rows, model_codes, tokens

TOKEN_SPACE: Final = 1 << 22  # hashed vocabulary: the hashing trick of Weinberger et al. 2009
WORD_FIELDS: Final = ("title", "model", "description", "brand", "category", "attributes")
CODE_FIELDS: Final = ("title", "model", "description", "attributes")

Rows = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int64]


def hashed(texts: npt.NDArray[np.object_] | pa.Array, space: int) -> Ids:
    """Stable ids of strings in [1, space)."""
    values = np.asarray(texts if isinstance(texts, np.ndarray) else texts.to_numpy(zero_copy_only=False), dtype=object)
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return (pd.util.hash_array(values, categorize=False) % np.uint64(space - 1)).astype(np.int64) + 1


def binary(parts: list[tuple[Rows, Ids]], n: int, width: int) -> sparse.csr_matrix:
    rows = np.concatenate([rows for rows, _ in parts])
    keys = sorted_distinct(rows * width + np.concatenate([ids for _, ids in parts]))
    indptr = np.searchsorted(keys // width, np.arange(n + 1))
    matrix = sparse.csr_matrix(
        (np.ones(len(keys), dtype=np.int8), (keys % width).astype(np.int32), indptr.astype(np.int32)), shape=(n, width)
    )
    matrix.has_canonical_format = True
    return matrix


def stacked(fields: Fields, names: tuple[str, ...]) -> pd.Series[str]:
    """One field under the other: a single pass over many short columns is far cheaper than many passes."""
    under: pd.Series[str] = pd.concat([getattr(fields, name) for name in names], ignore_index=True)
    return under


def arrow(texts: pd.Series[str]) -> pa.LargeStringArray:
    """One contiguous array, also of a column that was put together from parts."""
    array = pa.array(texts, type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def stated(fields: Fields) -> tuple[tuple[Rows, Ids], tuple[Rows, Ids]]:
    """Attributes with their values, and their names alone."""
    given = arrow(fields.stated)
    lists = pc.split_pattern(pc.if_else(pc.equal(given, ""), None, given), SEPARATOR)
    rows = list_rows(pc.fill_null(lists, pa.scalar([], type=lists.type)))
    encoded = lists.flatten().dictionary_encode()
    at = encoded.indices.to_numpy(zero_copy_only=False)
    names = pc.replace_substring_regex(encoded.dictionary, "=.*$", "")
    return (rows, hashed(encoded.dictionary, TOKEN_SPACE)[at]), (rows, hashed(names, TOKEN_SPACE)[at])


class _Stacked:
    """Lists of strings of several fields, hashed once per distinct string."""

    def __init__(self, lists: pa.LargeListArray, names: tuple[str, ...], n: int) -> None:
        self.n = n
        self.names = names
        stacked_rows = list_rows(lists)
        self.rows = stacked_rows % max(n, 1)
        self.bounds = np.searchsorted(stacked_rows, np.arange(len(names) + 1) * n)
        encoded = lists.flatten().dictionary_encode()
        self.words = encoded.dictionary
        self.word = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        self.ids = hashed(self.words, TOKEN_SPACE)[self.word]

    def slice(self, field: str) -> slice:
        position = self.names.index(field)
        return slice(int(self.bounds[position]), int(self.bounds[position + 1]))

    def of(self, field: str) -> tuple[Rows, Ids]:
        part = self.slice(field)
        return self.rows[part], self.ids[part]


class Words(_Stacked):
    def __init__(self, fields: Fields) -> None:
        super().__init__(tokens(stacked(fields, WORD_FIELDS)), WORD_FIELDS, len(fields))

    def joined(self, field: str) -> tuple[Rows, Ids]:
        """Each token written together with its successor."""
        rows, word = self.rows[self.slice(field)], self.word[self.slice(field)]
        follows = rows[1:] == rows[:-1]
        base = len(self.words) + 1
        pairs, inverse = np.unique(word[:-1][follows] * base + word[1:][follows], return_inverse=True)
        left, right = self.words.take(pa.array(pairs // base)), self.words.take(pa.array(pairs % base))
        together = pc.binary_join_element_wise(left, right, pa.scalar("", left.type))
        return rows[:-1][follows], hashed(together, TOKEN_SPACE)[inverse]

    def with_digits(self, field: str) -> tuple[Rows, Ids]:
        rows, ids = self.of(field)
        digit = pc.match_substring_regex(self.words, "[0-9]").to_numpy(zero_copy_only=False)
        chosen = digit[self.word[self.slice(field)]]
        return rows[chosen], ids[chosen]

    def bits(self, meaning: dict[str, int], fields: tuple[str, ...]) -> npt.NDArray[np.uint32]:
        """One bit per meaning that a row's words carry."""
        bit = np.array([1 << meaning[w] if w in meaning else 0 for w in self.words.to_pylist()], dtype=np.uint32)
        found = np.zeros(self.n, dtype=np.uint32)
        for field in fields if len(bit) else ():
            part = self.slice(field)
            np.bitwise_or.at(found, self.rows[part], bit[self.word[part]])
        return found


class Codes(_Stacked):
    def __init__(self, fields: Fields) -> None:
        super().__init__(model_codes(stacked(fields, CODE_FIELDS)), CODE_FIELDS, len(fields))
