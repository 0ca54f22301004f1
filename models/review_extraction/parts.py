"""Many texts, read some at a time, so that memory grows with the triplets alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np

from .extracted import Extracted


def by_parts(
    texts: list[str],
    most: int,
    characters: int,
    extract: Callable[[list[str]], Extracted],
    threads: int = 1,
    worth_a_thread: int = 1,
) -> Extracted:
    """What `extract` gives for some texts at a time, as if it had been asked once.

    Args:
        texts: All of them.
        most: Texts of a part at most.
        characters: Of a part at most, unless one text alone has more.
        extract: Reads a part.
        threads: Parts that are read at once.
        worth_a_thread: Texts; fewer are read before a thread has begun.
    """
    share = max(-(-len(texts) // threads), worth_a_thread)
    parts = list(parts_of(texts, min(most, share), characters))
    if min(threads, len(parts)) > 1:
        with ThreadPoolExecutor(threads) as pool:
            read = list(pool.map(extract, parts))
    else:
        read = [extract(part) for part in parts]
    starts = np.cumsum([0, *map(len, parts)])
    found = [Extracted.none(), *(replace(one, text=one.text + start) for one, start in zip(read, starts, strict=False))]
    return Extracted(*(np.concatenate([getattr(one, field.name) for one in found]) for field in fields(Extracted)))


def parts_of(texts: list[str], most: int, characters: int) -> Iterator[list[str]]:
    """Texts in turn, as many at once as both limits allow, at least one."""
    start, size = 0, 0
    for place, text in enumerate(texts):
        size += len(text)
        if place > start and (place - start >= most or size > characters):
            yield texts[start:place]
            start, size = place, len(text)
    if texts:
        yield texts[start:]
