"""What a question of opinion is about, and which sentences speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from .kind_examples import filler_words
from .polarity import opinion_words
from .product_names import singular
from .question_text import words_of

FILE: Final = "aspect_words.txt"
# words with which people ask for opinions
_ASKING: Final = frozenset(
    word
    for line in (
        "opinion opinions people customers customer buyers buyer users user reviewers reviewer reviews review say says",
        "think thinks find finds rate rates complain complains complaints thing product item anyone anybody money",
        "buying buy bought general overall experience consensus answer convince convinces really level factor happy",
        "leute kunden käufer bewertungen sagen halten finden ist sind wie was von zufrieden",
        "gente clientes compradores opinan opina dicen piensan qué tal es cómo están contentos",
        "clients avis pensent disent est que comment les sont contents",
    )
    for word in line.split()
)
_CLAUSE: Final = re.compile(r"[,;:()]|\s-+\s|\b(?:but|although|though|while|aber|pero|mais)\b", re.IGNORECASE)
_LEAST: Final = 4  # letters of a word of which the beginning stands for the rest


def aspects_of(question: str, title: str, sentences: Sequence[str]) -> tuple[str, ...] | None:
    """Words of what is asked about, in their order; none where it is the product as a whole.

    A word that no sentence speaks of says nothing, be it a slip or a name, unless it is the only one: None then, for
    nobody judges what is asked about.

    Args:
        question: Its text.
        title: Of the product, which is no aspect of itself.
        sentences: Of its reviews.
    """
    own = {singular(word) for word in words_of(title)}
    known = ENGLISH_STOP_WORDS | filler_words() | _ASKING
    words = [word for word in words_of(question) if word not in known and not word.isdigit()]
    found = tuple(word for word in words if singular(word) not in own and not _judges(word))
    spoken = tuple(word for word in found if any(speaks_of(text, (word,)) for text in sentences))
    return spoken or (None if found else ())


def speaks_of(text: str, aspects: Sequence[str]) -> bool:
    """Whether a sentence has one of the words, or another for the same; any sentence where there are none."""
    if not aspects:
        return True
    words = {singular(word) for word in words_of(text)}
    for aspect in aspects:
        names = _names(singular(aspect))
        if words & names or any(_kin(word, singular(aspect)) for word in words):
            return True
    return False


def clause_of(text: str, aspects: Sequence[str]) -> str:
    """The parts of a sentence that speak of the words, the whole sentence where there are none."""
    parts = [part for part in _CLAUSE.split(text) if part.strip() and speaks_of(part, aspects)]
    return ", ".join(parts) if aspects and parts else text


@cache
def _names(aspect: str) -> frozenset[str]:
    """Words for the same aspect, without endings of plurals."""
    return frozenset({aspect}).union(*(group for group in _groups() if aspect in group))


@cache
def _groups() -> tuple[frozenset[str], ...]:
    lines = (Path(__file__).parent / FILE).read_text(encoding="utf-8").splitlines()
    return tuple(
        frozenset(singular(word) for word in line.split()) for line in lines if line and not line.startswith("#")
    )


def _kin(word: str, aspect: str) -> bool:
    """Whether one is the other with an ending, as comfort and comfortable."""
    short, long = sorted((word, aspect), key=len)
    return len(short) >= _LEAST and long.startswith(short)


def _judges(word: str) -> bool:
    """Whether a word judges, and is no name of what is judged."""
    return word in opinion_words() and not any(singular(word) in group for group in _groups())
