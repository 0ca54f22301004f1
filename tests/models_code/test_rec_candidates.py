"""Candidates of a request, from all sources together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.recommendation.candidate_settings import CandidateSettings
from models.recommendation.candidates import SOURCES, TOLD_BY_HISTORY, Found, Sources
from models.recommendation.content_settings import ContentSettings
from models.recommendation.covisit_settings import CovisitSettings
from models.recommendation.event_log import EventLog
from models.recommendation.linear_settings import LinearSettings
from models.recommendation.transition_settings import TransitionSettings
from models.steps import Steps
from tests.models_code.rec_logs import NOW, catalogue, drawn, events, listed, silent

COUNT = 40
HOW = CandidateSettings(
    history_least=0.0,
    per_source=30,
    per_popular=5,
    transitions=TransitionSettings(neighbours=10),
    covisits=CovisitSettings(neighbours=10),
    linear=LinearSettings(least_events=2, l2=2.0),
    content=ContentSettings(neighbours=5, inherit_below=3, inherit_from=3),
)
ALL = np.ones(COUNT, dtype=bool)


def shop() -> pd.DataFrame:
    kinds = [listed(f"kind {number % 8}", f"colour {number % 5}") for number in range(COUNT)]
    return catalogue(COUNT, attributes=kinds, brand=[f"brand {number % 3}" for number in range(COUNT)])


def log() -> EventLog:
    """Of products below 35; the others were never sold."""
    return EventLog.of([events(drawn(120, COUNT - 5, 9, 5))], shop())


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.fit(log(), shop(), HOW, Steps(silent), seed=3, threads=1)


def asked(sources: Sources, history: list[int], allowed: np.ndarray = ALL, region: str | None = None) -> Found:
    weights = np.ones(len(history), dtype=np.float32)
    return sources.candidates(np.array(history, dtype=np.int64), weights, region, NOW, allowed)


def test_every_source_is_fitted_and_says_what_its_rows_say(sources: Sources) -> None:
    history = [4, 9, 4, 30]
    found = asked(sources, history)
    for column, rows in enumerate(sources.rows):
        assert rows is not None, TOLD_BY_HISTORY[column]
        name = "content" if TOLD_BY_HISTORY[column] == "inherited" else TOLD_BY_HISTORY[column]
        decay = getattr(HOW, name).history_decay
        told = rows.matrix().toarray()[history] * (decay ** np.arange(4)[::-1])[:, None]
        np.testing.assert_allclose(found.scores[:, column], told.sum(axis=0)[found.positions], rtol=1e-5)
        assert np.isin(np.flatnonzero(told.sum(axis=0)), found.positions).all()


def test_who_speaks_most_is_told(sources: Sources) -> None:
    history = np.array([4, 9, 30])
    found = asked(sources, history.tolist())
    for source, (name, rows) in enumerate(zip(TOLD_BY_HISTORY, sources.rows, strict=True)):
        assert rows is not None
        decay = getattr(HOW, "content" if name == "inherited" else name).history_decay
        told = rows.matrix().toarray()[history] * (decay ** np.arange(3)[::-1])[:, None]
        told = told[:, found.positions]
        spoken = told.any(axis=0)
        np.testing.assert_array_equal(found.because[spoken, source], told.argmax(axis=0)[spoken])
        assert spoken.any()
        assert (found.because[~spoken, source] == -1).all()


def test_products_never_sold_are_found_through_alike_ones(sources: Sources) -> None:
    reached = set()
    for product in range(COUNT - 5):
        found = asked(sources, [product])
        inherits = found.scores[:, SOURCES.index("inherited")] > 0
        reached |= set(found.positions[inherits].tolist())
    assert set(range(COUNT - 5, COUNT)) <= reached
    led = asked(sources, [COUNT - 1])
    assert (led.scores[:, SOURCES.index("inherited")] > 0).any(), "a product never sold leads on"
    assert not led.scores[:, SOURCES.index("transitions")].any()


def test_some_of_the_never_sold_are_candidates_however_few_each_source_adds(sources: Sources) -> None:
    few = replace(sources, settings=replace(HOW, per_source=1, per_unsold=2))
    every, found = asked(sources, [4, 9, 30]), asked(few, [4, 9, 30])
    unsold = every.positions >= COUNT - 5
    for name in ("content", "inherited"):
        said = np.where(unsold, every.scores[:, SOURCES.index(name)], 0.0)
        best = np.argsort(-said, kind="stable")[:2]
        assert np.isin(every.positions[best[said[best] > 0]], found.positions).all()
    assert (found.positions >= COUNT - 5).sum() >= 2


def test_nothing_that_may_not_be_shown_is_among_them(sources: Sources) -> None:
    allowed = ALL.copy()
    allowed[::2] = False
    found = asked(sources, [4, 9, 30], allowed)
    assert len(found.positions)
    assert allowed[found.positions].all()
    assert not len(asked(sources, [4, 9], np.zeros(COUNT, dtype=bool)).positions)


def test_products_of_the_history_are_candidates_themselves(sources: Sources) -> None:
    assert {4, 9, 30} <= set(asked(sources, [4, 9, 30]).positions.tolist())


def test_without_a_history_what_sells_is_shown(sources: Sources) -> None:
    found = asked(sources, [])
    assert found.positions.tolist() == sorted(sources.popular.order[:5].tolist())
    assert (found.because == -1).all()
    assert not found.scores[:, : len(TOLD_BY_HISTORY)].any()


def test_each_source_adds_its_best_alone(sources: Sources) -> None:
    few = replace(sources, settings=replace(HOW, per_source=2, per_popular=1, per_unsold=0))
    every, found = asked(sources, [4, 9, 30]), asked(few, [4, 9, 30])
    held = np.isin(every.positions, found.positions)
    for column in range(len(TOLD_BY_HISTORY)):
        assert held[np.argsort(-every.scores[:, column], kind="stable")[:2]].all()
    assert len(found.positions) <= 2 * len(TOLD_BY_HISTORY) + 3 + 1
    np.testing.assert_array_equal(found.scores, every.scores[held])


def test_a_history_of_ten_thousand_events_is_read_from_its_end(sources: Sources) -> None:
    long = asked(sources, [1, 2, 3] * 4_000 + list(range(20)) + list(range(20)) + list(range(10)))
    short = asked(sources, list(range(20)) + list(range(20)) + list(range(10)))
    np.testing.assert_array_equal(long.scores, short.scores)
    np.testing.assert_array_equal(long.because[long.because >= 0], short.because[short.because >= 0] + 12_000)


def test_events_that_have_faded_are_not_read(sources: Sources) -> None:
    quick = replace(sources, settings=replace(HOW, history_least=0.6))
    found, alone = asked(quick, [4, 9, 30]), asked(sources, [9, 30])
    column = SOURCES.index("transitions")
    held = alone.scores[:, column] > 0
    np.testing.assert_array_equal(found.positions[found.scores[:, column] > 0], alone.positions[held])


def test_what_was_taken_at_once_fades_alike(sources: Sources) -> None:
    history, weights = np.array([4, 9, 30]), np.ones(3, dtype=np.float32)
    column, rows = SOURCES.index("transitions"), sources.rows[0]
    assert rows is not None
    for seconds, ages in (([NOW - 9, NOW - 9, NOW - 1], [1, 1, 0]), ([np.nan] * 3, [2, 1, 0])):
        found = sources.candidates(history, weights, None, NOW, ALL, np.array(seconds))
        told = HOW.transitions.history_decay ** np.array(ages) @ rows.matrix().toarray()[history]
        np.testing.assert_allclose(found.scores[:, column], told[found.positions], rtol=1e-5)


def test_kinds_are_worth_what_the_settings_say(sources: Sources) -> None:
    assert sources.worth(np.array([2, 0, 1], dtype=np.int8)).tolist() == pytest.approx([1.0, HOW.view, HOW.cart])


def test_what_is_saved_is_read_back(sources: Sources, tmp_path: Path) -> None:
    sources.save(tmp_path)
    again = Sources.load(tmp_path, HOW)
    for history in ([], [4, 9, 30], [39]):
        for one, other in zip(asked(sources, history), asked(again, history), strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_catalogue_of_which_nothing_is_written_and_one_of_one_product(tmp_path: Path) -> None:
    for count, histories in ((5, [[0, 1, 2], [1, 2, 0]]), (1, [[0], [0, 0]])):
        plain = catalogue(count)
        fitted = Sources.fit(EventLog.of([events(histories)], plain), plain, HOW, Steps(silent), seed=3, threads=1)
        assert fitted.content is None
        assert fitted.rows[3] is None
        assert fitted.rows[4] is None
        fitted.save(tmp_path / str(count))
        again = Sources.load(tmp_path / str(count), HOW)
        found = asked(again, [0], np.ones(count, dtype=bool))
        assert 0 in found.positions
        assert np.isfinite(found.scores).all()


def test_a_source_that_is_left_out_says_nothing() -> None:
    less = replace(HOW, linear=replace(HOW.linear, items_up_to=0), covisits=replace(HOW.covisits, neighbours=0))
    fitted = Sources.fit(log(), shop(), less, Steps(silent), seed=3, threads=1)
    found = asked(fitted, [4])
    assert not found.scores[:, [1, 2]].any()
    assert found.scores[:, 0].any()


def test_all_of_a_long_history_may_be_wanted_again(sources: Sources) -> None:
    history = [3, 8, 13, 18, 23, 28, 33]
    few = replace(sources, settings=replace(HOW, history_events=2, per_source=1, per_unsold=0, per_popular=1))
    allowed = ALL.copy()
    allowed[8] = False
    found = asked(few, history, allowed)
    assert set(history) - set(found.positions.tolist()) == {8}
