"""Judged questions once more, with what each would be asked over if it told no candidates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .corpus import Corpus
from .judged_pairs import Judged
from .passages import Ints, Passages
from .question_text import says_nothing
from .request import Questions
from .retrieval import stored
from .retrieval_settings import RetrievalSettings
from .routes import Routes
from .understood import Understood
from .verdicts import folded


def stored_lists(
    rows: list[int],
    questions: Questions,
    read: Understood,
    judged: dict[int, pd.DataFrame],
    group: Ints,
    routes: Routes,
    corpus: Corpus,
    settings: RetrievalSettings,
) -> dict[int, Judged]:
    """Lists by row of those questions of which the product is known and that are asked over its passages.

    A shop asks so, and such lists are longer and of other texts than those that somebody judged: whoever is sure on
    the latter is too sure here. What nobody judged counts as wrong. Some of it is right, so that less is promised and
    answered than could be: a mistake to the careful side.

    Args:
        rows: Questions with judged passages.
        questions: As they would be asked: none tells candidates.
        read: The same, understood.
        judged: Candidates of each of the rows: text, grade.
        group: Number of what each question is about, (questions,).
        routes: Where answers come from, among others the passages of products.
        corpus: How much words tell.
        settings: Of retrieval.
    """
    out = {}
    for row in rows:
        if says_nothing(read.texts[row]) or routes.is_own(questions, row, read):
            continue
        found = stored(read.texts[row], read.vectors[row], questions.products[row], routes.store, corpus, settings)
        if len(found):
            asked = read.asked(questions, row, routes.names)
            out[row] = Judged(asked, found, grades_of(found, judged[row]), int(group[row]))
    return out


def grades_of(passages: Passages, judged: pd.DataFrame) -> Ints:
    """The highest grade that somebody gave to a passage of the same words, else 0; (n,).

    Args:
        passages: n of them.
        judged: Candidates of the question: text, grade.
    """
    known: dict[str, int] = {}
    for text, grade in zip(judged["text"].tolist(), judged["grade"].tolist(), strict=True):
        own = folded(str(text))
        known[own] = max(int(grade), known.get(own, 0))
    return np.array([known.get(folded(text), 0) for text in passages.texts], dtype=np.int64)
