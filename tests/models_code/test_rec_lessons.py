"""What the ranker learns from: requests of the log's late part, copies with short histories, hidden products."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rec_shop import events, products, write

from models.recommendation import examples
from models.recommendation.catalogue import Catalogue
from models.recommendation.event_log import EventLog
from models.recommendation.example_asks import PastAsker
from models.recommendation.examples import Examples
from models.recommendation.fitting import available
from models.recommendation.lessons import drawn, hidden_products, lessons_of
from models.recommendation.ranking_settings import RankingSettings


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return examples.read(write(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def log(data: Examples) -> EventLog:
    return EventLog.of([data.events], data.products)


def with_facts(data: Examples, **facts: Any) -> Examples:
    return replace(data, facts=data.facts | facts)


def test_visits_of_the_late_part_are_asked_and_the_early_log_ends_before_them(data: Examples, log: EventLog) -> None:
    lessons, early = lessons_of(data, log, RankingSettings(late_share=0.2))
    assert early.end() < lessons.seconds.min()
    assert len(early) + len(np.unique(lessons.done)) == len(log)
    firsts = lessons.done[lessons.since]
    np.testing.assert_array_equal(lessons.seconds, log.seconds[firsts])
    np.testing.assert_array_equal(lessons.begins, log.starts()[log.customer[firsts]])
    np.testing.assert_array_equal(lessons.regions, np.array(log.regions)[log.region[firsts]])


def test_events_of_a_visit_are_one_lesson(data: Examples, log: EventLog) -> None:
    paired = data.events.assign(visit_id=data.events["customer_id"] + (data.events["place"] // 2).astype("str"))
    lessons, _ = lessons_of(replace(data, events=paired), log, RankingSettings(late_share=0.5))
    sizes = lessons.until - lessons.since
    assert set(sizes.tolist()) == {1, 2}
    firsts = lessons.done[lessons.since]
    assert (log.place[firsts][sizes == 2] % 2 == 0).all()


def test_all_that_a_customer_did_late_is_one_lesson_where_customers_are_asked(data: Examples, log: EventLog) -> None:
    lessons, early = lessons_of(with_facts(data, asks="customer"), log, RankingSettings(late_share=0.3))
    customers = log.customer[lessons.done[lessons.since]]
    assert len(np.unique(customers)) == len(customers)
    assert (lessons.ends + lessons.until - lessons.since == log.starts()[customers + 1]).all()
    assert len(early) + len(np.unique(lessons.done)) == len(log)
    assert len(np.unique(lessons.seconds)) == 1
    assert early.end() < lessons.seconds[0] <= log.seconds[lessons.done].min()


def test_the_region_of_who_is_asked_for_a_whole_time_is_not_read_from_what_follows(
    data: Examples, log: EventLog
) -> None:
    asked = with_facts(data, asks="customer")
    settings = RankingSettings(late_share=0.3)
    before, _ = lessons_of(asked, log, settings)
    moved = replace(log, region=np.where(log.seconds >= before.seconds[0], 1 - log.region, log.region))
    lessons, _ = lessons_of(asked, moved, settings)
    np.testing.assert_array_equal(lessons.regions, before.regions)
    fresh = lessons.begins == lessons.ends
    assert fresh.any()
    assert all(region is None for region in lessons.regions[fresh])
    assert data.customers is not None
    home = pd.DataFrame({"customer_id": log.customers, "region": "NORTH"})
    lessons, _ = lessons_of(replace(asked, customers=home), log, settings)
    assert set(lessons.regions) == {"north"}


def test_with_leave_one_out_the_last_event_of_each_is_the_lesson(data: Examples, log: EventLog) -> None:
    lessons, early = lessons_of(with_facts(data, split="leave_one_out"), log, RankingSettings())
    sizes = np.diff(log.starts())
    assert len(lessons) == (sizes >= 2).sum()
    assert len(early) == len(log) - len(lessons)
    assert (lessons.until - lessons.since == 1).all()
    np.testing.assert_array_equal(lessons.done[lessons.since], lessons.ends)
    assert (early.counts() <= log.counts()).all()


def test_a_log_without_times_teaches_nothing_of_a_split_by_time(data: Examples, log: EventLog) -> None:
    timeless = replace(log, seconds=np.full(len(log), np.nan))
    lessons, early = lessons_of(data, timeless, RankingSettings())
    assert len(lessons) == 0
    assert len(early) == len(log)


def test_copies_are_shorter_and_some_are_empty(data: Examples, log: EventLog) -> None:
    settings = RankingSettings(most_requests=200, short_share=0.5, short_events=2, empty_share=0.5)
    whole, _ = lessons_of(data, log, RankingSettings(late_share=0.8))
    found = drawn(whole, settings, 7)
    copies = found.take(np.arange(200, len(found)))
    assert 60 < len(copies) < 140
    assert copies.copied.all()
    assert not found.copied[:200].any()
    left = copies.ends - copies.begins
    assert left.max() <= 2
    assert 0.3 < (left == 0).mean() < 0.75
    assert np.isin(copies.since, found.since[:200]).all()
    np.testing.assert_array_equal(found.since, drawn(whole, settings, 7).since)


def test_a_share_of_the_products_is_hidden(log: EventLog) -> None:
    hidden = hidden_products(log, 0.3, 3)
    assert 0.15 < hidden.mean() < 0.45
    assert log.without_products(hidden).counts()[hidden].sum() == 0
    assert not hidden_products(log, 0.0, 3).any()


def test_lessons_are_asked_with_their_history_and_what_was_done_then(data: Examples, log: EventLog) -> None:
    catalogue = Catalogue.of(data.products)
    lessons, _ = lessons_of(data, log, RankingSettings())
    asker = PastAsker(available(data, catalogue, 8), np.zeros(len(catalogue), dtype=bool), 0.0, 3)
    some = lessons.take(np.arange(20))
    asks, worth = asker.of_lessons(log, some, np.ones(len(log), dtype=np.float32))
    assert (asks.sizes() <= 3).all()
    for row in range(20):
        own = asks.product[asks.history(row)]
        np.testing.assert_array_equal(own, log.product[max(some.begins[row], some.ends[row] - 3) : some.ends[row]])
        assert not asks.allowed[row][own[asks.kind[asks.history(row)] == 2]].any()
        assert worth.at(np.array([row]), log.product[some.done[some.since[row]]][None].astype(np.int64))[0] == 1.0


def test_valid_is_asked_with_the_latest_of_its_history(data: Examples) -> None:
    catalogue = Catalogue.of(data.products)
    asker = PastAsker(available(data, catalogue, 8), np.ones(len(catalogue), dtype=bool), 0.0, 2)
    rows = np.array([3, 5, 8])
    asks, worth = asker.of_requests(data.valid, rows, len(catalogue))
    for place, row in enumerate(rows):
        own = data.valid.history.values[data.valid.history.starts[row] : data.valid.history.starts[row + 1]]
        np.testing.assert_array_equal(asks.product[asks.history(place)], own[-2:])
        wanted = data.valid.relevant.values[data.valid.relevant.starts[row]]
        assert worth.at(np.array([place]), np.array([wanted]))[0] > 0


def test_what_is_not_listed_can_never_be_had(data: Examples) -> None:
    catalogue = Catalogue.of(data.products)
    mask = available(data, catalogue, 8).mask(None, np.iinfo(np.int64).max - 1)
    np.testing.assert_array_equal(mask, catalogue.listed)


def test_rows_that_name_what_is_not_there_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "relevant.parquet"
    wanted = pd.read_parquet(path)
    wanted.assign(product_id=wanted["product_id"].where(wanted.index > 1, "strange")).to_parquet(path)
    with pytest.raises(ValueError, match=r"relevant: 2 of \d+ rows name no product"):
        examples.read(tmp_path)
    goods = products()
    pd.concat([goods, goods.head(2)]).to_parquet(tmp_path / "products.parquet")
    with pytest.raises(ValueError, match="2 of 77 product_id occur twice"):
        examples.read(tmp_path)
    assert len(events())
