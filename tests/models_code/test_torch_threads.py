"""Threads of torch are given back, whoever else asks for some at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import torch

from models import minilm
from models.torch_threads import torch_threads


@pytest.fixture(autouse=True)
def three() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


def _of_a_new_thread() -> int:
    found: list[int] = []
    asked = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
    asked.start()
    asked.join()
    return found[0]


def test_one_within_another_gives_back_what_that_one_asked_for() -> None:
    with torch_threads(2):
        with torch_threads(1):
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2
    assert torch.get_num_threads() == 3


def test_two_that_overlap_do_not_give_back_each_others_number() -> None:
    begun, ended = threading.Event(), threading.Event()

    def other() -> None:
        with torch_threads(1):
            begun.set()
            assert ended.wait(10)

    late = threading.Thread(target=other)
    with torch_threads(1):
        late.start()
        assert begun.wait(10)
    ended.set()
    late.join()
    assert (torch.get_num_threads(), _of_a_new_thread()) == (3, 3)


def test_vectors_of_texts_leave_the_number_as_it_was() -> None:
    minilm.encode(["a", "b"], max_length=8, threads=1)
    assert torch.get_num_threads() == 3
