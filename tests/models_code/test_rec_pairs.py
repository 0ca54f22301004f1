"""Weights of pairs of products, against what every pair by itself comes to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.recommendation import transitions as module
from models.recommendation.covisit_settings import CovisitSettings
from models.recommendation.covisits import covisits
from models.recommendation.event_log import EventLog
from models.recommendation.linear import linear, most_frequent
from models.recommendation.linear_settings import LinearSettings
from models.recommendation.transition_settings import TransitionSettings
from models.recommendation.transitions import transitions
from tests.models_code.rec_logs import DAY, NOW, drawn, log_of

PLAIN = TransitionSettings(
    neighbours=50, gap_up_to=3, gap_decay=0.5, popularity=0.0, source_popularity=0.0, shrinkage=0.0, fade_days=0.0
)


def ones(log: EventLog) -> np.ndarray:
    return np.ones(len(log), dtype=np.float32)


def counted(log: EventLog, settings: TransitionSettings) -> np.ndarray:
    return transitions(log, ones(log), settings, 1).matrix().toarray()


def test_the_next_counts_most_and_never_the_one_before() -> None:
    found = counted(log_of([[0, 1, 2, 3, 4]], 5), PLAIN)
    assert found[0].tolist() == [0.0, 1.0, 0.5, 0.25, 0.0]
    assert found[4].tolist() == [0.0] * 5


def test_pairs_of_all_customers_add_up_whatever_is_in_memory_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    histories = drawn(60, 15, 12, 0)
    log = log_of(histories, 15)
    wanted = np.zeros((15, 15))
    for history in histories:
        for first, product in enumerate(history):
            for gap, other in enumerate(history[first + 1 : first + 4]):
                wanted[product, other] += 0.5**gap
    np.fill_diagonal(wanted, 0.0)
    np.testing.assert_allclose(counted(log, PLAIN), wanted, rtol=1e-5)
    monkeypatch.setattr(module, "_AT_ONCE", 30)
    np.testing.assert_allclose(counted(log, PLAIN), wanted, rtol=1e-5)


def test_events_of_one_time_have_no_order_and_are_one_step() -> None:
    found = counted(log_of([[0, 1, 2]], 3, seconds=[[NOW, NOW, NOW + DAY]]), PLAIN)
    assert found.tolist() == [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]


def test_days_between_and_days_since_fade_a_pair() -> None:
    log = log_of([[0, 1], [2, 3]], 4, seconds=[[NOW, NOW + 2 * DAY], [NOW - 10 * DAY, NOW - 8 * DAY]])
    found = counted(log, replace(PLAIN, half_life_days=2.0))
    assert found[0, 1] == pytest.approx(0.5)
    assert found[2, 3] == pytest.approx(0.5)
    found = counted(log, replace(PLAIN, fade_days=10.0))
    assert found[0, 1] == pytest.approx(1.0)
    assert found[2, 3] == pytest.approx(0.5)


def test_what_sells_anyway_says_less_where_it_is_asked_for() -> None:
    log = log_of([[0, 1], [0, 2], [3, 2], [3, 2]], 4)
    found = counted(log, replace(PLAIN, popularity=1.0, source_popularity=0.5))
    assert found[0, 1] == pytest.approx(1 / np.sqrt(2))
    assert found[0, 2] == pytest.approx(1 / 3 / np.sqrt(2))


def test_a_customer_of_ten_thousand_events_is_cut_to_its_latest() -> None:
    log = log_of([[number % 7 for number in range(10_000)], [5, 6]], 7)
    found = counted(log, replace(PLAIN, events_up_to=2, gap_up_to=1))
    assert found.sum() == pytest.approx(2.0)
    assert found[5, 6] == pytest.approx(1.0)


def test_covisits_are_cosines_over_customers() -> None:
    histories = drawn(80, 12, 8, 1)
    log = log_of(histories, 12)
    settings = CovisitSettings(neighbours=20, active=0.0, popularity=1.0, shrinkage=0.0)
    taken = np.zeros((80, 12))
    for customer, history in enumerate(histories):
        taken[customer, history] = 1.0
    together = taken.T @ taken
    events = log.counts()
    wanted = together / np.sqrt(np.outer(events, events))
    np.fill_diagonal(wanted, 0.0)
    np.testing.assert_allclose(covisits(log, ones(log), settings, 1).matrix().toarray(), wanted, rtol=1e-5)


def test_customers_who_take_much_say_less_of_each_pair() -> None:
    log = log_of([[0, 1], [2, 3, 4, 5]], 6)
    settings = CovisitSettings(neighbours=20, active=1.0, popularity=0.0, shrinkage=0.0)
    found = covisits(log, ones(log), settings, 1).matrix().toarray()
    assert found[0, 1] == pytest.approx(0.5)
    assert found[2, 3] == pytest.approx(0.25)


def test_an_event_counts_by_its_worth_and_the_best_of_a_customer_counts() -> None:
    log = log_of([[0, 0, 1]], 2)
    settings = CovisitSettings(neighbours=20, active=0.0, popularity=0.0, shrinkage=0.0)
    found = covisits(log, np.array([0.5, 0.2, 1.0], dtype=np.float32), settings, 1).matrix().toarray()
    assert found[0, 1] == pytest.approx(0.5)


def test_the_linear_model_is_the_closed_form_of_its_paper() -> None:
    histories = drawn(90, 10, 6, 2)
    log = log_of(histories, 10)
    taken = np.zeros((90, 10))
    for customer, history in enumerate(histories):
        taken[customer, history] = 1.0
    inverse = np.linalg.inv(taken.T @ taken + 5.0 * np.eye(10))
    wanted = -inverse / np.diag(inverse)
    np.fill_diagonal(wanted, 0.0)
    settings = LinearSettings(items_up_to=50, least_events=1, l2=5.0, neighbours=50)
    found = linear(log, ones(log), settings, 1, lambda _: None).matrix().toarray()
    np.testing.assert_allclose(found, np.maximum(wanted, 0.0), rtol=2e-3, atol=1e-5)


def test_the_linear_model_covers_the_most_frequent_alone() -> None:
    log = log_of([[0, 1, 2], [0, 1], [0, 3, 1], [3, 0]], 5)
    settings = LinearSettings(items_up_to=2, least_events=1, l2=1.0)
    assert most_frequent(log, settings).tolist() == [0, 1]
    found = linear(log, ones(log), settings, 1, lambda _: None)
    assert set(found.product.tolist()) == {0, 1}
    nothing = linear(log, ones(log), replace(settings, least_events=9), 1, lambda _: None)
    assert not len(nothing.product)
    assert len(nothing) == 5
