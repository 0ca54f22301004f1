"""BLAS has one thread while anybody wants that, and what it had before afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from models.blas_threads import one_blas_thread


def _threads() -> set[int]:
    np.ones((2, 2)) @ np.ones((2, 2))
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


@pytest.fixture(autouse=True)
def two() -> Iterator[None]:
    """Two threads before; as a context they would be this thread's own, and no other could change them."""
    before = threadpool_limits(2, user_api="blas")
    yield
    before.restore_original_limits()


def test_one_within_and_as_before_afterwards() -> None:
    with one_blas_thread():
        assert _threads() == {1}
        with one_blas_thread():
            assert _threads() == {1}
        assert _threads() == {1}
    assert _threads() == {2}


def test_an_error_within_gives_them_back() -> None:
    with pytest.raises(ValueError, match="within"), one_blas_thread():
        raise ValueError("within")
    assert _threads() == {2}


def test_two_that_overlap_do_not_give_back_each_others_number() -> None:
    entered, leave = threading.Event(), threading.Event()

    def other() -> None:
        with one_blas_thread():
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=other)
    with one_blas_thread():
        thread.start()
        assert entered.wait(10)
        assert _threads() == {1}
    assert _threads() == {2}
    with one_blas_thread():
        assert _threads() == {1}
        leave.set()
        thread.join()
        assert _threads() == {1}
    assert _threads() == {2}
