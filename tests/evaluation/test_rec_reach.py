"""How many products could be had, counted from turns of the stock and one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import rec_for_tests as shop
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.rec_catalogue import Catalogue
from evaluation.rec_reach import Reach
from evaluation.shelf import Shelf

_REGIONS = ("east", "west")
_MOMENT = st.integers(0, 12)
_WINDOW = st.tuples(st.integers(0, 3), st.sampled_from(_REGIONS), _MOMENT | st.none(), _MOMENT | st.none())


def test_of_the_shop(tmp_path: Path) -> None:
    catalogue = Catalogue.of(shop.examples(tmp_path, [shop.ask("one", {"sled": 1.0})]))
    reach = Reach.of(catalogue.shelf, catalogue.listed)
    moments = [shop.NOW, "2025-10-15T00:00:00Z", "2025-08-15T00:00:00Z", "2025-08-15T00:00:00Z", shop.NOW]
    at = pd.Series(moments).astype("datetime64[us, UTC]").astype("int64").to_numpy()
    region = pd.Series(["North ", "south", "south", None, "moon"], dtype="str")
    # North: all but boots, later, gone. South in autumn: without the mug and what came in January.
    assert reach.count(region, at).tolist() == [7, 5, 6, 6, 8]


def test_a_region_that_the_later_log_alone_names_is_one_in_which_nothing_can_be_had(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, [shop.ask("one", {"sled": 1.0})])
    at, sled = np.array([pd.Timestamp(shop.NOW).value // 1_000]), np.array([0], dtype=np.int64)
    for named, there in ((False, True), (True, False)):
        if named:
            log = pd.read_parquet(examples / "valid_events.parquet")
            log.assign(region="Island").to_parquet(examples / "valid_events.parquet", index=False)
        assert Shelf.of(examples).at_hand(sled, pd.Series(["island"], dtype="str"), at).tolist() == [there]


@settings(max_examples=50, deadline=None)
@given(
    windows=st.lists(_WINDOW, max_size=12),
    launched=st.lists(_MOMENT, min_size=4, max_size=4),
    listed=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_windows_that_overlap_touch_or_are_empty_count_as_one_by_one(
    windows: list[tuple[int, str, int | None, int | None]], launched: list[int], listed: list[bool]
) -> None:
    never, ever = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    width = len(_REGIONS) + 1
    rows = sorted(
        (product * width + number, never if since is None else since, ever if until is None else until)
        for product, region, since, until in windows
        for number in (0, _REGIONS.index(region) + 1)
    )
    keys, since, until = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    ids = pd.Index([f"p{one}" for one in range(4)])
    shelf = Shelf(ids, np.array(launched), pd.Index(_REGIONS), keys, since, until)
    catalogue = Catalogue(shelf, np.array(listed), np.zeros(4, np.int64), np.zeros(4, np.int64), np.arange(4))
    reach = Reach.of(shelf, catalogue.listed)
    asked = [(region, moment) for region in (*_REGIONS, None) for moment in range(14)]
    region, at = pd.Series([one for one, _ in asked], dtype="str"), np.array([one for _, one in asked], dtype=np.int64)
    rows = np.repeat(np.arange(len(asked)), 4)
    there = catalogue.at_hand(np.tile(np.arange(4), len(asked)), region.iloc[rows], at[rows])
    assert reach.count(region, at).tolist() == there.reshape(-1, 4).sum(axis=1).tolist()
