"""Availability in a region at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.merged_times import merged
from models.stock import Availability

KEPT = 4


def at(text: str) -> int:
    return pd.Timestamp(text, tz="UTC").value // 1_000


def products() -> pd.DataFrame:
    launch = pd.to_datetime(pd.Series([None, "2024-03-01", None]), utc=True)
    return pd.DataFrame({"product_id": ["a", "b", "c"], "launch_date": launch.astype("datetime64[us, UTC]")})


def stock() -> pd.DataFrame:
    rows = [
        ("b", "north", "2024-01-01", None),
        ("a", "north", "2024-01-01", "2024-02-01"),
        ("a", "north", "2024-04-01", None),
        ("a", "south", None, "2024-01-15"),
        ("gone", "south", "2024-01-01", None),
        ("c", "west", "2024-01-01", None),
    ]
    frame = pd.DataFrame(rows, columns=["product_id", "region", "available_from", "available_to"])
    for column in ("available_from", "available_to"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame


@pytest.fixture
def shop() -> Availability:
    return Availability.of(products(), stock(), KEPT)


@pytest.mark.parametrize(
    ("region", "time", "expected"),
    [
        ("north", "2024-01-10", [True, False, False]),  # b is not launched
        ("north", "2024-02-01", [False, False, False]),  # the interval is half-open
        ("north", "2024-03-01", [False, True, False]),
        ("north", "2024-05-01", [True, True, False]),
        ("south", "2023-01-01", [True, False, False]),  # an empty beginning is open
        ("south", "2024-05-01", [False, False, False]),
        (" North ", "2024-05-01", [True, True, False]),  # blanks and capitals make no other region
        ("nowhere", "2024-02-10", [False, False, False]),  # the stock tells of nothing there
        (None, "2024-02-10", [False, False, True]),  # any region
        (None, "2024-05-01", [True, True, True]),
    ],
)
def test_a_product_is_available_while_a_row_says_so(
    shop: Availability, region: str | None, time: str, expected: list[bool]
) -> None:
    assert shop.mask(region, at(time)).tolist() == expected
    assert shop.mask(region, at(time)).tolist() == expected, "remembered"


def test_a_mask_is_remembered_between_two_turns_and_not_beyond(shop: Availability) -> None:
    first = shop.mask("north", at("2024-01-10"))
    assert shop.mask("north", at("2024-01-20")) is first
    assert shop.mask("north", at("2024-02-10")) is not first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = False


def test_blanks_around_a_region_of_the_stock_do_not_count() -> None:
    shop = Availability.of(products(), stock().assign(region=lambda rows: " " + rows["region"]), KEPT)
    assert shop.regions == ("north", "south", "west")
    assert shop.mask("west", at("2024-02-10")).tolist() == [False, False, True]


def test_few_masks_are_kept(shop: Availability) -> None:
    for month in range(1, 10):
        shop.mask("north", at(f"2023-0{month}-01"))
        shop.mask(None, at(f"2024-0{month}-01"))
    assert len(shop._kept) == KEPT


def test_without_a_stock_table_everything_launched_is_everywhere() -> None:
    shop = Availability.of(products(), None, KEPT)
    assert shop.knows("anything")
    assert shop.mask("anything", at("2024-02-01")).tolist() == [True, False, True]


def test_an_empty_stock_table_makes_nothing_of_a_region_available() -> None:
    shop = Availability.of(products(), stock().iloc[:0], KEPT)
    assert shop.mask("north", at("2024-05-01")).tolist() == [False, False, False]


def test_which_regions_are_known(shop: Availability) -> None:
    assert shop.knows("south")
    assert shop.knows("SOUTH ")
    assert not shop.knows("nowhere")
    assert not shop.knows(None)


def test_it_is_read_as_it_was_written(shop: Availability, tmp_path: Path) -> None:
    shop.save(tmp_path / "stock.npz")
    again = Availability.load(tmp_path / "stock.npz", KEPT)
    times = [at(f"2024-0{month}-01") for month in range(1, 7)]
    for region in ("north", "south", "west", None):
        assert all(np.array_equal(again.mask(region, time), shop.mask(region, time)) for time in times)


@pytest.mark.parametrize("seed", range(5))
def test_any_region_is_what_can_be_had_in_one_of_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    start, ids = pd.Timestamp("2024-01-01", tz="UTC"), ["a", "b", "c"]
    since = rng.integers(0, 8, 40)
    frame = pd.DataFrame(
        {
            "product_id": rng.choice(ids, 40),
            "region": rng.choice(["north", "south", "west"], 40),
            "available_from": (start + pd.to_timedelta(since, unit="D")).to_series(index=range(40)),
            "available_to": (start + pd.to_timedelta(since + rng.integers(0, 3, 40), unit="D")).to_series(
                index=range(40)
            ),
        }
    )
    frame.loc[rng.random(40) < 0.05, "available_to"] = pd.NaT
    shop = Availability.of(products(), frame, KEPT)
    for hours in range(-12, 300, 12):
        time = at(str((start + pd.Timedelta(hours=hours)).tz_localize(None)))
        each = [shop.mask(region, time) for region in shop.regions]
        assert shop.mask(None, time).tolist() == np.any(each, axis=0).tolist()


def test_regions_that_sell_the_same_are_one_row_a_product_where_any_will_do() -> None:
    thing, ever = np.array([1, 0, 0, 0, 1, 0]), np.iinfo(np.int64).max
    since, until = np.array([5, 1, 3, 9, 5, 4]), np.array([ever, 3, 8, 9, 7, 6])
    found = merged(thing, since, until)
    assert [one.tolist() for one in found] == [[0, 1], [1, 5], [8, ever]]
    none = np.zeros(0, dtype=np.int64)
    assert [len(one) for one in merged(none, none, none)] == [0, 0, 0]
