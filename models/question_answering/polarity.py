"""Whether a sentence praises or blames, by its words and the stars of its review."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from .opinion_settings import OpinionSettings
from .question_text import words_of

FILE: Final = "polarity_words.txt"
_MIDDLE, _HALF = 3.0, 2.0  # of five stars


def polarity(text: str, stars: float, settings: OpinionSettings) -> float:
    """Above 0 where a sentence praises, below where it blames, 0 where it does neither.

    Stars judge the whole review, so they decide only where the words leave it open or are few.

    Args:
        text: The sentence.
        stars: Of its review, 1 to 5; NaN where not known.
        settings: What counts how much.
    """
    turned, total = 0, 0.0
    signs, negations = _signs(), _negations()
    for word in words_of(text):
        if word in negations:
            turned = settings.reach + 1
        total += signs.get(word, 0.0) * (-1.0 if turned > 0 else 1.0)
        turned -= 1
    own = 0.0 if math.isnan(stars) else settings.star_weight * (min(max(stars, 1.0), 5.0) - _MIDDLE) / _HALF
    return total + own


def polarities(texts: list[str], stars: npt.NDArray[np.float64], settings: OpinionSettings) -> npt.NDArray[np.float64]:
    """Of each sentence; (n,)."""
    pairs = zip(texts, stars.tolist(), strict=True)
    return np.array([polarity(text, own, settings) for text, own in pairs], dtype=np.float64)


@cache
def opinion_words() -> frozenset[str]:
    """Words that praise, blame or turn around."""
    return frozenset(_signs()) | _negations()


def word_signs() -> dict[str, float]:
    """1 of each word that praises, -1 of each that blames."""
    return _signs()


def negation_words() -> frozenset[str]:
    """Words that turn around what is said."""
    return _negations()


def is_middling(words: Sequence[str]) -> bool:
    """Whether words judge neither well nor badly, as "average" and "nothing special" do."""
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in _middling())


@cache
def _middling() -> tuple[str, ...]:
    return tuple(phrase.replace("_", " ").replace("-", " ") for phrase in _sections()["middling"])


@cache
def _signs() -> dict[str, float]:
    sections = _sections()
    return dict.fromkeys(sections["positive"], 1.0) | dict.fromkeys(sections["negative"], -1.0)


@cache
def _negations() -> frozenset[str]:
    return frozenset(_sections()["negation"])


@cache
def _sections() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in (Path(__file__).parent / FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            out[section].extend(line.split())
    return out
