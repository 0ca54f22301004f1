"""Questions asked over stored passages: what is wrong there, how sure an answer is, and what is promised."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.question_answering.abstention import PRODUCT, STORED, Abstention
from models.question_answering.abstention_settings import AbstentionSettings
from models.question_answering.judged_pairs import Judged
from models.question_answering.passages import Passages
from models.question_answering.ranking_fitting import fit_ranking
from models.question_answering.stored_lists import grades_of
from tests.models_code.qa_pieces import corpus_of, judged_questions
from tests.models_code.test_qa_ranking import SETTINGS as USUAL
from tests.models_code.test_qa_ranking import quiet

SETTINGS = replace(USUAL, stored_weight=0.0)


def half_wrong(judged: list[Judged]) -> list[Judged]:
    """The same lists, where what answers is right for every other question only."""
    return [replace(one, grades=one.grades * (row % 2)) for row, one in enumerate(judged)]


def test_the_promise_of_stored_passages_is_kept_where_that_of_told_ones_would_not_be() -> None:
    judged = judged_questions(300, np.random.default_rng(0))
    stored = half_wrong(judged)
    ranking, ranked, facts = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet, stored=stored)
    lists = {PRODUCT: (judged, ranked[:300]), STORED: (stored, ranked[300:])}
    sure = {way: np.array([own.confidence for own in found]) for way, (_, found) in lists.items()}
    right = {
        way: np.array([one.grades[own.order[0]] == 2 for one, own in zip(asked, found, strict=True)])
        for way, (asked, found) in lists.items()
    }
    levels = Abstention.fit(sure, right, AbstentionSettings(levels=(0.8,)))
    told, own = levels.level(PRODUCT, 0.8), levels.level(STORED, 0.8)
    assert told.threshold is not None
    first = ranking.ranked([one.asked for one in judged], [one.passages for one in judged])
    given = np.array([one.confidence >= told.threshold for one in first])
    assert right[STORED][given].mean() < 0.6
    assert own.seen is None or own.seen >= 0.8
    assert own.coverage < 0.1
    assert facts["stored_questions"] == 300
    assert facts["stored_first_right"] == pytest.approx(facts["first_right"], abs=0.1)


def test_equal_lists_are_ranked_alike_and_told_ones_as_without_stored_ones() -> None:
    judged = judged_questions(60, np.random.default_rng(1))
    before, first, _ = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    ranking, ranked, _ = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet, stored=judged)
    for told, alone, again in zip(ranked[:60], first, ranked[60:], strict=True):
        assert told.confidence == alone.confidence == again.confidence
        assert np.array_equal(told.scores, alone.scores)
        assert np.array_equal(told.scores, again.scores)
    assert (before.confidence, before.blend) == (ranking.confidence, ranking.blend)
    assert ranking.stored == ranking.confidence
    wrong = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet, stored=half_wrong(judged))[0]
    asked, passages = [judged[1].asked] * 2, [judged[1].passages] * 2
    told, own = wrong.ranked(asked, passages, [False, True])
    assert np.array_equal(told.scores, own.scores)
    assert own.confidence < told.confidence - 0.1


def test_stored_lists_are_learned_from_by_their_weight() -> None:
    judged = judged_questions(60, np.random.default_rng(2))
    stored = [replace(one, grades=np.zeros(4, dtype=np.int64)) for one in judged]
    corpus = corpus_of(judged)
    chances = [
        np.mean([own.scores.max() for own in fit_ranking(judged, corpus, settings, 0, 1, quiet, stored=stored)[1]])
        for settings in (SETTINGS, replace(SETTINGS, stored_weight=1.0))
    ]
    assert chances[1] < chances[0] - 0.1


def test_a_stored_passage_has_the_grade_of_one_of_the_same_words_and_is_wrong_else() -> None:
    passages = Passages.told(["Colour:  BLUE", "It is blue.", "helps"], ["attribute", "review", "review"])
    judged = pd.DataFrame({"text": ["colour: blue", "colour: blue", "Helps"], "grade": [0, 2, 1]})
    assert grades_of(passages, judged).tolist() == [2, 0, 1]
    assert grades_of(passages, judged.iloc[::-1]).tolist() == [2, 0, 1], "the highest, in whatever order"
