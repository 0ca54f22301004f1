"""Text that says something once its markup is taken off: `<br/>`, `&nbsp;` and rows of emoji say nothing."""

from __future__ import annotations

import html
import re
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_LETTER: Final = r"[\p{L}\p{N}]"
_MARKUP: Final = r"<[^<>]*>|&#?[0-9A-Za-z]+;"
_TAG: Final = re.compile(r"<[^<>]*>")


def readable(column: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Whether each of n cells has a letter or digit, of any script, outside of tags; a missing one has none.

    An entity counts as what it stands for: `&#1056;` is a letter, `&nbsp;` is none.
    """
    texts = pa.array(column, pa.large_string(), from_pandas=True)
    found = _has_letter(texts)
    marked = np.asarray(pc.fill_null(pc.match_substring_regex(texts, "[<&]"), False), dtype=bool)
    doubted = np.flatnonzero(found & marked)
    if not len(doubted):
        return found
    # Markup that was escaped once is markup.
    bare = pc.replace_substring(pc.replace_substring(texts.take(pa.array(doubted)), "&lt;", "<"), "&gt;", ">")
    bare = pc.replace_substring_regex(bare, _MARKUP, " ")
    empty = doubted[~_has_letter(bare)]
    # Only texts of nothing but tags and entities come here, one by one.
    found[empty] = [_says(text) for text in texts.take(pa.array(empty)).to_pylist()]
    return found


def _has_letter(texts: pa.Array) -> npt.NDArray[np.bool_]:
    return np.array(pc.fill_null(pc.match_substring_regex(texts, _LETTER), False), dtype=bool)


def _says(text: str) -> bool:
    return any(character.isalnum() for character in _TAG.sub(" ", html.unescape(_TAG.sub(" ", text))))
