"""What promises rest on: of a question and its rewordings one, and of accounts what was asked once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.question_answering.abstention import ACCOUNT, PRODUCT, STORED, Abstention, Level
from models.question_answering.abstention_settings import AbstentionSettings
from models.question_answering.finding import Finding, refused
from models.question_answering.ranked import nothing_ranked
from models.question_answering.unseen import Unseen, one_of_each, promises
from models.question_answering.valid_metrics import measured

SETTINGS = AbstentionSettings(levels=(0.9,))
SURE = Finding("it is", "review", "it is", None, 0.95)


def unseen(routes: list[str], right: list[bool]) -> Unseen:
    count = len(routes)
    return Unseen(np.arange(count), [nothing_ranked()] * count, [SURE] * count, routes, np.array(right, dtype=bool))


NOBODY = unseen([], [])


def test_rewordings_promise_no_more_than_their_question() -> None:
    # ten questions, each asked in six ways, all right: too few to promise anything
    asked = unseen([PRODUCT] * 60, [True] * 60)
    alone = promises(asked, NOBODY, np.arange(60), SETTINGS, 0).level(PRODUCT, 0.9)
    assert (alone.promised, alone.questions) == (True, 60)
    reworded = promises(asked, NOBODY, np.arange(60) % 10, SETTINGS, 0).level(PRODUCT, 0.9)
    assert (reworded.promised, reworded.questions) == (False, 10)


def test_each_route_rests_on_its_own_answers_and_accounts_on_those_asked_once() -> None:
    first = unseen([PRODUCT, PRODUCT, ACCOUNT, STORED], [True] * 4)
    again = replace(unseen([STORED, STORED, ACCOUNT], [True] * 3), rows=np.array([0, 1, 2]))
    found = promises(first, again, np.array([0, 1, 2, 3]), SETTINGS, 0)
    counts = {route: found.level(route, 0.9).questions for route in (PRODUCT, STORED, ACCOUNT)}
    assert counts == {PRODUCT: 2, STORED: 3, ACCOUNT: 1}


def test_what_is_refused_is_not_sure() -> None:
    asked = replace(unseen([PRODUCT] * 2, [False] * 2), found=[SURE, refused("no", confidence=0.95)])
    assert asked.sure().tolist() == [0.95, 0.0]


def test_each_of_the_rewordings_is_drawn_as_often() -> None:
    number = np.array([0, 1, 0, 0, 2])
    drawn = np.array([one_of_each(number, seed) for seed in range(300)])
    assert (np.sort(number[drawn], axis=1) == [0, 1, 2]).all()
    counts = np.bincount(drawn.ravel(), minlength=5)
    assert counts[[1, 4]].tolist() == [300, 300]
    assert (counts[[0, 2, 3]] > 70).all()


def test_answers_of_stored_passages_are_measured_on_valid_by_themselves() -> None:
    told = unseen([PRODUCT, PRODUCT, PRODUCT, ACCOUNT], [True, True, False, True])
    again = replace(unseen([STORED, STORED, ACCOUNT], [False, True, True]), rows=np.array([1, 2, 3]))
    levels = tuple(
        Level(one, 0.9, 0.9, promised=True, questions=9, coverage=1.0, seen=1.0) for one in (PRODUCT, STORED)
    )
    found = measured(told, again, np.array([False, True, True, True]), Abstention(levels))
    assert (found["right"], found["coverage_at_90"]) == (2 / 3, 2 / 3)
    assert (found["stored_right"], found["stored_coverage_at_90"], found["stored_precision_at_90"]) == (0.5, 1.0, 0.5)
    none = measured(told, NOBODY, np.array([False, True, True, True]), Abstention(levels))
    assert not [name for name in none if name.startswith("stored")]
    assert measured(told, again, np.zeros(4, dtype=bool), Abstention(levels)) == {}
