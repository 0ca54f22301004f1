"""Sentences of customers as plain sayings: what is left without words that only point at the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..words import tokens
from .product_names import singular
from .question_text import sentences_of
from .word_lists import listed

# the product as it is pointed at, and auxiliaries that leave a question what it is
_POINTING: Final = listed(
    "it its this that these those they them the a an my mine item product thing",
    "is are was were be been am does do did will would",
    "ist sind er es sie der die das dieser diese dieses ein eine einen",
    "el la los las este esta esto son un una",
    "il elle ils le les ce cette cet cest est sont ne nest une",
)
_ARTICLES: Final = listed("the this that these those my your der die das diese dieser el la este esta le cette")
NOT: Final = "not"
_SPELT_AS: Final = {
    **dict.fromkeys(
        listed("isnt wasnt arent werent doesnt dont didnt wont wouldnt never nicht kein keine keinen pas"), (NOT,)
    ),
    **dict.fromkeys(("cannot", "cant", "couldnt"), ("can", NOT)),
    **dict.fromkeys(("hasnt", "havent"), ("have", NOT)),
    "shouldnt": ("should", NOT),
    "has": ("have",),
    "goes": ("go",),
    "du": (),
}
_AT_ALL: Final = (("at", "all"), ("tout",))
_SPANISH: Final = frozenset(("es", "son", "se", "tiene", "sirve", "funciona"))  # verbs that a "no" before them denies
_CAN: Final = frozenset(("can", "could", "may"))
_WHOEVER: Final = frozenset(("i", "you", "we", "one"))


@dataclass(frozen=True)
class Sentence:
    """One of a text.

    Attributes:
        text: As it stands.
        words: In one spelling, without accents.
        every: All that `saying` may leave of them.
    """

    text: str
    words: tuple[str, ...]
    every: frozenset[str]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return "?" in self.text


@lru_cache(maxsize=16_384)
def read(text: str) -> tuple[Sentence, ...]:
    """Sentences of a text; passages are read once for all questions."""
    found = [(one.strip(), tuple(tokens(one, len(one)))) for one in sentences_of(text) if one.strip()]
    return tuple(Sentence(one, words, frozenset(_spelt(words))) for one, words in found if words)


def saying(words: tuple[str, ...], subject: frozenset[str]) -> tuple[str, ...]:
    """Words of a sentence, one and many the same, every denial `NOT`, without those that point at the product.

    Numbers and prepositions stay: what fits "under 3" is another question than what fits "over 1".

    Args:
        words: Of `read`.
        subject: Words that the product is called by, which are left out where they are what the sentence begins with.
    """
    out: list[str] = []
    begins, pointed = True, False
    for place, word in enumerate(words):
        if place == 0 and word == "no" and words[1:2] and words[1] in _SPANISH:
            out.append(NOT)
        elif begins and pointed and not word.isdigit() and {word, singular(word)} & subject:
            continue  # more words of the name may follow
        elif word not in _POINTING and not _is_whoever_can(place, words):
            begins = False
            out.extend(_spelt((word,)))
        pointed = word in _ARTICLES
    return tuple(out)


def subject_of(words: tuple[str, ...], called: frozenset[str]) -> frozenset[str]:
    """The word by which a question calls the product itself, one and many: "mug" of "is the steel mug waterproof".

    Of several it is the last, as what is said of a desk is not said of a desk lamp.
    """
    last = ""
    pointed = False
    for word in words:
        mine = pointed and not word.isdigit() and bool({word, singular(word)} & called)
        if not mine and word not in _POINTING:
            break
        last = word if mine else last
        pointed = mine or word in _ARTICLES
    return frozenset((last, singular(last))) if last else frozenset()


def denied(said: tuple[str, ...], asked: tuple[str, ...]) -> bool | None:
    """Whether a saying is the contrary of what is asked; None where it is neither that nor the same.

    Args:
        said: Of `saying`.
        asked: The same of a question.
    """
    for ending in _AT_ALL:
        said = said[: -len(ending)] if said[-len(ending) :] == ending else said
    said = (*said[:1], *(NOT if word == "no" else word for word in said[1:]))
    if said == asked:
        return False
    if said.count(NOT) != 1:
        return None
    place = said.index(NOT)
    return True if (*said[:place], *said[place + 1 :]) == asked else None


def _spelt(words: tuple[str, ...]) -> list[str]:
    return [singular(one) for word in words for one in _SPELT_AS.get(word, (word,))]


def _is_whoever_can(place: int, words: tuple[str, ...]) -> bool:
    """Whether a word is who can do something: what I can do with a product, you can."""
    around = {*words[max(place - 1, 0) : place], *words[place + 1 : place + 2]}
    return words[place] in _WHOEVER and any(word in _CAN or word in ("cant", "cannot", "couldnt") for word in around)
