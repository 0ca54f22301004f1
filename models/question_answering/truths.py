"""Attributes that are true or false."""

from __future__ import annotations

import re
from typing import Final

_TRUE: Final = frozenset(["yes", "true", "ja", "sí", "si", "oui"])
_FALSE: Final = frozenset(["no", "false", "nein", "non", "none"])
_NEGATED: Final = ((r"^is\b", "is not"), (r"^has\b", "has no"), (r"^are\b", "are not"), (r"^can\b", "cannot"))
_DOES: Final = re.compile(r"^(include|contain|come|need|require)s\b")


def truth_of(value: str) -> bool | None:
    """What a value says of its attribute; None where it is neither true nor false."""
    word = value.strip().strip(".").lower()
    return True if word in _TRUE else False if word in _FALSE else None


def denied(name: str) -> str:
    """The name of an attribute that is false: "is waterproof" is "is not waterproof"."""
    for pattern, word in _NEGATED:
        if re.match(pattern, name):
            return re.sub(pattern, word, name, count=1)
    if _DOES.match(name):
        return _DOES.sub(r"does not \1", name, count=1)
    return f"{name}: no"
