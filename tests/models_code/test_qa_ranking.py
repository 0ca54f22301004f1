"""Ranking of passages, and that what is said of unseen questions was not learned from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.errors import InputError
from models.question_answering.forest import Forest
from models.question_answering.ranking import Ranking
from models.question_answering.ranking_fitting import fit_ranking
from models.question_answering.ranking_settings import RankingSettings
from models.question_answering.retrieval import candidates
from models.question_answering.retrieval_settings import RetrievalSettings
from models.settings import read
from tests.models_code.qa_pieces import corpus_of, judged_questions

SETTINGS = read(
    RankingSettings(),
    {"reader": {"enabled": False, "folds": 3}, "forest": {"rounds": 20, "bags": 1, "min_child_weight": 1}},
)


def quiet(_: float) -> None:
    """Progress that nobody watches."""


def test_what_answers_is_first_and_what_nothing_answers_is_less_sure() -> None:
    judged = judged_questions(90, np.random.default_rng(0))
    _, ranked, facts = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    answerable = np.array([one.grades.any() for one in judged])
    first = np.array([one.grades[own.order[0]] == 2 for one, own in zip(judged, ranked, strict=True)])
    sure = np.array([own.confidence for own in ranked])
    assert first[answerable].mean() > 0.9
    assert sure[answerable].mean() > sure[~answerable].mean() + 0.3
    assert facts["first_right"] == pytest.approx(first[answerable].mean())
    assert facts["read_passages"] == 0


def test_labels_that_mean_nothing_are_not_learned_by_heart() -> None:
    rng = np.random.default_rng(1)
    judged = [replace(one, grades=np.where(np.arange(4) == rng.integers(4), 2, 0)) for one in judged_questions(90, rng)]
    _, ranked, facts = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    assert facts["first_right"] < 0.45
    assert np.mean([own.confidence for own in ranked]) == pytest.approx(facts["first_right"], abs=0.1)


def test_what_is_stored_ranks_as_what_was_fitted(tmp_path: Path) -> None:
    judged = judged_questions(40, np.random.default_rng(2))
    ranking, _, _ = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    ranking.save(tmp_path)
    loaded = Ranking.load(tmp_path, SETTINGS, 1)
    asked, passages = [one.asked for one in judged], [one.passages for one in judged]
    for before, after in zip(ranking.ranked(asked, passages), loaded.ranked(asked, passages), strict=True):
        assert before.order.tolist() == after.order.tolist()
        assert np.array_equal(before.scores, after.scores)
        assert before.confidence == after.confidence


def test_many_questions_are_asked_of_the_trees_at_once_and_ranked_as_each_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = judged_questions(40, np.random.default_rng(4))
    ranking, _, _ = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    asked, passages = [one.asked for one in judged], [one.passages for one in judged]
    passages[1] = passages[1].take(np.zeros(0, dtype=np.int64))
    alone = [ranking.ranked([one], [own])[0] for one, own in zip(asked, passages, strict=True)]
    calls: list[int] = []
    real = Forest.margins
    monkeypatch.setattr(Forest, "margins", lambda own, columns: calls.append(len(columns)) or real(own, columns))
    together = ranking.ranked(asked, passages)
    assert calls == [39 * 4]
    for one, other in zip(alone, together, strict=True):
        assert one.order.tolist() == other.order.tolist()
        assert one.scores == pytest.approx(other.scores, abs=1e-9)
    assert ranking.ranked([], []) == []


def test_no_passage_at_all_is_ranked_as_nothing() -> None:
    judged = judged_questions(40, np.random.default_rng(3))
    ranking, _, _ = fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)
    none = judged[0].passages.take(np.zeros(0, dtype=np.int64))
    one = judged[0].passages.take(np.zeros(1, dtype=np.int64))
    empty, alone = ranking.ranked([judged[0].asked] * 2, [none, one])
    assert (empty.first, empty.confidence, len(empty)) == (None, 0.0, 0)
    assert alone.first == 0
    assert 0 < alone.confidence < 1


@pytest.mark.parametrize(
    ("products", "grade", "message"),
    [
        (30, 0, r"0 of 120 judged passages of 30 questions have grade 2"),
        (30, 2, r"120 of 120 judged passages"),
        (2, None, r"questions are about 2 products, and are parted into 3 by product"),
    ],
    ids=["none answers", "all answer", "too few products"],
)
def test_what_nothing_can_be_learned_from_is_refused(products: int, grade: int | None, message: str) -> None:
    judged = judged_questions(products, np.random.default_rng(4))
    if grade is not None:
        judged = [replace(one, grades=np.full(4, grade)) for one in judged]
    with pytest.raises(InputError, match=message):
        fit_ranking(judged, corpus_of(judged), SETTINGS, 0, 1, quiet)


def test_candidates_are_the_best_of_every_source() -> None:
    judged = judged_questions(20, np.random.default_rng(5))[1]
    kept = candidates(
        judged.asked.text, judged.asked.vector, judged.passages, corpus_of([judged]), RetrievalSettings(1)
    )
    assert set(kept.sources) == set(judged.passages.sources)
    answering = judged.passages.texts[int(np.flatnonzero(judged.grades == 2)[0])]
    assert answering in kept.texts
    assert len(kept) <= 2 * len(set(kept.sources))
