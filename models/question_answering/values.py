"""Questions answered from attributes: values with units, truths and lists; makers who contradict themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .comparing import compared
from .finding import Finding, refused
from .kind_names import COMPATIBILITY, YES_NO
from .maker_conflicts import conflict_of
from .maker_passages import ATTRIBUTE, MAKER
from .plain_questions import asks_for_truth, asks_for_value
from .quantities import ALL_UNITS, Quantity, asked_units, in_unit, quantities_of
from .question_text import words_of
from .truths import denied, truth_of
from .value_settings import ValueSettings

_LISTED: Final = re.compile(r"\s*[,;|]\s*")


@dataclass(frozen=True)
class Attribute:
    """An attribute as its passage tells it.

    Attributes:
        name: In words.
        value: As it is written.
        quantities: Numbers with units in the value.
    """

    name: str
    value: str
    quantities: tuple[Quantity, ...]


def attribute_of(text: str, longest: int) -> Attribute | None:
    """The attribute of a passage "name: value"; None where it is written otherwise.

    Args:
        text: Of the passage.
        longest: Characters that are read.
    """
    name, sign, value = text[:longest].partition(":")
    if not sign or not name.strip() or not value.strip():
        return None
    return Attribute(" ".join(name.replace("_", " ").split()), value.strip(), tuple(quantities_of(value)))


def value_finding(
    question: str,
    kind: str,
    texts: Sequence[str],
    sources: Sequence[str],
    ids: Sequence[str | None],
    chosen: int,
    confidence: float,
    settings: ValueSettings,
    *,
    called: frozenset[str] = frozenset(),
) -> Finding | None:
    """The answer that the chosen passage of the maker gives, said as what it is; None where it is to be quoted.

    Where other passages of the maker give another value of the same, nothing is answered: nobody can tell which of
    them is wrong.

    Args:
        question: Its text.
        kind: Of the question.
        texts, sources, ids: Of all passages of the product that are looked at.
        chosen: Place of the passage that answers.
        confidence: That it does.
        settings: How values are compared.
        called: Words that the product is called by.
    """
    source, text = sources[chosen], texts[chosen]
    if source not in MAKER:
        return None
    others = [
        texts[place]
        for place in range(len(texts))
        if place != chosen and sources[place] in MAKER and texts[place] != text
    ]
    conflict = conflict_of(question, text, others, settings, called)
    if conflict:
        return refused(f"the maker contradicts itself: {conflict}", source, confidence, disputed=True)
    attribute = attribute_of(text, settings.longest_value) if source == ATTRIBUTE else None
    if attribute is None:
        return None
    answer = _answer(question, kind, attribute, called, settings)
    spoken = answer if answer != text else f"{attribute.name}: {attribute.value}"
    return Finding(answer, source, text, ids[chosen], confidence, spoken)


def _answer(question: str, kind: str, attribute: Attribute, called: frozenset[str], settings: ValueSettings) -> str:
    """The attribute in words, after a yes or no where one follows from it."""
    asks = kind in (YES_NO, COMPATIBILITY)
    truth = truth_of(attribute.value)
    if truth is not None:
        said = attribute.name if truth else denied(attribute.name)
        if asks and asks_for_truth(question, attribute.name, called):
            return f"{'Yes' if truth else 'No'}, {_sentence(said)}."
        return f"{attribute.name}: {attribute.value}." if asks else f"{said}."
    verdict = compared(question, attribute.name, attribute.quantities, called, settings)
    if verdict is None and asks and _among(question, attribute, called):
        verdict = True
    if verdict is not None:
        return f"{'Yes' if verdict else 'No'}, {attribute.name}: {attribute.value}."
    return f"{attribute.name}: {attribute.value}{_converted(question, attribute)}."


def _sentence(said: str) -> str:
    return f"it {said}" if re.match(r"(?:is|has|includes|contains|comes|does|can|needs|requires)\b", said) else said


def _converted(question: str, attribute: Attribute) -> str:
    """The value in the unit that is asked for, where it is written in another one."""
    if len(attribute.quantities) != 1:
        return ""
    (own,) = attribute.quantities
    for unit in asked_units(words_of(question)):
        if ALL_UNITS[unit].dimension == own.dimension and unit != own.unit:
            return f" ({in_unit(own, unit).value:.3g} {unit})"
    return ""


def _among(question: str, attribute: Attribute, called: frozenset[str]) -> bool:
    """Whether one of the listed values stands in the question, word by word, and is all that is asked."""
    asked = f" {' '.join(words_of(question))} "
    values = [" ".join(words_of(one)) for one in _LISTED.split(attribute.value)]
    found = [value for value in values if value and f" {value} " in asked]
    return any(asks_for_value(question, attribute.name, value, called) for value in found)
