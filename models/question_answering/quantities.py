"""Numbers with units in texts: of the shared units, and of those that only answers need."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from ..units import GLUED_ONLY, UNITS, Unit
from .written_numbers import NUMBER, value_of

_ZERO_CELSIUS, _ZERO_FAHRENHEIT = 273.15, 459.67
# dimension -> factor to the dimension's base unit -> spellings
_FURTHER: Final[dict[str, dict[float, str]]] = {
    "time_s": {
        1.0: "s sec secs second seconds sekunde sekunden segundo segundos seconde secondes",
        60.0: "min mins minute minutes minuten minuto minutos",
        3_600.0: "h hr hrs hour hours std stunde stunden hora horas heure heures",
        86_400.0: "day days tag tage tagen día días jour jours",
        604_800.0: "week weeks woche wochen semana semanas semaine semaines",
        2_629_746.0: "month months monat monate monaten mes meses mois",
        31_556_952.0: "year years yr yrs jahr jahre jahren año años an ans",
    },
    "temperature_k": {1.0: "°c celsius", 5 / 9: "°f fahrenheit"},
    "volume_ml": {
        29.5735295625: "fl_oz",
        236.5882365: "cup cups",
        473.176473: "pint pints",
        946.352946: "quart quarts",
        28_316.846592: "cu_ft cubic_feet",
    },
    "length_cm": {100_000.0: "km kilometer kilometre kilometers kilometres", 160_934.4: "mi mile miles"},
    "mass_g": {1e6: "t tonne tonnes", 6_350.29318: "stone"},
    "area_m2": {1.0: "m² m2 sqm", 0.09290304: "sq_ft sqft ft² ft2"},
    "current_a": {1.0: "a amp amps ampere amperes", 1e-3: "ma"},
    "pressure_bar": {0.0689475729: "psi"},
    "share": {1.0: "% percent prozent"},
    "speed_kmh": {1.0: "km/h kph kmh", 1.609344: "mph"},
    "power_w": {745.699872: "hp horsepower"},
}
ALL_UNITS: Final[dict[str, Unit]] = UNITS | {
    spelling.replace("_", " "): Unit(dimension, factor)
    for dimension, factors in _FURTHER.items()
    for factor, spellings in factors.items()
    for spelling in spellings.split()
}
_SHIFTS: Final = {"°c": _ZERO_CELSIUS, "celsius": _ZERO_CELSIUS, "°f": _ZERO_FAHRENHEIT, "fahrenheit": _ZERO_FAHRENHEIT}
_LETTERS: Final = frozenset({"a", "t", "s", "h", *GLUED_ONLY})  # apart from its number it may be a word
_NEVER_APART: Final = frozenset({"p", "x", "mo", "a", "t", "s"})
_SPELLINGS: Final = "|".join(re.escape(one) for one in sorted({*ALL_UNITS, "\u2033", '"'}, key=len, reverse=True))
_JOINED: Final = rf"(?:(?:{NUMBER})\s?(?:x|×|-|–|to|bis|a|by|/)\s?)"  # noqa: RUF001
_MEASURE: Final = re.compile(rf"(?<![\w.,/])({_JOINED}{{0,3}})(-?(?:{NUMBER}))(\s|-)?({_SPELLINGS})(?![\w²³])")
_DEGREES: Final = re.compile(r"\s*°\s*")
_GENERATIONS: Final = frozenset(["2g", "3g", "4g", "5g", "6g"])  # of mobile networks
_AFTER_IN: Final = re.compile(
    r"\s*(?:$|[^\w\s]|x\b|long|wide|high|tall|deep|thick|in (?:length|width|height|diameter)|and\b|or\b|by\b|diameter)"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit.

    Attributes:
        value: As it is written.
        unit: As it is written, lower case.
        dimension: Of the unit, as `length_cm`.
        base: The value in the dimension's base unit.
    """

    value: float
    unit: str
    dimension: str
    base: float

    def text(self) -> str:
        """Value and unit."""
        return f"{self.value:.6g} {self.unit}"


def quantities_of(text: str) -> list[Quantity]:
    """All numbers that carry a unit; numbers before a sign of times share the unit of the last.

    A number beyond all that can be reckoned with, of hundreds of digits, is none.
    """
    text = text.lower().replace("”", '"').replace("''", '"').replace("fl. oz", "fl oz")
    text = _DEGREES.sub(" °", text)
    out = []
    for found in _MEASURE.finditer(text):
        before, number, gap, unit = found.groups()
        if (gap and not _apart(unit, text[found.end() :])) or f"{number}{unit}" in _GENERATIONS:
            continue
        unit = "inch" if unit in ('"', "\u2033") else unit
        for one in [*re.findall(NUMBER, before), number]:
            value = value_of(one)
            if not math.isfinite(base_of(value, unit)):
                continue
            out.append(Quantity(value, unit, ALL_UNITS[unit].dimension, base_of(value, unit)))
    return out


def base_of(value: float, unit: str) -> float:
    """A value in the base unit of its dimension."""
    return (value + _SHIFTS.get(unit, 0.0)) * ALL_UNITS[unit].factor


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same in another unit of its dimension."""
    value = quantity.base / ALL_UNITS[unit].factor - _SHIFTS.get(unit, 0.0)
    return Quantity(value, unit, quantity.dimension, quantity.base)


def asked_units(words: list[str]) -> list[str]:
    """Units that a question names without a number: "how heavy is it in pounds"."""
    after_number = {place + 1 for place, word in enumerate(words) if word[0].isdigit()}
    return [
        word
        for place, word in enumerate(words)
        if place not in after_number
        and word in ALL_UNITS
        and word not in _LETTERS
        and word not in ("min", "mes", "an", "ans", "pack", "packs", "count", "stone", "day", "days", "tag", "jour")
        and ALL_UNITS[word].dimension != "count"
    ]


def _apart(unit: str, rest: str) -> bool:
    if unit in _NEVER_APART:
        return False
    return unit != "in" or _AFTER_IN.match(rest) is not None
