"""A search as it is asked of the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ask:
    """One search.

    Attributes:
        query: What is typed.
        customer, region, language: Numbers, -1 where not known.
        region_name: The region as it was told, None where it was not.
        time: Seconds since 1970.
        seen_at: Up to which the log is read, seconds since 1970.
        allowed: Products that may be answered; (products,).
        also: Products that are described though they may not be found; None for none.
    """

    query: str
    customer: int
    region: int
    language: int
    region_name: str | None
    time: float
    seen_at: float
    allowed: Truths
    also: Ints | None = None
