"""Batches of like length cost the least that there is."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.length_batches import length_batches


def cost_of(lengths: list[int], parts: list[list[int]], cost: int) -> int:
    return sum(cost + len(part) * max(lengths[row] for row in part) for part in parts)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=7), st.integers(0, 300))
def test_no_other_parting_costs_less(lengths: list[int], cost: int) -> None:
    found = [rows.tolist() for rows in length_batches(np.array(lengths), cost)]
    assert sorted(row for part in found for row in part) == list(range(len(lengths)))
    order = np.argsort(lengths, kind="stable").tolist()
    every = []
    for count in range(len(lengths)):
        for cuts in combinations(range(1, len(lengths)), count):
            edges = [0, *cuts, len(lengths)]
            parts = [order[start:end] for start, end in pairwise(edges)]
            every.append(cost_of(lengths, parts, cost))
    assert cost_of(lengths, found, cost) == min(every)


def test_a_long_text_is_read_alone_and_nothing_is_nothing() -> None:
    assert [rows.tolist() for rows in length_batches(np.array([90, 8, 7, 9]))] == [[2, 1, 3], [0]]
    assert [rows.tolist() for rows in length_batches(np.array([9, 8, 12]))] == [[1, 0, 2]]
    assert length_batches(np.array([], dtype=np.int64)) == []
