"""Whether what the maker says in words can all be true: truths, names of countries, and attributes told twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .maker_passages import core, named
from .question_text import words_of
from .truths import truth_of

_NEGATIONS: Final = frozenset(
    word
    for line in (
        "not no never cannot can't couldn't without isn't aren't wasn't weren't doesn't don't didn't won't wouldn't",
        "hasn't haven't hardly",
        "nicht kein keine keinen ohne",
        "sin pas sans",
    )
    for word in line.split()
)
_STRESSED: Final = frozenset({("not", "only"), ("not", "just"), ("no", "doubt"), ("no", "problem")})  # deny nothing
_REACH: Final = 3  # words after a negation that it denies
_MADE_IN: Final = re.compile(r"(?i:\bmade in) (?:the )?([A-Z]\w+)")
_ORIGIN: Final = frozenset({"country", "origin", "made"})
_AUXILIARIES: Final = frozenset(
    ("is", "are", "has", "have", "can", "does", "be", "a", "an", "the", "with", "it", "in", "of", "to")
)
# what is needed may be there, and what comes with it may be none
_OTHERWISE: Final = frozenset({"required", "requires", "needed", "needs", "included", "includes", "optional"})
_ANY_THING: Final = frozenset({"note", "notes", "important", "warning", "feature", "features", "attention"})
_STEM: Final = 4  # letters by which "foldable" and "folded" are one


def contradicted(text: str, others: Sequence[str]) -> str | None:
    """The passage that says something else than a passage of the maker; None where none does.

    Args:
        text: The passage that answers.
        others: Other passages of the maker.
    """
    return next(
        (other for other in others if _truths(text, other) or _twice(text, other) or _origins(text, other)), None
    )


def _truths(text: str, other: str) -> bool:
    """Whether one is an attribute that is true or false, and the other says the contrary in a sentence."""
    for attribute, sentence in ((text, other), (other, text)):
        name, value = named(attribute)
        truth = truth_of(value) if name else None
        if truth is None or named(sentence)[0]:
            continue
        names = [word for word in words_of(name) if word not in _AUXILIARIES]
        places = [_places(word[:_STEM], words_of(sentence)) for word in names]
        if names and all(places) and not _OTHERWISE & set(names):
            return truth == any(denied_at(place, words_of(sentence)) for found in places for place in found)
    return False


def _places(stem: str, words: list[str]) -> list[int]:
    return [place for place, word in enumerate(words) if word.startswith(stem)]


def denied_at(place: int, words: list[str]) -> bool:
    """Whether a word of a sentence is denied by one before it.

    Args:
        place: Of the word.
        words: Of the sentence.
    """
    before = range(max(place - _REACH, 0), place)
    return any(words[one] in _NEGATIONS and (words[one], words[one + 1]) not in _STRESSED for one in before)


def _twice(text: str, other: str) -> bool:
    """Whether both are the same attribute, with values that have nothing in common; numbers are compared elsewhere."""
    (first, one), (second, two) = named(text), named(other)
    if not first or not second or core(first) != core(second) or core(first) & _ANY_THING:
        return False
    # "Size XL" and "Size L" of a size have nothing in common
    mine, theirs = (frozenset(words_of(value)) - ENGLISH_STOP_WORDS - core(first) for value in (one, two))
    if truth_of(one) is not None and truth_of(two) is not None:
        return truth_of(one) != truth_of(two)
    return bool(mine and theirs) and not mine & theirs and not any(word[0].isdigit() for word in mine | theirs)


def _origins(text: str, other: str) -> bool:
    countries = []
    for passage in (text, other):
        made, (name, value) = _MADE_IN.search(passage), named(passage)
        own = frozenset(words_of(name)) & _ORIGIN
        country = made[1] if made else " ".join(words_of(value)[-1:]) if own else ""
        countries.append(country.lower())
    return all(countries) and countries[0] != countries[1]
