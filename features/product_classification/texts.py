"""What a listing says, as one number: equal where only case, markup, signs and spaces differ."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from features import folding

SAID: Final = ("title", "brand", "attributes", "description")


def text_keys(listings: pa.Table) -> npt.NDArray[np.uint64]:
    """(n,) hash of the normalised text of n listings, 64 bits, the same in every process."""
    return folding.text_keys(listings, SAID)
