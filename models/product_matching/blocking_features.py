"""Hashed features of text for blocking: words, joined words, character n-grams, pairs of frequent words."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from .text import list_rows, tokens

_BITS: Final = 23
_REGION: Final = 1 << _BITS
BUCKETS: Final = 3 * _REGION  # words, then n-grams, then pairs of frequent words
PAIRED_WORDS: Final = 6  # of a text's frequent words, the rarest this many are searched in pairs
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Fibonacci hashing, Knuth, TAOCP 3, 6.4
_CHUNK: Final = 50_000

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


def words_and_grams(texts: pd.Series[str], gram_size: int, max_tokens: int) -> sp.csr_array:
    """Which words and n-grams each text holds.

    Args:
        texts: Normalised texts.
        gram_size: Characters of an n-gram; scripts without spaces also give pairs of characters.
        max_tokens: Words beyond this number are ignored.

    Returns:
        Boolean matrix (texts, BUCKETS) of hashed features; rows hold sorted distinct columns.
    """
    parts = [
        _chunk_features(texts.iloc[start : start + _CHUNK], gram_size, max_tokens)
        for start in range(0, len(texts), _CHUNK)
    ]
    if not parts:
        return sp.csr_array((0, BUCKETS), dtype=np.float32)
    return sp.vstack(parts, format="csr") if len(parts) > 1 else parts[0]


def is_word(columns: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether hashed columns are words (as opposed to n-grams and pairs)."""
    return np.asarray(columns < _REGION)


def with_pairs(
    features: sp.csr_array, frequent: npt.NDArray[np.int32], frequency: npt.NDArray[np.int32]
) -> sp.csr_array:
    """Add pairs of frequent words, which are rarer than either of the two.

    A word that stands in too many texts cannot be searched by itself; two of them together often can.

    Args:
        features: Boolean matrix (texts, BUCKETS).
        frequent: Sorted columns of the words that are too frequent.
        frequency: Their document frequencies; of each text only the rarest six frequent words are paired.

    Returns:
        Boolean matrix of the same shape.
    """
    if not len(frequent):
        return features
    place = np.minimum(np.searchsorted(frequent, features.indices), len(frequent) - 1)
    at = np.flatnonzero(frequent[place] == features.indices)
    rows = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))[at]
    place = place[at]
    order = np.lexsort((frequency[place], rows))
    rows, word = rows[order], features.indices[at][order].astype(np.uint64)
    first = np.searchsorted(rows, rows)
    kept = np.arange(len(rows)) - first < PAIRED_WORDS
    rows, word = rows[kept], word[kept]
    pair_rows, pair_columns = [], []
    for step in range(1, PAIRED_WORDS):
        same = rows[step:] == rows[:-step]
        low, high = np.minimum(word[step:], word[:-step])[same], np.maximum(word[step:], word[:-step])[same]
        pair_rows.append(rows[step:][same])
        pair_columns.append(word_columns(_mix(_mix(low) + high)) + 2 * _REGION)
    pairs = binary_matrix(np.concatenate(pair_rows), np.concatenate(pair_columns), features.shape)
    return sp.csr_array(features + pairs)


def _chunk_features(texts: pd.Series[str], gram_size: int, max_tokens: int) -> sp.csr_array:
    rows, encoded = _first_words(texts, max_tokens)
    words = encoded.dictionary
    here = np.asarray(encoded.indices, dtype=np.int64)
    joined_rows, joined = _joined(rows, here, words)
    gram_owner, grams = _grams(words, gram_size)
    counts = np.bincount(gram_owner, minlength=len(words))
    repeats = counts[here]
    starts = (np.cumsum(counts) - counts)[here]
    places = np.repeat(starts - (np.cumsum(repeats) - repeats), repeats) + np.arange(repeats.sum())
    columns = np.concatenate(
        [word_columns(hash_words(words))[here], word_columns(joined), _gram_columns(grams)[places]]
    )
    return binary_matrix(np.concatenate([rows, joined_rows, np.repeat(rows, repeats)]), columns, (len(texts), BUCKETS))


def _first_words(texts: pd.Series[str], max_tokens: int) -> tuple[Ints, pa.DictionaryArray]:
    """Row and dictionary-encoded word of the first `max_tokens` words of each text."""
    lists = tokens(texts)
    rows = list_rows(lists)
    within = np.arange(len(rows)) - np.asarray(lists.offsets, dtype=np.int64)[rows]
    kept = within < max_tokens
    return rows[kept], lists.flatten().filter(pa.array(kept)).dictionary_encode()


def _joined(rows: Ints, here: Ints, words: pa.LargeStringArray) -> tuple[Ints, Hashes]:
    """Neighbouring words written as one where either holds a digit: "64 gb" meets "64gb", "dsc w55" meets "dscw55"."""
    has_digit = np.asarray(pc.match_substring_regex(words, "[0-9]"), dtype=bool)
    near = (rows[1:] == rows[:-1]) & (has_digit[here[1:]] | has_digit[here[:-1]])
    width = max(len(words), 1)
    keys, back = np.unique(here[:-1][near] * width + here[1:][near], return_inverse=True)
    left, right = np.divmod(keys, width)
    nothing = pa.scalar("", type=pa.large_string())
    text = pc.binary_join_element_wise(words.take(pa.array(left)), words.take(pa.array(right)), nothing)
    return rows[1:][near], hash_words(text)[back]


def _grams(words: pa.LargeStringArray, size: int) -> tuple[Ints, Hashes]:
    """Hashes of the n-grams of each word, padded by spaces; scripts without spaces also by pairs of characters.

    Returns:
        The word's position and the hash, one entry per n-gram, sorted by word.
    """
    lengths = np.asarray(pc.utf8_length(words), dtype=np.int64) + 2
    padded = " " + "  ".join(words.to_pylist()) + " " if len(words) else ""
    codes = np.frombuffer(padded.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(words)), lengths)
    grams = np.flatnonzero(owner[: max(len(owner) - size + 1, 0)] == owner[size - 1 :])
    dense_script = np.zeros(len(codes), dtype=bool)
    for first, last in _NO_SPACES:
        dense_script |= (codes >= first) & (codes <= last)
    pairs = np.flatnonzero(dense_script[:-1] & dense_script[1:])
    position = np.concatenate([owner[grams], owner[pairs]])
    hashed = np.concatenate([_window_hash(codes, grams, size), _window_hash(codes, pairs, 2)])
    order = np.argsort(position, kind="stable")
    return position[order], hashed[order]


# Thai and Lao, Myanmar, Khmer, kana, Han, Hangul: words are not parted by spaces there, or are one or two signs long
_NO_SPACES: Final = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7AF),
)


def _window_hash(codes: Hashes, starts: Ints, size: int) -> Hashes:
    """Polynomial hash of `size` characters from each start."""
    hashed = np.full(len(starts), size, dtype=np.uint64)
    for offset in range(size):
        hashed = hashed * np.uint64(0x100000001B3) + codes[starts + offset]
    return _mix(hashed)


def hash_words(words: pa.LargeStringArray) -> Hashes:
    """64-bit hashes of strings, the same on every machine and in every process."""
    if not len(words):
        return np.zeros(0, dtype=np.uint64)
    return _mix(pd.util.hash_array(np.array(words.to_pylist(), dtype=object), categorize=False))


def _mix(hashed: Hashes) -> Hashes:
    mixed = hashed * _MULTIPLIER
    return np.asarray(mixed ^ (mixed >> np.uint64(32)), dtype=np.uint64)


def word_columns(hashed: Hashes) -> Ints:
    """Columns of hashed words."""
    return (hashed >> np.uint64(64 - _BITS)).astype(np.int64)


def _gram_columns(hashed: Hashes) -> Ints:
    return word_columns(hashed) + _REGION


def binary_matrix(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_array:
    """A matrix of ones at (rows, columns), each place once, columns sorted within a row."""
    keys = sorted_distinct(rows * shape[1] + columns)
    owner, held = np.divmod(keys, shape[1])
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=shape[0]))])
    return sp.csr_array((np.ones(len(held), dtype=np.float32), held.astype(np.int32), starts), shape=shape)


def sorted_distinct(keys: Ints) -> Ints:
    """Sorted distinct integers; numpy's own `unique` hashes first, which takes several times as long on millions."""
    keys = np.sort(keys)
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
