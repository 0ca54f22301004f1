"""One thread of BLAS for a while: of small matrices, threads that wait for each other cost more than they save."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

_SET: Final = threading.Lock()  # held by who has set it


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """NumPy's and SciPy's BLAS work with one thread within, afterwards as before.

    The number belongs to the whole process, so of several that overlap, in one thread or in many, the first sets it and
    gives it back; the others may end with as many threads as there were before. Results may differ in their last bits.
    """
    if not _SET.acquire(blocking=False):
        yield
        return
    try:
        with _libraries().limit(limits=1, user_api="blas"):
            yield
    finally:
        _SET.release()


@cache
def _libraries() -> Any:
    # to look through all that is loaded takes longer than a request may
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
