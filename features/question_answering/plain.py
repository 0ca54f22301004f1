"""Texts without their markup."""

from __future__ import annotations

import html
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT

_UNSEEN: Final = r"(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->"
_BLOCKS: Final = r"(?i)</?(?:br|p|div|li|ul|ol|tr|table|h[1-6])\b[^<>]*>"
# A letter has to follow, so that `< 3 mm and > 2` stays what it is.
_TAG: Final = r"</?[A-Za-z][^<>]*>|<![^<>]*>"
_BLANKS: Final = r"[\p{Zs}\t]{2,}|[\t\x{a0}\x{2000}-\x{200a}\x{202f}\x{3000}]"
_CONTROLS: Final = r"[\x00-\x09\x0b-\x1f\x7f\x{ad}\x{200b}-\x{200f}\x{2028}\x{2029}\x{feff}]+"


def plain(texts: Any) -> pa.Array:
    """(n,) texts without tags, comments, scripts and control characters; entities are what they stand for.

    What a page shows on lines of their own stands on lines of their own. Markup that was escaped once is markup. A
    missing text is empty.
    """
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    whole = pc.fill_null(whole.cast(TEXT), "")
    marked = np.flatnonzero(np.asarray(pc.match_substring_regex(whole, "[<&]"), dtype=bool))
    if len(marked):
        bare = _without_tags(whole.take(pa.array(marked)))
        # Entities are read one by one: the library's table has no counterpart in arrow.
        read = pa.array([html.unescape(text) if "&" in text else text for text in bare.to_pylist()], TEXT)
        mask = np.zeros(len(whole), dtype=bool)
        mask[marked] = True
        whole = pc.replace_with_mask(whole, pa.array(mask), _without_tags(read))
    whole = pc.replace_substring_regex(pc.replace_substring(whole, "\r\n", "\n"), _CONTROLS, " ")
    whole = pc.replace_substring_regex(whole, _BLANKS, " ")
    return pc.utf8_trim_whitespace(whole)


def one_line(texts: Any) -> pa.Array:
    """(n,) plain texts with their lines joined."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(plain(texts), r"\s+", " "))


def _without_tags(texts: pa.Array) -> pa.Array:
    shown = pc.replace_substring_regex(texts, _UNSEEN, " ")
    return pc.replace_substring_regex(pc.replace_substring_regex(shown, _BLOCKS, "\n"), _TAG, " ")
