"""Measured attributes: values with units, and the ways in which sellers of four languages write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.vocabulary.units import DIMENSIONS, LADDERS, UNIT_WORDS
from sources.simulator.words import entries, translations

FORMS = 4  # tight, spaced, spelled out, in another unit


@dataclass(frozen=True)
class Measure:
    """A value that products of one ladder come in, e.g. 55 inch of screen."""

    ladder: str
    dimension: str
    value: float
    unit: str


@cache
def measures() -> tuple[Measure, ...]:
    """All values of all ladders, ladder by ladder, smallest first."""
    found = []
    for ladder, rest in entries(LADDERS):
        dimension, unit, *values = rest.split()
        found += [Measure(ladder, dimension, float(value), unit) for value in values]
    return tuple(found)


@cache
def ladder_spans() -> dict[str, tuple[int, int]]:
    """Where each ladder lies in `measures()`: first position and length."""
    spans: dict[str, tuple[int, int]] = {}
    for position, measure in enumerate(measures()):
        first, length = spans.get(measure.ladder, (position, 0))
        spans[measure.ladder] = (first, length + 1)
    return spans


@cache
def dimension_names() -> dict[str, list[str]]:
    """A dimension's name in each language."""
    return {name: translations(rest) for name, rest in entries(DIMENSIONS)}


@cache
def _unit_words() -> dict[str, list[str]]:
    return {name: translations(rest) for name, rest in entries(UNIT_WORDS)}


def number(value: float, language: str, digits: int = 2) -> str:
    """A number as the language writes it: 1.5 in English, 1,5 elsewhere; no trailing zeros."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return text if language == "en" else text.replace(".", ",")


def _converted(value: float, unit: str, language: str) -> tuple[float, str] | None:
    """The same quantity in the other unit that a shop of that language would give."""
    english = language == "en"
    factors: dict[str, tuple[float, str]] = {
        "ml": (1 / 29.5735, "fl oz") if english else (1 / 1000, "L"),
        "g": (1 / 28.3495, "oz") if english else (1 / 1000, "kg"),
        "kg": (2.20462, "lb") if english else (1000, "g"),
        "cm": (1 / 2.54, "in") if english else (10, "mm"),
        "m": (3.28084, "ft") if english else (100, "cm"),
        "mm": (1 / 10, "cm"),
        "L": (1000, "ml"),
    }
    if unit == "inch" and not english:
        return round(value * 2.54, 1 if value < 20 else 0), "cm"
    if unit == "W" and value >= 1000:
        return value / 1000, "kW"
    if unit not in factors or (unit == "L" and value > 5):
        return None
    factor, other = factors[unit]
    converted = value * factor
    return round(converted, (1 if converted >= 10 else 2) if english else 3), other


def written(measure: Measure, language: str) -> list[str]:
    """The forms of a measure in one language, `FORMS` of them; all name the same quantity."""
    value, unit = measure.value, measure.unit
    word = _unit_words().get(unit, [unit] * len(LANGUAGES))[LANGUAGES.index(language)]
    if unit == "GB":
        terabyte = "To" if language == "fr" else "TB"
        small = f"{value:.0f}"
        if value >= 1000:
            big = number(value / 1000, language)
            return [f"{big}{terabyte}", f"{big} {terabyte}", f"{small}{word}", f"{small} {word}"]
        return [f"{small}{word}", f"{small} {word}", f"{small}Gb", f"{small} GB"]
    figure = number(value, language)
    if unit == "inch":
        forms = [f'{figure}"', f"{figure} {word}", f"{figure}-{word.capitalize()}"]
    elif unit == word and len(unit) <= 3:
        upper = {"ml": "ML", "g": "gr", "kg": "KG", "mAh": "MAH"}.get(unit, unit)
        forms = [f"{figure}{unit}", f"{figure} {unit}", f"{figure}{upper}"]
    elif len(unit) <= 2:
        forms = [f"{figure}{unit}", f"{figure} {unit}", f"{figure} {word}"]
    else:
        forms = [f"{figure} {word}", f"{figure}-{word}", f"{figure} {word[:4]}."]
    other = _converted(value, unit, language)
    return [*forms, f"{number(other[0], language, 3)} {other[1]}" if other else forms[1]]
