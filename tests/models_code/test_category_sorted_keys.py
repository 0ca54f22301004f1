"""Keys are found among sorted ones, and those that are not there are not."""

from __future__ import annotations

import numpy as np
import pytest

from models.product_classification.sorted_keys import found_at


@pytest.mark.parametrize("size", [0, 1, 50])
def test_keys_are_found_where_they_stand_and_no_other(size: int) -> None:
    draw = np.random.default_rng(size)
    keys = np.unique(draw.integers(0, 100, size))
    wanted = np.arange(-3, 103).reshape(2, 53)
    found = found_at(keys, wanted)
    np.testing.assert_array_equal(found >= 0, np.isin(wanted, keys))
    np.testing.assert_array_equal(keys[found[found >= 0]], wanted[found >= 0])
