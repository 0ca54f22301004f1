"""Words as numbers: 32 bits of a checksum, so that no vocabulary has to be held or looked up."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ..ragged import Ragged

Codes = npt.NDArray[np.uint32]


def code_of(word: str) -> int:
    """Number of a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def codes_of(words: Iterable[str]) -> Codes:
    """Numbers of words."""
    return np.fromiter((code_of(word) for word in words), dtype=np.uint32)


def spelt_codes(texts: Sequence[str], most: int) -> tuple[Ragged, npt.NDArray[np.bool_]]:
    """Words of normalised texts in their order, the first `most` of each.

    Returns:
        Codes of the words, a row a text; and whether each word is a number.
    """
    lists = pc.utf8_split_whitespace(pa.array(texts, type=pa.large_string()))
    sizes = pc.list_value_length(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = pc.list_flatten(lists).dictionary_encode()
    row = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    names = flat.dictionary.to_pylist()
    number = flat.indices.to_numpy(zero_copy_only=False)
    # blanks at an end of a text give an empty word
    kept = (place < most) & np.array([name != "" for name in names], dtype=bool)[number]
    codes, digits = codes_of(names), np.array([name[:1].isdigit() for name in names], dtype=bool)
    return Ragged.of(row[kept], codes[number[kept]], len(texts)), digits[number[kept]]


def unique_rows(rows: Ragged) -> Ragged:
    """Each word of a row once, in rising order."""
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    keys = np.unique((owner.astype(np.uint64) << np.uint64(32)) | rows.values.astype(np.uint64))
    return Ragged.of(
        (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), len(rows)
    )
