"""Passages of the maker: attributes written as name and value, and sentences."""

from __future__ import annotations

from typing import Final

from .question_text import words_of

ATTRIBUTE: Final = "attribute"
MAKER: Final = frozenset({ATTRIBUTE, "bullet", "description"})
_PREFIXES: Final = frozenset({"item", "product", "the", "of", "net", "total"})
_LONGEST: Final = 6  # words of an attribute's name


def named(text: str) -> tuple[str, str]:
    """Name and value of an attribute's passage; of another the name is empty."""
    name, sign, value = text.partition(":")
    return (name.replace("_", " "), value) if sign and len(name.split()) <= _LONGEST else ("", text)


def core(name: str) -> frozenset[str]:
    """Words by which two names are of the same attribute."""
    return frozenset(words_of(name)) - _PREFIXES
