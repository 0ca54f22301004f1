"""Numbers that name things, the same in every process: what is drawn by them does not hang on the order of rows."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Numbers = npt.NDArray[np.uint64]

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)


def hashes(names: pa.Array, codes: Any) -> Numbers:
    """(n,) a hash of each name; 0 where the code is `UNKNOWN`."""
    used, inverse = np.unique(codes, return_inverse=True)
    texts = names.take(pa.array(used, mask=used < 0)).to_numpy(zero_copy_only=False)
    found = pd.util.hash_array(np.where(used < 0, "", texts).astype(object), categorize=False)
    return np.where(used < 0, 0, found).astype(np.uint64)[inverse]


def mixed(numbers: Numbers, seed: int) -> Numbers:
    """(n,) other numbers, unrelated to those of another seed (the finish of SplitMix64)."""
    with np.errstate(over="ignore"):
        out = numbers + np.uint64(seed + 1) * _FACTOR
        out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(out ^ (out >> np.uint64(31)))
