"""What an answer says in one word or value, held against the truth where the labels tell it so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import pandas as pd

from .comparing import same
from .quantities import quantities_of
from .value_settings import ValueSettings

MIXED: Final = "mixed"  # reviewers disagree
_YES_NO: Final = ("yes", "no")
_SIDES: Final = ("positive", "negative", "neutral", MIXED)
_ISO: Final = r"\d{4}-\d{2}-\d{2}"
_DAYS: Final = re.compile(rf"{_ISO}(?:\s*,\s*{_ISO})*")
_WRITTEN: Final = re.compile(
    r"\b(\d{1,2}) (january|february|march|april|may|june|july|august|september|october|november|december) (\d{4})\b"
)
_VALUE: Final = re.compile(r"-?[\d.,]+\s?[^\s\d,;:]+(?: [^\s\d,;:]+)?")  # one number and its unit
_FIRST: Final = re.compile(r"\w+")
_SIDE: Final = re.compile(r"(?:mostly )?(positive|negative)\b")
_BEGINNING: Final = 120  # letters by which a quotation is known
_MARKS: Final = ('"', "\u201c", "\u00ab")


def plain_truth(answers: Iterable[Any]) -> str | None:
    """The truth that answers of labels tell in a word or a value; None where they tell it in sentences, or several.

    Args:
        answers: Of all candidates that answer a question; missing ones say nothing.
    """
    told = {folded(str(one)) for one in answers if not pd.isna(one)}
    if len(told) != 1:
        return None
    (truth,) = told
    if truth in (*_YES_NO, *_SIDES) or _DAYS.fullmatch(truth):
        return truth
    return truth if _VALUE.fullmatch(truth) and len(quantities_of(truth)) == 1 else None


def accords(truth: str, answer: str, evidence: str, *, disputed: bool, settings: ValueSettings) -> bool | None:
    """Whether an answer says the truth; None where it says nothing of that sort.

    The words of a quoted passage are no verdict of the answer: "No leak so far" does not say no.

    Args:
        truth: Of `plain_truth`.
        answer: Its text; empty where it is withheld.
        evidence: What it rests on.
        disputed: Whether it says that its sources disagree.
        settings: When values are the same.
    """
    said = folded(answer)
    if truth in _SIDES and disputed:
        return truth == MIXED
    if _DAYS.fullmatch(truth):
        days = _days(said)
        return bool(days & set(re.findall(_ISO, truth))) if days else None
    if truth not in (*_YES_NO, *_SIDES):
        (wanted,) = quantities_of(truth)
        own = [one.base for one in quantities_of(said) if one.dimension == wanted.dimension]
        return any(same(one, wanted.base, settings) for one in own) if own else None
    if not said or _quotes(said, folded(evidence)):
        return None
    found = _FIRST.search(said) if truth in _YES_NO else _SIDE.match(said)
    word = "" if found is None else found.group(found.lastindex or 0)
    return word == truth if word in (*_YES_NO, *_SIDES) else None


def folded(text: str) -> str:
    """A text as it is compared: case and blanks apart."""
    return " ".join(text.casefold().split())


def _quotes(said: str, evidence: str) -> bool:
    """Whether an answer is the beginning of what it rests on, perhaps with its source behind."""
    if said.startswith(_MARKS):
        return True
    return bool(evidence) and (evidence.startswith(said) or said.startswith(evidence[:_BEGINNING]))


def _days(said: str) -> set[str]:
    written = [datetime.strptime(" ".join(one), "%d %B %Y") for one in _WRITTEN.findall(said)]
    return {*re.findall(_ISO, said), *(one.strftime("%Y-%m-%d") for one in written)}
