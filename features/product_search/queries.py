"""What a query asks, as one number: equal where the search reads two texts as the same words."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from models.words import normalised

_CHARACTERS: Final = 1_000  # queries that are equal so far are taken for equal

Keys = npt.NDArray[np.uint64]


def query_keys(queries: pa.Array | pa.ChunkedArray) -> Keys:
    """(n,) hash of the words of n queries, 64 bits, the same in every process.

    Case, accents, signs and spaces make no difference; a query without any word is what it is as a text. Each different
    text is read once, so that a log of millions of rows costs what its queries do.
    """
    texts: Any = queries.combine_chunks() if isinstance(queries, pa.ChunkedArray) else queries
    coded = pc.fill_null(texts.cast(pa.large_string()), "").dictionary_encode()
    said = pc.utf8_slice_codeunits(coded.dictionary, 0, _CHARACTERS).to_pylist()
    words = [spelt or text for spelt, text in zip(normalised(said), said, strict=True)]
    hashed = pd.util.hash_array(np.array(words, dtype=object), categorize=False)
    return np.asarray(hashed[np.asarray(coded.indices, dtype=np.int64)], dtype=np.uint64)
