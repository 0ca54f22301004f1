"""Whether a question asks just what an attribute tells, so that a yes or no follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from .corpus import stems
from .product_names import singular
from .quantities import ALL_UNITS
from .question_text import words_of
from .topics import is_measure, is_of_package, parts_of

# words that ask and name nothing; whatever else a question has may turn its answer around
_ASKING: Final = frozenset(
    word
    for line in (
        "it it's its itself this that these those they is are was were be been does do did the a an of item product",
        "exactly precisely just really actually also c f size sized weigh weighs measure measures total net level",
        "ist sind es sie er das dieser diese dieses der die wiegt misst genau",
        "son el la este esta esto pesa mide exactamente est il elle ce cette cet c'est pèse mesure exactement le l",
    )
    for word in line.split()
)
_HAVING: Final = frozenset(
    word
    for line in (
        "has have having come comes came with include includes included including contain contains feature features",
        "featuring support supports supported equipped there any can could i you we my your used use by via some in",
        "hat haben gibt mit kann man ich sich tiene viene con se puede a avec peut on y un une ein eine una",
    )
    for word in line.split()
)
_MATCHING: Final = frozenset(
    word
    for line in (
        "fit fits compatible compatibility go goes work works working together pair pairs connect connects would will",
        "for from to made make makes manufactured produced built available colour color material",
        "passt funktioniert kompatibel geht für aus hergestellt sirve funciona compatible para en de hecho fabricado",
        "va marche fonctionne pour fabriqué",
    )
    for word in line.split()
)
_POINTING: Final = frozenset(
    word
    for line in (
        "the this that these those my your der die das diese dieser",
        "el la este esta le cette",
    )
    for word in line.split()
)
_DENIES: Final = re.compile(
    r"\b(?:not|non|no|never|in(?:compatib|kompatib)\w*|un(?:supported|suitable)|exclud\w*|except|without|nicht|kein\w*|"
    r"ohne|sin|sans|pas)\b",
    re.IGNORECASE,
)


def asks_for_truth(question: str, name: str, called: frozenset[str]) -> bool:
    """Whether a yes or no to an attribute's name is one to the question: neither has a word that the other lacks.

    "Is it BPA free" is not answered by "contains BPA: no", nor "does it come assembled" by "assembly required".

    Args:
        question: Its text.
        name: Of the attribute.
        called: Words that the product is called by.
    """
    own, words = _content(words_of(name), _ASKING | _HAVING), _without_subject(question, called)
    both = own <= _stems(words) and _content(words, _ASKING | _HAVING) <= own
    return bool(own) and both and _same_thing(question, name)


def asks_for_value(question: str, name: str, value: str, called: frozenset[str]) -> bool:
    """Whether a question asks if a value stands in an attribute's list, and nothing beyond.

    Args:
        question: Its text.
        name: Of the attribute.
        value: One of those listed.
        called: Words that the product is called by.
    """
    if _DENIES.search(name) or not _same_thing(question, name):
        return False
    words = _without_subject(question, called)
    left = _content(words, _ASKING | _HAVING | _MATCHING) - _stems([*words_of(name), *words_of(value)])
    named = _stems(words_of(name)) & _stems(words)
    return not left and (bool(named) or not value.replace(" ", "").isdigit())


def asks_for_measure(question: str, name: str, called: frozenset[str]) -> bool:
    """Whether a question that names a quantity asks for the measure that an attribute tells, and nothing beyond.

    What a thing holds, bears, fits into or is enough for are other questions, and limits are other measures.

    Args:
        question: Its text without the quantity and what compares it.
        name: Of the attribute.
        called: Words that the product is called by.
    """
    asked, own = _unmeasured(_without_subject(question, called)), _unmeasured(words_of(name))
    further = _content(own, _ASKING) <= _stems(asked) and _content(asked, _ASKING) <= _stems(own)
    return further and _same_thing(question, name)


def _without_subject(question: str, called: frozenset[str]) -> list[str]:
    """Words of a question without what the product is called in it: "this steel bottle"."""
    out: list[str] = []
    pointed = False
    for word in words_of(question):
        pointed = word in _POINTING or (pointed and (word in called or singular(word) in called))
        if not pointed or word in _POINTING:
            out.append(word)
    return out


def _unmeasured(words: list[str]) -> list[str]:
    return [word for word in words if not (word[0].isdigit() or word in ALL_UNITS or is_measure(word))]


def _same_thing(question: str, name: str) -> bool:
    return parts_of(question) == parts_of(name) and is_of_package(question) == is_of_package(name)


def _content(words: list[str], neutral: frozenset[str]) -> frozenset[str]:
    return _stems(word for word in words if word not in neutral)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for many in stems(list(words)) for stem in many)
