"""Splits that keep what belongs together on one side, decided by hash: the same rows fall the same way every time."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from infra.errors import DataError

SPLITS: Final = ("train", "valid", "test")
ADVISED: Final = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)  # of valid and the test, that are tried before they are advised
_DAY: Final = 86_400_000_000  # microseconds
_GIANT: Final = 0.05  # a group with a larger share of the rows would make its split all by itself: it trains

Ints = npt.NDArray[np.int64]


def unit_hash(keys: pd.Series[Any], seed: int) -> npt.NDArray[np.float64]:
    """A number in [0, 1) per key, the same in every process; another seed gives unrelated numbers."""
    salted = (f"{seed}:" + keys.astype("str")).to_numpy(dtype=object)
    hashed = pd.util.hash_array(salted, categorize=False)
    return np.asarray((hashed >> np.uint64(11)).astype(np.float64) / float(1 << 53))


def split_by_hash(keys: pd.Series[Any], seed: int, valid_share: float, test_share: float) -> Ints:
    """Position in `SPLITS` of each key; equal keys fall alike."""
    number = unit_hash(keys, seed)
    return np.where(number < test_share, 2, np.where(number < test_share + valid_share, 1, 0)).astype(np.int64)


def time_ends(distinct: Ints, first_row: Ints, rows: int, valid_share: float, test_share: float) -> tuple[int, int]:
    """First times of valid and of the test: cuts between distinct times, nearest to the shares.

    Args:
        distinct: (k,) times, ascending, at least three.
        first_row: (k,) rows that lie before each.
        rows: All rows that have a time.
        valid_share: Share of the rows in valid.
        test_share: Share of the rows in the test, the latest.
    """
    wanted_test = rows * (1 - test_share)
    wanted_valid = rows * (1 - test_share - valid_share)
    test = int(np.abs(first_row[2:] - wanted_test).argmin()) + 2
    valid = int(np.abs(first_row[1:test] - wanted_valid).argmin()) + 1
    return int(distinct[valid]), int(distinct[test])


def cuts(known: Ints, given: tuple[date | None, date | None], shares: tuple[float, float]) -> tuple[int, int]:
    """First times of valid and of the test, microseconds: the begins of days that are given, else by shares.

    Args:
        known: (k,) times, ascending, k > 0; microseconds.
        given: Days of valid and of the test, UTC.
        shares: Of valid, of what lies before the test where that is given; and of the test.
    """
    first = np.flatnonzero(np.append(True, np.diff(known) > 0))
    distinct = known[first]
    valid_from, test_from = given
    if valid_from is None and test_from is None and len(distinct) >= len(SPLITS):
        return time_ends(distinct, first, len(known), *shares)
    test = _nearest(distinct, first, len(known) * (1 - shares[1])) if test_from is None else _midnight(test_from)
    before = int(np.searchsorted(known, test))
    valid = _nearest(distinct, first, before * (1 - shares[0])) if valid_from is None else _midnight(valid_from)
    return valid, test


def check_given(split: Ints, table: str, otherwise: str, *, rows: str = "rows") -> None:
    """Refuse a split that a table gives only in part.

    Args:
        split: Position in `SPLITS` of each row, -1 where none is given; (n,), n > 0.
        table: Whose column `split` it is.
        otherwise: What happens without the column, for the way out.
        rows: What the rows are called, where they are not all of the table.

    Raises:
        DataError: Some rows have a split and others none, or train or test has no rows.
    """
    missing = int((split < 0).sum())
    if missing:
        raise DataError(
            f"{table}.split is missing in {missing:,} of {len(split):,} {rows}.",
            f"Give a split for all {rows} or for none.",
        )
    for needed in (SPLITS.index("train"), SPLITS.index("test")):
        if not (split == needed).any():
            found = ", ".join(SPLITS[place] for place in np.unique(split))
            raise DataError(
                f"{table}.split has no row of `{SPLITS[needed]}` (found: {found}; {len(split):,} {rows}).",
                f"Name train and test rows, or leave the column out to have {otherwise}.",
            )


def components(nodes: int, left: Ints, right: Ints) -> Ints:
    """Label of each node's connected component."""
    ones = np.ones(len(left), dtype=np.int8)
    graph = sp.csr_array((ones, (left, right)), shape=(nodes, nodes))
    _, labels = sp.csgraph.connected_components(graph, directed=False)
    return np.asarray(labels, dtype=np.int64)


def split_groups(groups: Ints, names: pd.Series[Any], rows: Ints, seed: int, shares: tuple[float, float]) -> Ints:
    """Split nodes by their group.

    Args:
        groups: Group of each node, 0..g-1.
        names: Stable name of each node; a group is hashed by the first of its nodes' names.
        rows: Examples that each node takes part in; groups with more than a twentieth of all go to train.
        seed: Seed of the hash.
        shares: Shares of valid and test.

    Returns:
        Position in `SPLITS` of each node.
    """
    count = int(groups.max()) + 1 if len(groups) else 0
    first = names.groupby(groups).min()
    split = split_by_hash(first, seed, *shares)
    weight = np.bincount(groups, weights=rows, minlength=count)
    split[weight > _GIANT * max(weight.sum(), 1)] = 0
    return np.asarray(split[groups], dtype=np.int64)


def _nearest(distinct: Ints, first: Ints, wanted: float) -> int:
    return int(distinct[np.abs(first - wanted).argmin()])


def _midnight(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY
