"""Yes or no, where a customer says it plainly."""

from __future__ import annotations

import re
from typing import Final

from .plain_sayings import NOT, Sentence, denied, read, saying
from .word_lists import listed

_YES: Final = frozenset(("yes", "yeah", "yep", "yup", "ja", "si", "oui"))
_NO: Final = frozenset(("no", "nope", "nah", "nein", "non"))
# what follows a yes or no without a mark between: "no it doesn't", but not "no problem" nor "si vous voulez"
_GOES_ON: Final = frozenset(("it", "its", "this", "they", "theyre", "you", "sorry"))
_DOUBTFUL: Final = listed(
    "if maybe perhaps think guess might unless wish probably possibly unsure sure know believe assume suppose",
    "supposed seem seems should depends but except however though although sometimes only idea clue problem",
    "problems doubt worries worry issue issues wonder mean tried tested remember",
    "wenn vielleicht aber quizas pero peut mais",
)
# what only stresses a saying; behind a denial it weakens it, as in "not really" and "does not work well"
_STRESS: Final = listed(
    "really totally completely fully also definitely absolutely indeed sadly unfortunately honestly actually very",
    "truly and so great well fine perfectly wirklich leider muy totalmente tres vraiment",
)
_BEGUN: Final = re.compile(r"\W*\w+\s*(?:[^\w\s]|$)")


def truth_in(text: str, asked: tuple[str, ...], subject: frozenset[str], *, same: bool) -> tuple[bool, str] | None:
    """Yes or no with the sentence that says so; None where that is not plain.

    A sentence says it that is the question's own words, after a denial or without one. A customer who was asked the
    very question may also begin with yes or no.

    Args:
        text: What a customer says.
        asked: The question, see `plain_sayings.saying`.
        subject: Words by which it calls the product.
        same: Whether the customer was asked the very question.
    """
    sentences = read(text)
    found = [(truth, one.text) for one in sentences if (truth := _stated(one, asked, subject)) is not None]
    if same and sentences and (begun := _begun(sentences)) is not None:
        if begun is False and _truth(sentences[0].words[1:], asked, subject):
            return None  # "no, it is waterproof"
        found.insert(0, (begun, sentences[0].text))
    return found[0] if len({truth for truth, _ in found}) == 1 else None


def _stated(sentence: Sentence, asked: tuple[str, ...], subject: frozenset[str]) -> bool | None:
    if sentence.asks or not sentence.every.issuperset(asked):
        return None
    words = sentence.words[1:] if sentence.words[0] in _YES else sentence.words
    return _truth(words, asked, subject)


def _truth(words: tuple[str, ...], asked: tuple[str, ...], subject: frozenset[str]) -> bool | None:
    said = saying(words, subject)
    until = said.index(NOT) if NOT in said else len(said)
    # what is asked may be a word of stress itself
    unstressed = (*(word for word in said[:until] if word not in _STRESS or word in asked), *said[until:])
    against = denied(unstressed, asked)
    return None if against is None else not against


def _begun(sentences: tuple[Sentence, ...]) -> bool | None:
    """What an answer begins with."""
    first = sentences[0].words
    every = {word for one in sentences for word in one.words}
    if first[0] not in (_YES | _NO) or sentences[0].asks or every & _DOUBTFUL or (every & _YES and every & _NO):
        return None
    plain = _BEGUN.match(sentences[0].text) is not None or len(first) == 1 or first[1] in _GOES_ON
    return first[0] in _YES if plain else None
