"""Surface aspects as forms: what two spellings of one thing share."""

from __future__ import annotations

from typing import Final

from .star_words import WORD
from .vocabulary import Vocabulary

_EMPTY: Final = frozenset(
    (
        *("a", "an", "and", "any", "as", "at", "by", "for", "from", "her", "his", "i", "in", "is", "it", "its"),
        *("me", "my", "of", "on", "our", "own", "s", "some", "t", "that", "the", "their", "them", "these", "they"),
        *("this", "those", "to", "with", "you", "your"),
    )
)
_SIBILANT: Final = ("sses", "shes", "ches", "xes", "zes")
_ENDINGS: Final = (("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))  # of a verb, and what stands there without
_SHORTEST_VERB: Final = 3
_SHORTEST: Final = 4  # letters of a word that may be a plural
_SINGULAR_ENDS: Final = ("ss", "us", "is")


def form_of(surface: str, vocabulary: Vocabulary) -> str:
    """Words of an aspect: as they were meant, in the singular, without those that say nothing.

    Empty where there is no word.
    """
    words = [word for word in WORD.findall(surface.lower()) if any(map(str.isalnum, word))]
    telling = [word for word in words if word not in _EMPTY]
    return " ".join(based(singular(vocabulary.meant(word)), vocabulary) for word in telling or words)


def singular(word: str) -> str:
    """An English noun in the singular, by its ending."""
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(_SINGULAR_ENDS):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_SIBILANT) else word[:-1]


def based(word: str, vocabulary: Vocabulary) -> str:
    """The known verb that "worked" and "working" are made of; the word itself where there is none."""
    for ending, instead in _ENDINGS:
        base = word.removesuffix(ending) + instead
        if word.endswith(ending) and len(base) >= _SHORTEST_VERB and vocabulary.holds(base):
            return base
    return word
