"""Events that a log holds twice."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from features.columns import UNKNOWN, Mask
from features.recommendation.log import BUY, Log

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)


def repeated(log: Log) -> Mask:
    """(n,) whether an earlier row says the same.

    Two views of a product by a customer at one moment are one. Two purchases are one only where the rows are alike in
    every column: who buys again pays again.
    """
    bought = log.kind == BUY
    parts: list[Any] = [
        *(log.customer, log.product, log.kind, log.time, log.order),
        np.where(bought, log.region, UNKNOWN),
        np.where(bought, log.price, np.nan),
        np.where(bought, log.visit, UNKNOWN),
    ]
    numbers = np.zeros(len(log), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for part in parts:
            numbers = (numbers ^ _bits(part)) * _FACTOR
            numbers ^= numbers >> _SHIFT
    order = np.argsort(numbers, kind="stable")
    here, before = order[1:], order[:-1]
    alike = numbers[here] == numbers[before]
    here, before = here[alike], before[alike]
    same = np.ones(len(here), dtype=bool)
    for part in parts:
        same &= _bits(part[here]) == _bits(part[before])
    out = np.zeros(len(log), dtype=bool)
    out[here[same]] = True
    return out


def _bits(part: Any) -> Any:
    """(n,) as 64 bits; every missing number has the same ones."""
    if part.dtype.kind == "f":
        return np.where(np.isnan(part), np.nan, part + 0.0).astype(np.float64).view(np.uint64)
    return part.astype(np.int64).view(np.uint64)
