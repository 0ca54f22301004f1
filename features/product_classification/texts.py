"""What a listing says, as one number: equal where only case, markup, signs and spaces differ."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SAID: Final = ("title", "brand", "attributes", "description")
_ROWS: Final = 16_384  # Python objects are made of so many texts at a time
_CHARACTERS: Final = 2_000  # of a field; texts that are equal so far are taken for equal


def text_keys(listings: pa.Table) -> npt.NDArray[np.uint64]:
    """(n,) hash of the normalised text of n listings, 64 bits, the same in every process."""
    keys = [np.empty(0, dtype=np.uint64)]
    for batch in listings.select(list(SAID)).to_batches(max_chunksize=_ROWS):
        said = [_normalised(batch.column(name)) for name in SAID]
        whole = pc.binary_join_element_wise(*said, pa.scalar("|", pa.large_string()))
        keys.append(pd.util.hash_array(whole.to_numpy(zero_copy_only=False), categorize=False))
    return np.concatenate(keys)


def _normalised(texts: pa.Array) -> pa.Array:
    start = pc.utf8_slice_codeunits(pc.fill_null(texts, ""), 0, _CHARACTERS)
    bare = pc.replace_substring_regex(start, "<[^<>]*>|&nbsp;", " ")
    folded = pc.utf8_lower(pc.utf8_normalize(bare, "NFKC"))
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, r"[^\p{L}\p{M}\p{N}]+", " "))
