"""Text as it is said aloud: units, signs and fractions in words, without anything that only eyes can read."""

from __future__ import annotations

import re
from typing import Final

from .abbreviations import LONGEST, is_cut_short, without_points
from .question_text import unmarked

# a unit: when there is one, and when there are several
_UNITS: Final = {
    "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"), "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"), "in": ("inch", "inches"), "ft": ("foot", "feet"), "yd": ("yard", "yards"),
    "mg": ("milligram", "milligrams"), "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"),
    "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "fl oz": ("fluid ounce", "fluid ounces"), "ml": ("millilitre", "millilitres"), "cl": ("centilitre", "centilitres"),
    "l": ("litre", "litres"), "gal": ("gallon", "gallons"), "w": ("watt", "watts"), "kw": ("kilowatt", "kilowatts"),
    "v": ("volt", "volts"), "mah": ("milliampere hour", "milliampere hours"), "ah": ("ampere hour", "ampere hours"),
    "wh": ("watt hour", "watt hours"), "kwh": ("kilowatt hour", "kilowatt hours"), "hz": ("hertz", "hertz"),
    "khz": ("kilohertz", "kilohertz"), "mhz": ("megahertz", "megahertz"), "ghz": ("gigahertz", "gigahertz"),
    "mb": ("megabyte", "megabytes"), "gb": ("gigabyte", "gigabytes"), "tb": ("terabyte", "terabytes"),
    "mp": ("megapixel", "megapixels"), "db": ("decibel", "decibels"), "lm": ("lumen", "lumens"),
    "rpm": ("turn a minute", "turns a minute"), "pcs": ("piece", "pieces"), "min": ("minute", "minutes"),
    "h": ("hour", "hours"), "hrs": ("hour", "hours"), "hr": ("hour", "hours"), "s": ("second", "seconds"),
    "°c": ("degree Celsius", "degrees Celsius"), "°f": ("degree Fahrenheit", "degrees Fahrenheit"),
    "%": ("percent", "percent"), "km/h": ("kilometre an hour", "kilometres an hour"),
    "mph": ("mile an hour", "miles an hour"),
}  # fmt: skip
_SPELLINGS: Final = "|".join(re.escape(one) for one in sorted(_UNITS, key=len, reverse=True))
_MEASURE: Final = re.compile(rf"(?<![\w.])(\d+(?:[.,]\d+)*)\s?({_SPELLINGS})(?![\w²³/])", re.IGNORECASE)
_INCHES: Final = re.compile(r"(?<=\d)\s?(?:\"|''|”|″)")
_TIMES: Final = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)", re.IGNORECASE)  # noqa: RUF001
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_UNSPEAKABLE: Final = re.compile(r"[^\w\s.,;:!?'’%°€$£/&()+-]|_")  # noqa: RUF001
_BEFORE: Final = re.compile(r"^(?:[.!?]{2,}|[.!?]\s)\s*")  # what leads on from nothing
_ENDS: Final = re.compile(r"[.!?]+(?=\s|$)")


def aloud(text: str) -> str:
    """Text for the ear, on one line."""
    text = _LINK.sub("a link", unmarked(text))
    text = _TIMES.sub(" by ", _INCHES.sub(" in ", text))
    text = _MEASURE.sub(_spoken, without_points(text))
    text = _UNSPEAKABLE.sub(" ", text).replace("&", " and ")
    return re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;:-")


def one_sentence(text: str, most: int) -> str:
    """The first sentence of at most so many words, ending as a sentence does.

    Args:
        text: Of `aloud`.
        most: Words.
    """
    return whole_sentence(_first(_BEFORE.sub("", text)), most)


def whole_sentence(text: str, most: int) -> str:
    """Text that is one sentence already, with points within names, of at most so many words."""
    words = text.split()
    cut = " ".join(words[:most]).rstrip(" ,;:.!?-(")
    return f"{cut[:1].upper()}{cut[1:]}." if cut else ""


def _first(text: str) -> str:
    for end in _ENDS.finditer(text):
        before = text[: end.start()]
        if before.strip() and not (end[0] == "." and is_cut_short(before[-LONGEST:], text[end.end() :])):
            return before
    return text


def _spoken(found: re.Match[str]) -> str:
    single, several = _UNITS[found[2].lower()]
    return f"{found[1]} {single if found[1] == '1' else several}"
