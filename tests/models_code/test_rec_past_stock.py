"""When and with what stock requests of the past are asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rec_shop import START, stock, write

from models.recommendation import examples
from models.recommendation.event_log import EventLog
from models.recommendation.examples import Examples
from models.recommendation.lessons import Lessons, lessons_of
from models.recommendation.past_stock import in_stock, of_the_past, time_of_untimed
from models.recommendation.ranking_settings import RankingSettings
from models.stock import Availability

LAST = pd.Timestamp("2026-03-01", tz="UTC")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return examples.read(write(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def log(data: Examples) -> EventLog:
    return EventLog.of([data.events], data.products)


@pytest.fixture(scope="module")
def lessons(data: Examples, log: EventLog) -> Lessons:
    return lessons_of(data, log, RankingSettings())[0]


def since(data: Examples, when: pd.Timestamp) -> Availability:
    begun = stock().assign(available_from=pd.Series([when] * len(stock()), dtype="datetime64[us, UTC]"))
    return Availability.of(data.products, begun, 8)


def test_a_log_without_times_is_asked_when_all_has_begun(data: Examples, log: EventLog) -> None:
    untimed = replace(log, seconds=np.full(len(log), np.nan))
    by_launch = Availability.of(data.products, None, 8)
    assert time_of_untimed(untimed, by_launch) == data.products["launch_date"].max().timestamp()
    by_stock = since(data, LAST)
    assert time_of_untimed(untimed, by_stock) == LAST.timestamp()
    assert time_of_untimed(log, by_stock) == log.end()
    nothing = Availability.of(data.products.assign(launch_date=pd.NaT), None, 8)
    assert time_of_untimed(untimed, nothing) == 0.0


def test_a_stock_of_today_is_taken_as_always_in_what_is_learnt(data: Examples, log: EventLog, lessons: Lessons) -> None:
    snapshot = since(data, LAST)
    past, facts = of_the_past(snapshot, log, lessons, 0.5)
    assert facts == {"stock_of_the_past": {"wanted_in_stock": 0.0, "taken_as_always": True}}
    then = int(lessons.seconds[0] * 1e6)
    assert not snapshot.mask("north", then).any()
    always = Availability.of(data.products, stock(), 8)
    np.testing.assert_array_equal(past.mask("south", then), always.mask("south", then))
    assert of_the_past(snapshot, log, lessons, 0.0)[0] is snapshot


def test_a_stock_that_tells_of_the_past_is_believed(data: Examples, log: EventLog, lessons: Lessons) -> None:
    true = since(data, START)
    past, facts = of_the_past(true, log, lessons, 0.5)
    assert past is true
    assert facts["stock_of_the_past"]["wanted_in_stock"] > 0.9
    unlimited = Availability.of(data.products, None, 8)
    assert of_the_past(unlimited, log, lessons, 0.5) == (unlimited, {})


def test_what_was_in_stock_is_what_the_masks_tell(data: Examples) -> None:
    rng = np.random.default_rng(0)
    rows = stock()
    begin = START + pd.to_timedelta(rng.integers(0, 100, len(rows)), unit="D")
    end = begin + pd.to_timedelta(rng.integers(1, 60, len(rows)), unit="D")
    twice = pd.concat([rows.assign(available_from=begin, available_to=end)] * 2, ignore_index=True)
    twice.loc[len(rows) :, ["available_from", "available_to"]] += pd.Timedelta(days=70)
    held = Availability.of(data.products.assign(launch_date=pd.NaT), twice, 8)
    region, product = rng.integers(0, 4, 400), rng.integers(0, len(data.products), 400)
    time = START.value // 1000 + rng.integers(0, 200, 400) * 86_400_000_000
    names = (*held.regions, None)
    told = [held.mask(names[where], int(at))[one] for where, one, at in zip(region, product, time, strict=True)]
    found = in_stock(held, region, product, time)
    np.testing.assert_array_equal(found, told)
    assert 0.1 < found.mean() < 0.9


def test_a_log_with_orders_alone_is_trained_when_its_products_are_there(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for name in ("train", "valid_events", "histories", "valid"):
        table = pd.read_parquet(folder / f"{name}.parquet")
        table.assign(time=pd.Series(pd.NaT, index=table.index, dtype="datetime64[us, UTC]")).to_parquet(
            folder / f"{name}.parquet"
        )
    untimed = examples.read(folder)
    log = EventLog.of([untimed.events], untimed.products)
    held = Availability.of(untimed.products, untimed.stock, 8)
    assert held.mask("north", int(time_of_untimed(log, held) * 1e6)).sum() == (stock()["region"] == "north").sum()
