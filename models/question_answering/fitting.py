"""All that a model is made of, fitted: understanding, passages, their ranking, and when not to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..steps import Steps, Told
from .abstention import Abstention
from .accounts import Accounts
from .answering import Answerer
from .corpus import Corpus
from .examples import Examples, cells
from .judged_pairs import Judged
from .judging import groups_of, judged_by_question, questions_of_examples, wordings_of
from .kinds import Understanding
from .meanings import with_meanings
from .parameters import QuestionAnsweringParameters
from .passage_store import PassageStore
from .ranked import Ranked
from .ranking import Ranking
from .ranking_fitting import fit_ranking
from .recognised import recognised
from .request import Questions
from .routes import Routes
from .shown import shown_pairs
from .spelling import Spelling
from .storage import by_product
from .stored_lists import stored_lists
from .understood import Understood, understood
from .unseen import Unseen, answered_unseen, promises


def fit(
    data: Examples, chosen: QuestionAnsweringParameters, steps: Steps
) -> tuple[Answerer, Unseen, Unseen, dict[str, Any]]:
    """All parts, the answers to the questions of train and valid, those to questions that told candidates once more of
    what is stored, and what is to be said of the parts.

    Args:
        data: Examples.
        chosen: All settings.
        steps: Told what is done.
    """
    with steps.step("learning kinds of questions", 0.02, 0.06):
        understanding = Understanding.fit(chosen.kinds, chosen.seed, chosen.threads)
    with steps.step("reading passages", 0.06, 0.3):
        store = PassageStore.fit(data.texts, chosen.ranking.retrieval.pieces, chosen.threads)
        spelling = Spelling.fit(store.every.texts, store.every.sources, understanding.words, chosen.spelling)
    questions = questions_of_examples(data)
    bare = replace(questions, candidates=(None,) * len(questions))
    accounts = Accounts.load(data.directory)
    opinions = {} if data.opinions is None else by_product(data.opinions)
    routes = Routes(understanding, accounts, data.names, opinions, store, chosen)
    with steps.step("ranking passages", 0.3, 0.92) as told:
        read, alone = (understood(one, data.names, understanding, spelling, chosen) for one in (questions, bare))
        ranking, ranked, again, facts = _ranking(data, (questions, read), (bare, alone), routes, told)
    answerer = Answerer(
        understanding,
        spelling,
        ranking,
        store,
        accounts,
        data.names,
        opinions,
        Abstention(()),
        chosen,
    )
    with steps.step("finding out when not to answer", 0.92, 0.98):
        served, judged = answerer.ranked(questions, read, without=frozenset(ranked)), judged_by_question(data)
        every = {row: ranked.get(row, one) for row, one in enumerate(served)}
        unseen = answered_unseen(routes, questions, read, every, judged)
        stored = answered_unseen(routes, bare, alone, again, judged)
        abstention = promises(unseen, stored, wordings_of(data), chosen.abstention, chosen.seed)
    facts |= {
        "products": len(store.places),
        "passages": len(store.every),
        "customers": len(accounts.places),
        "levels": abstention.as_list(),
    }
    return replace(answerer, abstention=abstention), unseen, stored, facts


def _ranking(
    data: Examples,
    told: tuple[Questions, Understood],
    bare: tuple[Questions, Understood],
    routes: Routes,
    progress: Told,
) -> tuple[Ranking, dict[int, Ranked], dict[int, Ranked], dict[str, Any]]:
    """The ranking; judged questions ranked by what never saw them, with what they tell and with what is stored."""
    (questions, read), chosen = told, routes.parameters
    passages = data.candidates[data.of_passages()]
    texts = [*cells(data.texts["text"]), *cells(passages["text"])]
    corpus = Corpus.fit([text for text in texts if text], read.texts)
    rows = [row for row, candidates in enumerate(questions.candidates) if candidates is not None]
    own = [recognised(questions.candidates[row], questions.products[row], routes.store) for row in rows]
    known = with_meanings(own, chosen.ranking.retrieval.pieces, chosen.threads)
    group = groups_of(data)
    grades = {int(str(row)): judgements for row, judgements in passages.groupby("question", sort=True)}
    judged = [
        Judged(
            read.asked(questions, row, data.names), one, grades[row]["grade"].to_numpy(dtype=np.int64), int(group[row])
        )
        for row, one in zip(rows, known, strict=True)
    ]
    again = stored_lists(rows, *bare, grades, group, routes, corpus, chosen.ranking.retrieval)
    shown = shown_pairs(data.shown, data.texts, chosen.ranking.reader.shown_wrong, chosen.seed)
    stored = list(again.values())
    ranking, ranked, facts = fit_ranking(
        judged, corpus, chosen.ranking, chosen.seed, chosen.threads, progress, shown, stored
    )
    facts |= {"shown_questions": len(np.unique(shown.question)), "shown_pairs": len(shown.questions)}
    first, second = ranked[: len(rows)], ranked[len(rows) :]
    return ranking, dict(zip(rows, first, strict=True)), dict(zip(again, second, strict=True)), facts
