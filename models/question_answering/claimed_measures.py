"""Weights, lengths and the like that a customer says the product has."""

from __future__ import annotations

import re
from typing import Final

from .plain_sayings import read
from .product_names import singular
from .quantities import ALL_UNITS, Quantity, quantities_of
from .question_text import words_of
from .topics import fits, parts_of, topics_of
from .word_lists import listed
from .written_numbers import NUMBER

_NUMBER: Final = re.compile(NUMBER)
_ASKS: Final = listed(
    "how what what's whats which is are was the a an it it's its this that these those they does do of in much has",
    "have item product last lasts life level rating",
    "wie was ist es das der die hat viel cuánto cuánta cuál es el la tiene de quel quelle combien est le il elle",
)
_OPENS: Final = listed("and but so also yes yeah ok well sadly honestly actually overall unfortunately und y et")
_ABOUT: Final = listed(
    "about around roughly approximately approx exactly just only nearly almost a an at of de in ca circa etwa unos"
)
_ON: Final = frozenset(("and", "but", "so", "und", "aber", "y", "pero", "et", "mais"))
_ITSELF: Final = listed("it this mine they these er es sie il elle c'est esto esta")
_THE: Final = listed("the this these total overall der die das el la le les")
_IS: Final = listed("is are was measures measured ist sind mide mesure est es")
_HAS: Final = frozenset(("has", "have", "hat", "tiene"))
_LASTS: Final = listed("lasts lasted runs hält dura dure")
_OF_A_NAME: Final = frozenset(("life", "level", "size", "rating", "time", "period"))
# of a thing only where it is said to be so: "I am tall", "heavy, 80 kg"
_HOW: Final = listed(
    "weigh heavy long wide high tall deep thick loud hot cold schwer lang breit hoch tief dick laut lourd haut alto ",
    "ancho largo wiege",
)


def measure_asked(question: str, subject: frozenset[str]) -> str | None:
    """The topic whose number a question asks for, and nothing beside; None where it asks for something else.

    "How much weight can it hold" asks for no weight of the product.

    Args:
        question: Its text.
        subject: Words by which it calls the product.
    """
    topics = topics_of(question)
    topics = topics if len(topics) < 2 else topics - {"length"}  # "how long is the warranty"
    further = [
        word
        for word in words_of(question)
        if word not in _ASKS
        and word not in ALL_UNITS
        and not {word, singular(word)} & subject
        and not parts_of(word)
        and not topics_of(word)
    ]
    return next(iter(topics)) if len(topics) == 1 and not further else None


def measure_in(text: str, topic: str, named: frozenset[str], *, same: bool) -> tuple[Quantity, str] | None:
    """The value that a text says the product has, with the sentence that says so; None where that is not plain.

    The number is the only one of its sentence, and stands right after "it weighs", "the width is" and the like, or
    between "it is" and "wide". So neither the customer's height counts, nor how much lighter it is than another.

    Args:
        text: What a customer says.
        topic: That is asked for.
        named: What the question calls the product, or the part of it.
        same: Whether the customer was asked the very question, so that the bare number answers.
    """
    found = [(one, sentence.text) for sentence in read(text) if (one := _measure(sentence.text, topic, named, same))]
    return found[0] if len({one.base for one, _ in found}) == 1 else None


def bare_measure(text: str) -> tuple[Quantity, str] | None:
    """The value that an answer begins with, where it is the only number of it."""
    sentences = read(text)
    parted = _parted(sentences[0].text) if sentences else None
    if parted is None or parted[0] or not _ends(parted[2]) or len(_NUMBER.findall(text)) > 1:
        return None
    return parted[1], sentences[0].text


def _measure(sentence: str, topic: str, named: frozenset[str], same: bool) -> Quantity | None:
    parted = _parted(sentence)
    if parted is None or not fits(topic, parted[1].dimension) or "?" in sentence:
        return None
    before, quantity, after = parted
    thing, verb = _subject(before, named)
    follows = frozenset() if _ends(after) else topics_of(" ".join(after[1:2] if after[0] == "in" else after[:1]))
    if follows:
        closed = _ends(after[2:] if after[0] == "in" else after[1:])
        owned = bool(thing) and len(verb) == 1 and verb[0] in (_IS | _HAS)
        return quantity if topic in follows and closed and (owned or (same and not before)) else None
    if not _ends(after):
        return None
    if not verb or (len(verb) == 1 and verb[0] in _IS and thing):
        return quantity if same and (not before or thing) else None
    verb = verb[1:] if thing and verb[0] in _HAS else verb
    names = [word for word in verb if word not in _IS | _OF_A_NAME | _THE | _ABOUT]
    if not names or (names[0] in _LASTS and len(names) == 1):
        return quantity if topic in topics_of(" ".join(thing)) else None
    told = len(names) == 1 and topic in topics_of(names[0]) and (bool(thing) or names[0] not in _HOW)
    return quantity if told else None


def _parted(sentence: str) -> tuple[list[str], Quantity, list[str]] | None:
    """Words before the only quantity of a sentence, itself, and words behind it."""
    numbers = list(_NUMBER.finditer(sentence))
    quantities = quantities_of(sentence) if len(numbers) == 1 else []
    if len(quantities) != 1:
        return None
    before = words_of(sentence[: numbers[0].start()])
    rest = sentence[numbers[0].end() :].lower().lstrip(" -")
    rest = rest.removeprefix(quantities[0].unit).lstrip("\"”\u2033'")
    while before and before[0] in _OPENS:
        before = before[1:]
    while before and before[-1] in _ABOUT:
        before = before[:-1]
    return before, quantities[0], words_of(rest)


def _ends(words: list[str]) -> bool:
    return not words or words[0] in _ON


def _subject(words: list[str], named: frozenset[str]) -> tuple[list[str], list[str]]:
    """Words that say what has the number, none where the product goes without saying, and those behind them."""
    if words[:1] == ["it's"]:
        return words[:1], ["is", *words[1:]]
    if words[:1] and words[0] in _ITSELF and not (words[0] in _THE and words[1:] and singular(words[1]) in named):
        return (words[:2], words[2:]) if words[1:2] == ["one"] else (words[:1], words[1:])
    end = next(
        (place for place, word in enumerate(words) if word not in _THE and singular(word) not in named), len(words)
    )
    if end and words[end - 1] not in _THE:
        return words[:end], words[end:]
    return [], words[1:] if words[:1] == ["its"] else words
