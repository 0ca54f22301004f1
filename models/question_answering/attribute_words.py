"""Attributes in words: `item_weight`, {"value": 2.5, "unit": "kg"} is `item weight: 2.5 kg`."""

from __future__ import annotations

import re
from typing import Any, Final

_VALUES: Final = ("value", "decimal_value", "string_value")
_UNIT: Final = "unit"
_RESTATED: Final = {"normalized_value", "standardized_values", _UNIT, *_VALUES}
_NOTHING: Final = {"", "unknown"}
_DEEPEST: Final = 6  # objects within objects beyond this are no attribute of anything
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?")
_ONE_WORD: Final = re.compile(r"[^\W_]+(?:_[^\W_]+)+")


def worded(name: str, value: Any) -> str:
    """An attribute as a passage.

    Args:
        name: Its key, as it is written.
        value: Text, number, truth, a list of values, an object with `value` and `unit`, or one of further attributes.

    Returns:
        Name and value, of one without a name the value; empty where it says nothing.

    Examples:
        >>> worded("item_dimensions", {"width": {"value": 7, "unit": "inches"}, "height": {"value": 2.0}})
        'item dimensions: width 7 inches, height 2'
        >>> worded("size", {"width": 7, "height": 2, "unit": "cm"})
        'size: width 7 cm, height 2 cm'
        >>> worded("is_waterproof", True)
        'is waterproof: yes'
        >>> worded("colour", None)
        ''
    """
    told = value_in_words(value)
    named = name_in_words(name)
    return f"{named}: {told}" if told and named else told


def name_in_words(name: str) -> str:
    """A key with blanks where programs put underscores."""
    return " ".join(name.replace("_", " ").split())


def value_in_words(value: Any, depth: int = 0) -> str:
    """A value as it is told; empty where it says nothing. `depth` counts the objects that it lies in."""
    if value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (value_in_words(one, depth + 1) for one in value))))
    if isinstance(value, dict):
        return _object(value, depth + 1)
    text = " ".join(str(value).split())
    return text.replace("_", " ") if _ONE_WORD.fullmatch(text) else text


def _object(value: dict[str, Any], depth: int) -> str:
    known = {name.casefold(): one for name, one in value.items() if name.casefold() in _RESTATED}
    main = next((name for name in _VALUES if name in known), None)
    unit = value_in_words(known.get(_UNIT), depth)
    parts = [(name, value_in_words(one, depth)) for name, one in value.items() if name.casefold() not in _RESTATED]
    if main is None:
        measured = [name for name, told in parts if unit and _NUMBER.fullmatch(told)]
        said = [(name, f"{told} {unit}" if name in measured else told) for name, told in parts]
        said += [(_UNIT, unit)] if unit and not measured else []
        return ", ".join(f"{name_in_words(name)} {told}" for name, told in said if told)
    told = value_in_words(known[main], depth)
    if not told:
        return ""
    besides = ", ".join(one for _, one in parts if one not in _NOTHING)
    return " ".join(filter(None, (told, unit, f"({besides})" if besides else "")))
