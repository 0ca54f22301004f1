"""Texts folded, so that those are equal in which only case, markup, signs and spaces differ."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_ROWS: Final = 16_384  # Python objects are made of so many texts at a time
_CHARACTERS: Final = 2_000  # of a field; texts that are equal so far are taken for equal


def text_keys(table: pa.Table, columns: tuple[str, ...], *, blanks: bool = True) -> npt.NDArray[np.uint64]:
    """(n,) hash of the folded texts of n rows, 64 bits, the same in every process.

    Args:
        table: Rows.
        columns: Texts of a row.
        blanks: Whether blanks count; without them, texts are equal that were cut into words in two ways.
    """
    keys = [np.empty(0, dtype=np.uint64)]
    for batch in table.select(list(columns)).to_batches(max_chunksize=_ROWS):
        said = [folded(batch.column(name)) for name in columns]
        said = said if blanks else [pc.replace_substring(text, " ", "") for text in said]
        whole = pc.binary_join_element_wise(*said, pa.scalar("|", pa.large_string()))
        keys.append(pd.util.hash_array(whole.to_numpy(zero_copy_only=False), categorize=False))
    return np.concatenate(keys)


def folded(texts: pa.Array) -> Any:
    """(n,) texts in small letters, without tags, signs and doubled blanks; a missing one is empty."""
    start = pc.utf8_slice_codeunits(pc.fill_null(texts, ""), 0, _CHARACTERS)
    bare = pc.replace_substring_regex(start, "<[^<>]*>|&nbsp;", " ")
    small = pc.utf8_lower(pc.utf8_normalize(bare, "NFKC"))
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(small, r"[^\p{L}\p{M}\p{N}]+", " "))
