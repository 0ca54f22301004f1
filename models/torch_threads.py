"""Threads of torch for a while: the number belongs to the whole process, and others in it count on theirs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holders:
    """Who has asked for threads and has not let go.

    Attributes:
        count: Of them, over all threads of the process.
        before: Threads of torch before the first of them.
        own: What the holders of this thread asked for, the outermost first.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count, self.before = 0, 1
        self.own = threading.local()


_HELD = _Holders()


@contextmanager
def torch_threads(number: int) -> Iterator[None]:
    """So many threads for what torch does within; afterwards as many as before.

    Two that overlap do not give back each other's number: what was there before the first is what comes back after
    each. One within another gives back what the outer one asked for.
    """
    import torch

    own: list[int] = _HELD.own.__dict__.setdefault("asked", [])
    with _HELD.lock:
        if not _HELD.count:
            _HELD.before = torch.get_num_threads()
        _HELD.count += 1
        torch.set_num_threads(number)
    own.append(number)
    try:
        yield
    finally:
        own.pop()
        with _HELD.lock:
            _HELD.count -= 1
            torch.set_num_threads(own[-1] if own else _HELD.before)
