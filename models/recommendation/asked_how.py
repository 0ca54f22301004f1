"""How the requests of a call are to be answered: its parameters, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

AUTO, NEVER, ALWAYS = "auto", "never", "always"
REPEATS: Final = (AUTO, NEVER, ALWAYS)
DEFAULTS: Final[Mapping[str, str | int | float | bool]] = {
    "k": 10,
    "diversity": 0.0,
    "new_share": 0.1,
    "repeats": AUTO,
    "personal": True,
}


@dataclass(frozen=True)
class Asked:
    """How all requests of a call are to be answered.

    Attributes:
        k: Products a request.
        diversity: Share of the order that unlikeness to what stands above decides, 0 to 1.
        new_share: Of the places, those kept for products that nobody has chosen yet, 0 to 1.
        repeats: What is done with products the customer has bought: auto leaves out those of categories that are not
            bought again, never all of them, always none.
        personal: Whether history and customer are taken into account.
    """

    k: int
    diversity: float
    new_share: float
    repeats: str
    personal: bool


def asked_of(params: Mapping[str, Any] | None) -> Asked:
    """Parameters of a call; what is not given has its default.

    Raises:
        InputError: One is of a wrong kind, or out of its bounds.
    """
    given = {name: (params or {}).get(name, default) for name, default in DEFAULTS.items()}
    k = given["k"]
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
        raise InputError(f"k is {k!r}; it is a whole number of at least 1.")
    shares = {name: _share(name, given[name]) for name in ("diversity", "new_share")}
    if given["repeats"] not in REPEATS:
        raise InputError(f"repeats is {given['repeats']!r}; it is one of {', '.join(REPEATS)}.")
    if not isinstance(given["personal"], bool | np.bool_):
        raise InputError(f"personal is {given['personal']!r}; it is true or false.")
    return Asked(int(k), **shares, repeats=str(given["repeats"]), personal=bool(given["personal"]))


def _share(name: str, given: Any) -> float:
    number = isinstance(given, int | float | np.integer | np.floating) and not isinstance(given, bool)
    if not number or not 0 <= float(given) <= 1:
        raise InputError(f"{name} is {given!r}; it is a number from 0 to 1.")
    return float(given)
