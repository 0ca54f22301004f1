"""What training may know: the log before each search, and no search that the trees are grown on."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from search_store import START, write

from models.product_search import examples, fitting, ranker_tables
from models.product_search.biencoder import Tuned
from models.product_search.catalogue import Catalogue
from models.product_search.copies import Copies, late_searches
from models.product_search.examples import Examples
from models.product_search.fitting import Fitted, fit
from models.product_search.fitting_log import log_of
from models.product_search.history import History, Moments
from models.product_search.parameters import SearchParameters
from models.product_search.ranker_tables import Given
from models.product_search.search_log import of_products
from models.product_search.training_rows import asks_of, table_of
from models.steps import Steps

CHOSEN = SearchParameters.read(
    {"threads": 1, "retrieval": {"dense": 0}, "tuning": {"enabled": False}, "grading": {"least_pairs": 100_000}}
)
DAY = 86_400.0
LATE = "midnight headphones"  # asked for in late searches of train alone
NEW = "valid kettle"  # asked for in valid alone


def asked_as(data: Examples, split: str, searches: np.ndarray[Any, Any], query: str) -> Examples:
    """With the query of some searches of a split replaced."""
    part = getattr(data, split)
    texts = part.searches["query"].where(~pd.Series(searches), query)
    return dataclasses.replace(
        data, **{split: dataclasses.replace(part, searches=part.searches.assign(query=texts.astype("str")))}
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    read = examples.read(write(tmp_path_factory.mktemp("shop")))
    late = late_searches(read.train, CHOSEN.ranking.late_share) & read.train.logged
    some = np.flatnonzero(late)[::3]
    read = asked_as(read, "train", np.isin(np.arange(len(read.train)), some), LATE)
    return asked_as(read, "valid", np.arange(len(read.valid)) % 4 == 0, NEW)


@pytest.fixture(scope="module")
def seen(data: Examples, tmp_path_factory: pytest.TempPathFactory) -> tuple[Given, Fitted]:
    """What the ranker was given, and what came of it."""
    caught: list[Given] = []

    def ranker(given: Given, progress: Any) -> tuple[None, dict[str, Any]]:  # noqa: ARG001
        caught.append(given)
        return None, {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "ranker", ranker)
        done = fit(data, CHOSEN, tmp_path_factory.mktemp("out"), Steps(lambda step, share: None))  # noqa: ARG005
    return caught[0], done


def counted(history: History, catalogue: Catalogue, product: int, time: float) -> float:
    """What is known of a product being shown before a time."""
    moments = Moments(of_products(np.array([product]), catalogue), np.array([time]))
    return float(history.at("product_exposed", moments)[0])


def test_a_search_sees_the_log_before_it_and_less_where_the_log_is_stale(
    data: Examples, seen: tuple[Given, Fitted]
) -> None:
    given, _ = seen
    copies = Copies(np.array([0, 1]), ["kettle", "case"], np.ones(2, dtype=bool), np.array([0.0, 2 * DAY]))
    asks = asks_of(data.train, copies, given.searcher, given.availability, given.now)
    times = data.train.times[:2]
    assert [ask.time for ask in asks] == list(times)
    assert [ask.seen_at for ask in asks] == [times[0], times[1] - 2 * DAY]
    assert all(ask.seen_at <= ask.time < given.now for ask in asks)


def test_training_does_not_know_valid_and_what_is_served_does(data: Examples) -> None:
    pairs = data.valid.pairs.take(data.valid.logged[data.valid.pairs.search])
    lone = int(pairs.product[0])
    elsewhere = data.train.pairs.product == lone
    train = dataclasses.replace(data.train, pairs=data.train.pairs.take(~elsewhere))
    catalogue = Catalogue.of(data.products)
    log = log_of(dataclasses.replace(data, train=train), catalogue, CHOSEN)
    assert counted(log.history, catalogue, lone, log.now + DAY) == 0
    assert counted(log.final, catalogue, lone, log.now + DAY) > 0
    begins = (START + pd.Timedelta(days=10)).timestamp()
    other = int(data.train.pairs.product[data.train.logged[data.train.pairs.search] & ~elsewhere][0])
    assert 0 <= counted(log.history, catalogue, other, begins) < counted(log.history, catalogue, other, log.now)


def test_the_trees_read_queries_by_what_the_searches_before_them_taught(seen: tuple[Given, Fitted]) -> None:
    given, _ = seen

    def meant(searcher: Any) -> list[str]:
        found = searcher.reader.understander.understand(LATE)
        return [words for words, _ in found.meant]

    assert meant(given.earlier) == []
    assert meant(given.searcher) == [LATE]


def test_valid_is_measured_by_a_log_that_ends_before_it(data: Examples, seen: tuple[Given, Fitted]) -> None:
    given, done = seen
    catalogue = given.searcher.tables.catalogue
    product = np.arange(len(data.products))
    last = data.train.times[data.train.logged].max() + 1.0
    moments = Moments(of_products(product, catalogue), np.full(len(product), given.now + DAY))
    at_end = Moments(of_products(product, catalogue), np.full(len(product), last))
    fade = 2 ** (-(given.now + DAY - last) / (CHOSEN.history.long_days * DAY))
    told, ended = (given.searcher.tables.history.at("product_exposed", one) for one in (moments, at_end))
    np.testing.assert_allclose(told, ended * fade, rtol=1e-6)
    served = done.answerer.searcher.tables.history.at("product_exposed", moments)
    assert (served > told).any()


@pytest.mark.parametrize("kept", [True, False])
def test_trees_are_grown_on_no_search_that_a_kept_network_has_learnt(
    data: Examples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    learnt: list[Any] = []
    late: list[Any] = []

    def tuned(data: Examples, wanted: Any, *rest: Any) -> Tuned:  # noqa: ARG001
        learnt.append(wanted.copy())
        return Tuned(object() if kept else None, {})

    def ranker(given: Given, progress: Any) -> tuple[None, dict[str, Any]]:  # noqa: ARG001
        late.append(given.late)
        return None, {}

    monkeypatch.setattr(fitting, "tuned_network", tuned)
    monkeypatch.setattr(fitting, "ranker", ranker)
    fit(data, CHOSEN, tmp_path, Steps(lambda step, share: None))  # noqa: ARG005
    judged = ~data.train.logged
    assert (learnt[0] & judged).any()
    assert (late[0] & judged).sum() == (judged & ~learnt[0] if kept else judged).sum()
    assert (learnt[0] & late[0] & data.train.logged).sum() == 0
    assert late[0][data.train.logged].any()


def test_what_is_served_has_read_valid_and_corrects_as_before(seen: tuple[Given, Fitted]) -> None:
    given, done = seen
    before, served = given.searcher.reader.understander, done.answerer.searcher.reader.understander
    for reader, known in ((before, []), (served, [NEW])):
        assert [words for words, _ in reader.understand(NEW).meant] == known
        assert LATE in reader.understand("midnight head").completions
    assert served.speller.threshold == before.speller.threshold
    assert served.language.vocabulary.number("valid") >= 0 > before.language.vocabulary.number("valid")


def test_what_was_not_found_is_learnt_from_and_not_measured_on(seen: tuple[Given, Fitted], data: Examples) -> None:
    given, _ = seen
    copies = Copies.whole(data.valid, data.valid.logged, 10, 7)
    asks = asks_of(data.valid, copies, given.searcher, given.availability, given.now)
    never = [dataclasses.replace(ask, allowed=np.zeros_like(ask.allowed)) for ask in asks]
    half = never[:5] + asks[5:]
    readings = given.searcher.read(half, 1, correct=True, partial=True, completions=0)
    found = given.searcher.find(half, readings, 1)
    worth = np.ones(len(data.valid.pairs))
    some, _ = table_of(found, data.valid, copies, worth, 0, 7, only_found=True)
    every, fused = table_of(found, data.valid, copies, worth, 0, 7, only_found=False)
    assert set(every.searches) == set(range(10))
    assert set() < set(some.searches) <= set(range(5, 10))
    assert (fused[every.searches < 5] == 0).all()
    measured = ranker_tables.valid_table(dataclasses.replace(given, searcher=cast("Any", _Blind(given.searcher))))
    assert len(measured[0]) == 0


class _Blind:
    """Finds nothing but what it is asked for by name."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)

    def find(self, asks: Any, readings: Any, threads: int) -> Any:
        never = [dataclasses.replace(ask, allowed=np.zeros_like(ask.allowed)) for ask in asks]
        return self._searcher.find(never, readings, threads)
