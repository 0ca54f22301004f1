"""Where the answer to a question comes from: the customer's account, counted opinions, a value, or a passage."""

from __future__ import annotations

from typing import Final

from .abstention import ACCOUNT, PRODUCT, STORED
from .customer_conflicts import weighed
from .finding import Finding, refused
from .kind_names import OPINION
from .opinions import REVIEW, opinion_finding
from .passage_answer import of_passage
from .question_text import words_of
from .ranked import Ranked
from .repeated import repeats
from .request import Questions
from .routes import Routes
from .understood import Understood

_NO_PRODUCT: Final = "the request names no product, and tells no candidates"
_UNKNOWN: Final = "nothing is known of this product"
_NO_CANDIDATES: Final = "there are no candidates to choose from"
_FOREIGN: Final = "its words are none of those that the product's passages have"
_REPEATED: Final = "what was found is a review that repeats the question"


def routed(routes: Routes, questions: Questions, read: Understood, row: int, ranked: Ranked) -> tuple[str, Finding]:
    """The route of a question, `abstention.PRODUCT`, `STORED` or `ACCOUNT`, and what is found on it.

    Args:
        routes: What answers are taken from.
        questions: Of the call.
        read: The same, understood.
        row: Of the question.
        ranked: Passages of its product.
    """
    own = routes.own(questions, row, read)
    if own is not None:
        return ACCOUNT, own
    route = STORED if questions.candidates[row] is None else PRODUCT
    if ranked.first is None:
        return route, refused(_why_none(routes, questions, row))
    if routes.is_strange(questions, row, read, frozenset(words_of(" ".join(ranked.passages.texts)))):
        return route, refused(_FOREIGN)
    if routes.understanding.kind_of(read.kinds[row]) == OPINION:
        counted = _opinion(routes, questions, read, row, ranked)
        if counted is not None:
            return route, counted
    return route, _passage(routes, questions, read, row, ranked, ranked.first)


def _opinion(routes: Routes, questions: Questions, read: Understood, row: int, ranked: Ranked) -> Finding | None:
    """How reviewers judge; None where too few do."""
    # what was counted before is of the stored reviews, and no word of candidates that are told
    product, told = questions.products[row], questions.candidates[row] is not None
    every = ranked.passages if told else routes.store.about(product)
    return opinion_finding(
        read.texts[row],
        every.texts,
        every.sources,
        every.weights,
        every.ids,
        ranked.confidence,
        routes.parameters.opinions,
        title=routes.names.titles.get(product or "", ""),
        counted=None if told else routes.opinions.get(product or ""),
    )


def _passage(routes: Routes, questions: Questions, read: Understood, row: int, ranked: Ranked, first: int) -> Finding:
    """What the first passage says, held against what other customers say."""
    text, kind = read.texts[row], routes.understanding.kind_of(read.kinds[row])
    settings, product = routes.parameters.values, questions.products[row]
    called = routes.names.words(product)
    found = of_passage(text, kind, ranked.passages, first, ranked.confidence, settings, called)
    if found.source == REVIEW and repeats(found.evidence, text, routes.parameters.kinds.repeated_words):
        return refused(_REPEATED, found.source)
    every = routes.store.about(product) if questions.candidates[row] is None else ranked.passages
    return weighed(found, text, kind, ranked, every, called, settings)


def _why_none(routes: Routes, questions: Questions, row: int) -> str:
    if questions.candidates[row] is not None:
        return _NO_CANDIDATES
    if questions.products[row] is None:
        return _NO_PRODUCT
    return _UNKNOWN if not routes.store.knows(questions.products[row]) else _NO_CANDIDATES
