"""Reviews that do not say their language and are written in words that hardly any annotated review has."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, Longs, Mask
from features.folding import folded
from features.review_extraction.parameters import FeaturesParameters

_ROWS: Final = 16_384  # texts that are cut into words at a time
_WITHOUT_BLANKS: Final = r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}])"  # each counts as a word


def strange(texts: Any, doubted: Mask, trusted: Mask, parameters: FeaturesParameters) -> Mask:
    """(n,) those that are doubted and whose words are for the most part none of those that are trusted.

    Args:
        texts: n texts.
        doubted: (n,) those that might be of another language.
        trusted: (n,) those whose words are known.
        parameters: Settings.
    """
    found = np.zeros(len(doubted), dtype=bool)
    if not doubted.any() or not trusted.any():
        return found
    known = _known(texts.filter(pa.array(trusted)), parameters.known_share)
    for rows in np.split(at := np.flatnonzero(doubted), np.arange(_ROWS, len(at), _ROWS)):
        row, words = _words(texts.take(pa.array(rows)))
        every = np.bincount(row, minlength=len(rows))
        met = np.bincount(row[np.asarray(pc.is_in(words, value_set=known))], minlength=len(rows))
        found[rows] = (every >= parameters.least_words) & (met < parameters.least_known * every)
    return found


def _known(texts: Any, share: float) -> Any:
    """Words that so large a share of the texts holds, at least one of them."""
    held = []
    for start in range(0, len(texts), _ROWS):
        row, words = _words(texts.slice(start, _ROWS))
        each = pa.table({"row": row + start, "word": words}).group_by(["row", "word"]).aggregate([])
        held.append(each.column("word"))
    every = pc.value_counts(pa.chunked_array([one for part in held for one in part.chunks], TEXT))
    return every.field("values").filter(pc.greater_equal(every.field("counts"), share * len(texts)))


def _words(texts: Any) -> tuple[Longs, Any]:
    """Place of each word's text, and the word; those that begin with a letter alone."""
    parts = pc.split_pattern_regex(pc.replace_substring_regex(folded(texts), _WITHOUT_BLANKS, r" \1 "), " +")
    words = pc.list_flatten(parts)
    letters = pc.match_substring_regex(words, r"^\p{L}")
    return np.asarray(pc.list_parent_indices(parts).filter(letters), dtype=np.int64), words.filter(letters)
