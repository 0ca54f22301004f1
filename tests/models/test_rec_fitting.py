"""What each fit of the sources knows: nothing of the events that it is asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rec_shop import NOW, write

from models.recommendation import examples
from models.recommendation.event_log import EventLog
from models.recommendation.examples import Examples
from models.recommendation.fitting import Fitted, Fitter, fit
from models.recommendation.lessons import hidden_products, lessons_of
from models.recommendation.parameters import RecommendationParameters
from models.recommendation.training_rows import Finder
from models.steps import Steps

SETTINGS: dict[str, Any] = {
    "threads": 1,
    "ranking": {"rounds": 5, "measured_every": 5, "fewest_requests": 50, "hidden_share": 0.3},
    "candidates": {"content": {"pieces": 16}},
}
Known = dict[str, EventLog]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return examples.read(write(tmp_path_factory.mktemp("shop")))


def fitted(data: Examples, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]) -> tuple[Fitted, Known]:
    """A fit, and the logs by which its sources were fitted."""
    logs: Known = {}
    made = Fitter.finder

    def recorded(self: Fitter, log: EventLog, name: str, *args: Any) -> Finder:
        logs[name] = log
        return made(self, log, name, *args)

    monkeypatch.setattr(Fitter, "finder", recorded)
    return fit(data, RecommendationParameters.read(settings), Steps(lambda _step, _share: None)), logs


def rows(log: EventLog) -> set[tuple[str, int, int]]:
    names = log.customers[log.customer].astype(str).tolist()
    return set(zip(names, log.place.tolist(), log.product.tolist(), strict=True))


@pytest.fixture(scope="module")
def both(data: Examples) -> tuple[Fitted, Known]:
    with pytest.MonkeyPatch.context() as patch:
        return fitted(data, patch, SETTINGS)


def test_sources_of_the_lessons_end_before_them_and_know_no_hidden_product(
    data: Examples, both: tuple[Fitted, Known]
) -> None:
    chosen = RecommendationParameters.read(SETTINGS)
    log = EventLog.of([data.events], data.products)
    lessons, early = lessons_of(data, log, chosen.ranking)
    hidden = hidden_products(log, chosen.ranking.hidden_share, chosen.seed)
    known = both[1]["early"]
    assert known.end() < lessons.seconds.min()
    assert known.counts()[hidden].sum() == 0 < early.counts()[hidden].sum()
    assert rows(known) == rows(early.without_products(hidden))


def test_sources_of_valid_know_train_alone_and_what_is_served_knows_both(
    data: Examples, both: tuple[Fitted, Known]
) -> None:
    assert rows(both[1]["train"]) == rows(EventLog.of([data.events], data.products))
    whole = EventLog.of([data.events, data.valid_events], data.products)
    assert rows(both[1]["all"]) == rows(whole) == rows(both[0].log)
    assert len(whole) > len(data.events)
    np.testing.assert_array_equal(both[0].tables.behaviour.events, whole.counts())


def test_trees_are_judged_by_half_of_the_customers(data: Examples, both: tuple[Fitted, Known]) -> None:
    facts = both[0].facts["ranker"]
    assert 0.3 * len(data.valid) < facts["valid_requests"] < 0.7 * len(data.valid)
    assert both[0].judged.metrics["ndcg_10"] > 0


def test_copies_do_not_make_up_for_requests_that_are_missing(data: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {"most_requests": 30, "short_share": 1.0, "fewest_requests": 40}
    found, logs = fitted(data, monkeypatch, SETTINGS | {"ranking": few})
    assert set(logs) == {"all"}
    assert not found.facts["ranker"]["kept"]


def test_requests_of_which_nothing_is_found_do_not_count(data: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons, _ = lessons_of(data, EventLog.of([data.events], data.products), RecommendationParameters().ranking)
    found, _ = fitted(data, monkeypatch, SETTINGS | {"ranking": {"fewest_requests": len(lessons), "rounds": 5}})
    assert "have a relevant candidate, fewer than" in found.facts["ranker"]["why"]
    assert found.judged.booster is None


def test_a_stock_that_begins_today_does_not_switch_learning_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path)
    stock = pd.read_parquet(folder / "stock.parquet")
    stock.assign(available_from=NOW.as_unit("us")).to_parquet(folder / "stock.parquet")
    found, _ = fitted(examples.read(folder), monkeypatch, SETTINGS)
    assert found.facts["stock_of_the_past"]["taken_as_always"]
    assert found.judged.metrics["ndcg_10"] > 0.1
    before = int((NOW - pd.Timedelta(days=1)).timestamp() * 1e6)
    assert not found.availability.mask("north", before).any()
    assert found.availability.mask("north", int(NOW.timestamp() * 1e6)).any()
