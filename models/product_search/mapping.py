"""The same work for each of many, on one thread or on several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def mapped(work: Callable[[T], U], each: Sequence[T], threads: int) -> list[U]:
    """Results in order; on several threads where there is enough to do."""
    if threads == 1 or len(each) < 2 * threads:
        return [work(one) for one in each]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, each))
