"""When nothing is answered, and that promises are kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.errors import InputError
from models.proportion import lower_bound
from models.question_answering.abstention import ACCOUNT, PRODUCT, Abstention, fewest_answers
from models.question_answering.abstention_settings import AbstentionSettings

SETTINGS = AbstentionSettings(levels=(0.8, 0.9))


def fitted(confidence: np.ndarray, right: np.ndarray, settings: AbstentionSettings = SETTINGS) -> Abstention:
    nothing = (np.zeros(0), np.zeros(0, dtype=bool))
    return Abstention.fit({PRODUCT: confidence, ACCOUNT: nothing[0]}, {PRODUCT: right, ACCOUNT: nothing[1]}, settings)


def test_the_share_of_broken_promises_is_at_most_what_was_said() -> None:
    rng = np.random.default_rng(0)
    broken = made = 0
    for _ in range(300):
        confidence = rng.random(400)
        level = fitted(confidence, rng.random(400) < confidence).level(PRODUCT, 0.8)
        if level.threshold is not None:
            made += 1
            # of all questions above a threshold t, (1 + t) / 2 are right
            broken += (1 + level.threshold) / 2 < 0.8
    assert made > 200
    assert broken <= 0.1 * 300


def test_a_lower_precision_answers_more() -> None:
    rng = np.random.default_rng(1)
    confidence = rng.random(2_000)
    found = fitted(confidence, rng.random(2_000) < confidence)
    low, high = (found.level(PRODUCT, precision) for precision in (0.8, 0.9))
    assert low.threshold is not None
    assert high.threshold is not None
    assert low.threshold < high.threshold
    assert low.coverage > high.coverage > 0
    assert high.seen is not None
    assert high.seen >= 0.9


def test_where_confidence_says_nothing_nothing_is_promised() -> None:
    rng = np.random.default_rng(2)
    level = fitted(rng.random(500), rng.random(500) < 0.5).level(PRODUCT, 0.9)
    assert (level.threshold, level.promised, level.coverage) == (None, False, 0.0)


def test_too_few_questions_leave_the_confidence_itself() -> None:
    level = fitted(np.array([0.95, 0.5]), np.array([True, False])).level(PRODUCT, 0.9)
    assert (level.threshold, level.promised, level.coverage, level.seen) == (0.9, False, 0.5, 1.0)
    empty = fitted(np.zeros(0), np.zeros(0, dtype=bool)).level(ACCOUNT, 0.9)
    assert (empty.threshold, empty.questions, empty.seen) == (0.9, 0, None)


def test_questions_without_any_answer_are_never_answered() -> None:
    confidence = np.concatenate([np.linspace(0.6, 1, 200), np.zeros(100)])
    level = fitted(confidence, confidence > 0).level(PRODUCT, 0.9)
    assert level.threshold is not None
    assert level.threshold > 0.59  # a little below the least sure answer, far above none
    assert 0.6 < level.coverage <= 2 / 3


def test_equal_confidences_are_answered_together() -> None:
    confidence = np.repeat([0.9, 0.5], [100, 300])
    right = np.concatenate([np.ones(100, dtype=bool), np.arange(300) % 2 == 0])
    level = fitted(confidence, right).level(PRODUCT, 0.9)
    assert level.threshold == pytest.approx(0.9, abs=0.002)
    assert level.coverage == 0.25


@pytest.mark.parametrize(("precision", "confidence", "answers"), [(0.9, 0.9, 22), (0.8, 0.9, 11), (0.95, 0.99, 90)])
def test_so_many_right_answers_promise_a_precision(precision: float, confidence: float, answers: int) -> None:
    assert fewest_answers(precision, confidence) == answers
    assert precision**answers <= 1 - confidence < precision ** (answers - 1)


def test_a_start_takes_along_the_risk_of_those_before() -> None:
    hits = next(one for one in range(160, 200) if lower_bound(one, 200, 0.9) >= 0.8)
    assert lower_bound(hits, 200, 0.95) < 0.8
    right = np.arange(200) < hits
    both = fitted(np.linspace(1, 0.5, 200), right, replace(SETTINGS, starts=(0.1, 0.9)))
    assert both.level(PRODUCT, 0.8).coverage == 1.0


def test_a_precision_that_was_not_calibrated_is_refused() -> None:
    with pytest.raises(InputError, match=r"no precision of 0.5 was calibrated; ask for one of 0.8, 0.9"):
        fitted(np.zeros(0), np.zeros(0, dtype=bool)).level(PRODUCT, 0.5)


def test_levels_come_back_from_json() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.random(500)
    found = fitted(confidence, rng.random(500) < confidence, replace(SETTINGS, starts=(0.2,)))
    assert Abstention.read(found.as_list()) == found


def test_a_start_beyond_all_answers_keeps_its_part_of_the_risk() -> None:
    right = np.r_[np.zeros(2, dtype=bool), np.ones(28, dtype=bool), np.zeros(70, dtype=bool)]
    confidence = np.r_[np.linspace(0.99, 0.5, 30), np.zeros(70)]
    assert lower_bound(28, 30, 0.9) >= 0.8
    late = fitted(confidence, right, replace(SETTINGS, starts=(0.9,))).level(PRODUCT, 0.8)
    assert (late.promised, late.coverage) == (True, 0.3)


def test_refused_questions_cost_no_answers() -> None:
    confidence = np.r_[np.linspace(0.99, 0.5, 60), np.zeros(40)]
    level = fitted(confidence, confidence > 0).level(PRODUCT, 0.9)
    assert level.promised
    assert level.coverage == 0.6


def test_a_threshold_lies_as_little_below_the_last_answer_as_rounding_moves_it() -> None:
    confidence, right = np.linspace(1.0, 0.5, 200).round(1), np.linspace(1.0, 0.5, 200) > 0.75
    for near in (0.0, 0.01):
        level = fitted(confidence, right, replace(SETTINGS, near=near)).level(PRODUCT, 0.8)
        assert level.threshold == pytest.approx(0.8 - near)
