"""Splits by hash and by group."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from features.splits import components, split_by_hash, split_groups, unit_hash


def _names(count: int) -> pd.Series:
    return pd.Series([f"p{i}" for i in range(count)])


def test_shares_are_kept_and_equal_keys_fall_alike() -> None:
    names = pd.concat([_names(5_000)] * 2, ignore_index=True)
    split = split_by_hash(names, 3, 0.1, 0.3)
    assert np.bincount(split) / len(split) == pytest.approx([0.6, 0.1, 0.3], abs=0.02)
    assert (split[:5_000] == split[5_000:]).all()


def test_a_key_falls_alike_in_any_company_and_elsewhere_with_another_seed() -> None:
    names = _names(1_000)
    split = split_by_hash(names, 0, 0.2, 0.2)
    assert (split_by_hash(names.iloc[::-1], 0, 0.2, 0.2)[::-1] == split).all()
    assert (split_by_hash(names, 1, 0.2, 0.2) != split).mean() > 0.3


def test_hashes_lie_evenly_between_zero_and_one() -> None:
    numbers = unit_hash(_names(20_000), 0)
    assert numbers.min() >= 0
    assert numbers.max() < 1
    assert np.histogram(numbers, bins=10, range=(0, 1))[0] == pytest.approx(2_000, rel=0.1)


def test_components() -> None:
    labels = components(6, np.array([0, 1, 4]), np.array([1, 2, 5]))
    assert labels[0] == labels[1] == labels[2]
    assert labels[4] == labels[5]
    assert len(set(labels.tolist())) == 3


def test_groups_stay_whole_and_a_giant_trains() -> None:
    groups = np.concatenate([np.zeros(500, dtype=np.int64), np.repeat(np.arange(1, 501), 3)])
    for seed in range(5):
        split = split_groups(groups, _names(len(groups)), np.ones(len(groups), dtype=np.int64), seed, (0.2, 0.2))
        assert (split[:500] == 0).all()
        assert all(len(set(split[groups == group])) == 1 for group in range(501))
        assert np.bincount(split[500:]) / 1_500 == pytest.approx([0.6, 0.2, 0.2], abs=0.06)
