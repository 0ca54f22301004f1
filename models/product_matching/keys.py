"""Keys that nearly name a product: its model codes, and its brand together with a number of its title."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from .blocking import attribute_values, normalised
from .blocking_features import BUCKETS, binary_matrix, hash_words, word_columns
from .text import list_rows, model_codes, normalise, tokens


def key_features(listings: pd.DataFrame) -> sp.csr_array:
    """Hashed keys of each listing.

    A key is a model code of the title or of the attributes, joiners dropped, or the brand with one word of the title
    that holds a digit.

    Returns:
        Boolean matrix (listings, BUCKETS).
    """
    title = normalise(listings["title"])
    codes = [model_codes(title), model_codes(attribute_values(listings))]
    rows = [list_rows(lists) for lists in codes]
    hashed = [hash_words(lists.flatten()) for lists in codes]
    brand = pa.array(normalised(listings, "brand"), type=pa.large_string())
    words = tokens(title)
    owner = list_rows(words)
    flat = words.flatten()
    numbered = np.asarray(pc.match_substring_regex(flat, "[0-9]"), dtype=bool)
    numbered &= np.asarray(pc.not_equal(brand, ""), dtype=bool)[owner]
    at = pa.array(np.flatnonzero(numbered))
    bar = pa.scalar("|", type=pa.large_string())
    branded = pc.binary_join_element_wise(brand.take(pa.array(owner[numbered])), flat.take(at), bar)
    rows.append(owner[numbered])
    hashed.append(hash_words(branded))
    return binary_matrix(np.concatenate(rows), word_columns(np.concatenate(hashed)), (len(listings), BUCKETS))
