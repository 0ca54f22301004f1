"""One thread of BLAS for a while: of small matrices, threads that wait for each other cost more than they save."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


class _Holders:
    """Who wants one thread, over all threads of the process, and what gives back what was there before the first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count, self.limit = 0, None


_HELD: Any = _Holders()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """NumPy's and SciPy's BLAS work with one thread within; afterwards, when nobody wants that any more, as before."""
    with _HELD.lock:
        if not _HELD.count:
            _HELD.limit = _libraries().limit(limits=1, user_api="blas")
        _HELD.count += 1
    try:
        yield
    finally:
        with _HELD.lock:
            _HELD.count -= 1
            if not _HELD.count:
                _HELD.limit.restore_original_limits()


@cache
def _libraries() -> Any:
    # to look through all that is loaded takes longer than a request may
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
