"""How the requests of a call are to be answered: its parameters, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

SEARCH, COMPLETE, GRADE = "search", "complete", "grade"
MODES: Final = (SEARCH, COMPLETE, GRADE)
DEFAULTS: Final[Mapping[str, str | int | bool]] = {
    "k": 10,
    "mode": SEARCH,
    "correct": True,
    "partial": True,
    "completions": 5,
    "personal": True,
}


@dataclass(frozen=True)
class Asked:
    """How all requests of a call are to be answered.

    Attributes:
        k: Products a request.
        mode: search, complete or grade.
        correct: Whether misspelt words may be corrected.
        partial: Whether the last word may be unfinished.
        completions: Texts a request that it may be completed to.
        personal: Whether the customer is taken into account.
    """

    k: int
    mode: str
    correct: bool
    partial: bool
    completions: int
    personal: bool


def asked_of(params: Mapping[str, Any] | None) -> Asked:
    """Parameters of a call; what is not given has its default.

    Raises:
        InputError: One is of a wrong kind, or out of its bounds.
    """
    given = {name: (params or {}).get(name, default) for name, default in DEFAULTS.items()}
    for name, least in (("k", 1), ("completions", 0)):
        value = given[name]
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise InputError(f"{name} is {value!r}; it is a whole number of at least {least}.")
    for name in ("correct", "partial", "personal"):
        if not isinstance(given[name], bool | np.bool_):
            raise InputError(f"{name} is {given[name]!r}; it is true or false.")
    if given["mode"] not in MODES:
        raise InputError(f"mode is {given['mode']!r}; it is one of {', '.join(MODES)}.")
    return Asked(
        int(given["k"]),
        str(given["mode"]),
        bool(given["correct"]),
        bool(given["partial"]),
        int(given["completions"]),
        bool(given["personal"]),
    )
