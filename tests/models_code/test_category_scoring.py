"""How a batch is cut into parts."""

from __future__ import annotations

import numpy as np
import pytest

from models.product_classification.scoring import even_parts


@pytest.mark.parametrize("rows", [0, 1, 99, 4_095, 4_096, 21_394, 100_000])
@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_every_row_is_in_one_part_and_no_part_is_too_long(rows: int, threads: int) -> None:
    parts = even_parts(rows, 1_000, threads)
    covered = np.concatenate([np.zeros(0, np.int64), *(np.arange(part.start, part.stop) for part in parts)])
    np.testing.assert_array_equal(covered, np.arange(rows))
    assert all(part.stop - part.start <= 1_000 for part in parts)


def test_threads_have_the_same_number_of_parts_of_the_same_length() -> None:
    parts = even_parts(21_394, 16_384, 2)
    assert [part.stop - part.start for part in parts] == [10_697, 10_697]
    assert len(even_parts(40_000, 16_384, 2)) == 4


def test_few_rows_are_not_shared_out() -> None:
    assert even_parts(4_095, 16_384, 2) == [slice(0, 4_095)]
    assert len(even_parts(4_096, 16_384, 2)) == 2


def test_few_rows_for_many_threads_use_as_many_as_are_worth_it() -> None:
    parts = even_parts(16_000, 16_384, 8)
    assert len(parts) == 7
    assert min(part.stop - part.start for part in parts) >= 2_048
    assert len(even_parts(16_384, 16_384, 8)) == 8
