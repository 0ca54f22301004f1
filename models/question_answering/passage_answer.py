"""The answer that one passage of a product gives."""

from __future__ import annotations

from typing import Final

from .finding import Finding, refused
from .kind_names import OPINION
from .lone_voice import lone_voice
from .opinions import REVIEW
from .passages import Passages, parted
from .question_text import says_nothing
from .value_settings import ValueSettings
from .values import value_finding

_WORDLESS: Final = "the passage that fits best has no word"


def of_passage(
    question: str,
    kind: str,
    passages: Passages,
    first: int,
    confidence: float,
    settings: ValueSettings,
    called: frozenset[str],
) -> Finding:
    """What the passage of the first place says: a value of the maker, one reviewer's word, or a quotation.

    Args:
        question: Its text.
        kind: Of the question.
        passages: All that are looked at.
        first: Place of the one that fits best.
        confidence: That it answers.
        settings: How values are compared.
        called: Words that the product is called by.
    """
    texts, sources, ids = passages.texts, passages.sources, passages.ids
    value = value_finding(question, kind, texts, sources, ids, first, confidence, settings, called=called)
    if value is not None:
        return value
    own, source = texts[first], sources[first]
    told = parted(own, source)[0]
    if says_nothing(told):
        return refused(_WORDLESS, source, confidence)
    if kind == OPINION and source == REVIEW:
        return lone_voice(told, source, ids[first], confidence)
    return Finding(told, source, own, ids[first], confidence)
