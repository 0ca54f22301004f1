"""Texts cut into sentence-sized passages, millions at once."""

from __future__ import annotations

import textwrap
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, Longs
from models.question_answering.abbreviations import CUT, NUMBERED, TITLES, UNITS


def _any(words: tuple[str, ...]) -> str:
    return "|".join(word.replace(".", r"\.") for word in words)


_STOP: Final = "\x1f"
_FOLLOWS: Final = r"\.(\s+"
# After these a point ends no sentence; the point is hidden while the others cut.
_SHORT: Final = (
    (rf"(?i)\b({_any(TITLES)})", r"\S)"),
    (rf"(?i)\b({_any(CUT)})", r"(?-i:[\p{Ll}\p{N}]))"),
    (rf"(?i)\b({_any(NUMBERED)})", r"\p{N})"),
    (rf"(?i)(\p{{N}}\s?(?:(?:fl|sq|cu)\s?)?(?:{_any(UNITS)}))", r"(?-i:\p{Ll}))"),
)
_HIDDEN: Final = "\x1e"
_END: Final = r"([.!?\x{2026}]+[\"\x{2019}\x{201d}')\]]*)\s+"
# Scripts that put no blank behind a sentence.
_WIDE_END: Final = r"([\x{3002}\x{ff01}\x{ff1f}\x{ff61}]+[\x{300d}\x{300f}\x{201d}]*)"


def sentences(texts: Any) -> tuple[Longs, pa.Array]:
    """Cut (n,) plain texts where sentences and lines end.

    Returns:
        (m,) position of each sentence's text, rising, and the (m,) sentences. What has no letter or digit is left out.
    """
    hidden = texts
    for before, after in _SHORT:
        hidden = pc.replace_substring_regex(hidden, f"{before}{_FOLLOWS}{after}", rf"\1{_HIDDEN}\2")
    marked = pc.replace_substring_regex(
        pc.replace_substring_regex(hidden, _END, rf"\1{_STOP}"), _WIDE_END, rf"\1{_STOP}"
    )
    return _pieces(pc.replace_substring(pc.replace_substring(marked, "\n", _STOP), _HIDDEN, "."))


def lines(texts: Any) -> tuple[Longs, pa.Array]:
    """Cut (n,) plain texts where lines end; returns as `sentences` does."""
    return _pieces(pc.replace_substring(texts, "\n", _STOP))


def no_longer(of: Longs, texts: pa.Array, characters: int) -> tuple[Longs, pa.Array]:
    """Cut those of (m,) passages between words that are longer than so many characters.

    Args:
        of: (m,) position of each one's text, rising.
        texts: (m,) passages.
        characters: Longest passage; a single longer word is cut within.

    Returns:
        As they came in, with more passages.
    """
    long = np.flatnonzero(np.asarray(pc.greater(pc.utf8_length(texts), characters), dtype=bool))
    if not len(long):
        return of, texts
    cut = [textwrap.wrap(text, characters, break_on_hyphens=False) for text in texts.take(pa.array(long)).to_pylist()]
    counts = np.ones(len(texts), dtype=np.int64)
    counts[long] = [len(parts) for parts in cut]
    row = np.repeat(np.arange(len(texts)), counts)
    whole = texts.take(pa.array(row))
    mask = np.isin(row, long)
    parts = pa.array([part for parts in cut for part in parts], TEXT)
    return of[row], pc.replace_with_mask(whole, pa.array(mask), parts)


def _pieces(marked: Any) -> tuple[Longs, pa.Array]:
    whole = marked.combine_chunks() if isinstance(marked, pa.ChunkedArray) else marked
    parts = pc.split_pattern(whole, _STOP)
    of = np.asarray(pc.list_parent_indices(parts), dtype=np.int64)
    texts = pc.utf8_trim_whitespace(pc.list_flatten(parts))
    says = np.asarray(pc.match_substring_regex(texts, r"[\p{L}\p{N}]"), dtype=bool)
    return of[says], texts.filter(pa.array(says))
