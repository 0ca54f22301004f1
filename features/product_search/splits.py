"""Which searches are for training, tuning and testing: as the tables say, else the latest test, else a hash decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from features.columns import NO_TIME, UNKNOWN, Longs, Mask
from features.product_search.parameters import FeaturesParameters
from features.product_search.queries import Keys
from features.product_search.searches import JUDGED, LOGGED, Searches
from features.splits import SPLITS, split_by_hash, time_ends, unit_hash

TRAIN, VALID, TEST = range(len(SPLITS))
GIVEN: Final = "as judgments.split says"
CARVED: Final = "as judgments.split says, valid carved from train by a hash of the query"
TIMED: Final = "by events.time, the latest for the test"
HASHED: Final = "by a hash of the query"


@dataclass(frozen=True)
class Split:
    """The split of n searches.

    Attributes:
        of: (n,) position in `SPLITS`, `UNKNOWN` for searches that are left out.
        how: In words, by kind of search, how it was made.
        ends: First time, microseconds, of valid and of the test of logged searches; None where not split by time.
        without_relevant: Searches of valid and of the test that nothing came of, left out.
        thinned: Searches left out of each split because there are more than are wanted.
    """

    of: Longs
    how: dict[str, str]
    ends: tuple[int, int] | None = None
    without_relevant: dict[str, int] = field(default_factory=dict)
    thinned: dict[str, int] = field(default_factory=dict)


def split_of(searches: Searches, parameters: FeaturesParameters) -> Split:
    """Split the searches, leave out those of valid and test that nothing came of, then what is more than is wanted.

    Where a hash decides, it is one of the normalised query: no judged query is in two parts. The log is cut between
    two moments, so that training knows nothing of what came later.
    """
    of = np.full(len(searches), UNKNOWN, dtype=np.int64)
    how: dict[str, str] = {}
    ends = None
    kind = searches.rows["kind"].to_numpy()
    judged, logged = (np.flatnonzero(kind == name) for name in (JUDGED, LOGGED))
    if len(judged):
        of[judged], how[JUDGED] = _judged(searches, judged, parameters)
    if len(logged):
        times = searches.times[logged]
        distinct = np.unique(times[times != NO_TIME])
        if len(distinct) >= len(SPLITS):
            of[logged], ends = _by_time(times, distinct, parameters)
            how[LOGGED] = TIMED
        else:
            of[logged], how[LOGGED] = _by_hash(searches.keys[logged], parameters), HASHED
    missed = (of != TRAIN) & ~searches.relevant()
    without = {SPLITS[part]: int((missed & (of == part)).sum()) for part in (VALID, TEST)}
    of[missed] = UNKNOWN
    return Split(of, how, ends, without, _thin(of, searches, parameters))


def _judged(searches: Searches, judged: Longs, parameters: FeaturesParameters) -> tuple[Longs, str]:
    given, keys = searches.given[judged], searches.keys[judged]
    if (given == UNKNOWN).all():
        return _by_hash(keys, parameters), HASHED
    if (given == VALID).any():
        return given, GIVEN
    carved = unit_hash(pd.Series(keys), parameters.seed) < parameters.valid_share
    return np.where((given == TRAIN) & carved, VALID, given), CARVED


def _by_hash(keys: Keys, parameters: FeaturesParameters) -> Longs:
    return split_by_hash(pd.Series(keys), parameters.seed, parameters.valid_share, parameters.test_share)


def _by_time(times: Longs, distinct: Longs, parameters: FeaturesParameters) -> tuple[Longs, tuple[int, int]]:
    """Searches without a time train: nothing says that they are later than others."""
    known = np.sort(times[times != NO_TIME])
    before = np.searchsorted(known, distinct)
    ends = time_ends(distinct, before, len(known), parameters.valid_share, parameters.test_share)
    return np.searchsorted(np.array(ends), times, side="right").astype(np.int64), ends


def _thin(of: Longs, searches: Searches, parameters: FeaturesParameters) -> dict[str, int]:
    """Take out of `of` what is more than is wanted, and tell how much that is."""
    thinned: dict[str, int] = {}
    draw: Longs | None = None
    for part, most in (
        (TRAIN, parameters.max_train_searches),
        (VALID, parameters.max_valid_searches),
        (TEST, parameters.max_test_searches),
    ):
        rows = np.flatnonzero(of == part)
        thinned[SPLITS[part]] = max(0, len(rows) - most)
        if len(rows) <= most:
            continue
        if draw is None:
            draw = np.argsort(np.argsort(unit_hash(searches.rows["example_id"], parameters.seed + 1), kind="stable"))
        # Of train the judged stay first, then the latest; of valid and test chance decides.
        keep = _latest(rows, searches) if part == TRAIN else rows[np.argsort(draw[rows], kind="stable")]
        of[keep[most:]] = UNKNOWN
    return thinned


def _latest(rows: Longs, searches: Searches) -> Longs:
    logged: Mask = (searches.rows["kind"].to_numpy() == LOGGED)[rows]
    return rows[np.lexsort((rows, -searches.times[rows].astype(np.float64), logged))]
