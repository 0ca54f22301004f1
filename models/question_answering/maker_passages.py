"""Passages of the maker: attributes written as name and value, and sentences."""

from __future__ import annotations

import re
from typing import Final

from .question_text import words_of

ATTRIBUTE: Final = "attribute"
MAKER: Final = frozenset({ATTRIBUTE, "bullet", "description"})
_PREFIXES: Final = frozenset({"item", "product", "the", "of", "net", "total"})
_COUNTS: Final = frozenset({"number", "count"})
_COUNTED: Final = re.compile(r"\b(?:number|count) of\b", re.IGNORECASE)  # a "model number" is no "model"
_LONGEST: Final = 6  # words of an attribute's name


def named(text: str) -> tuple[str, str]:
    """Name and value of an attribute's passage; of another the name is empty."""
    name, sign, value = text.partition(":")
    return (name.replace("_", " "), value) if sign and len(name.split()) <= _LONGEST else ("", text)


def core(name: str) -> frozenset[str]:
    """Words by which two names are of the same attribute; none where the name says only that something is counted.

    Examples:
        >>> core("Number of Pockets") == core("Pockets"), core("Model Number") == core("Model"), len(core("Item Count"))
        (True, False, 0)
    """
    found = frozenset(words_of(_COUNTED.sub(" ", name))) - _PREFIXES
    return found if found - _COUNTS else frozenset()
