"""How the requests of a call are to be answered: its parameters, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

DEFAULTS: Final[Mapping[str, float | int | bool]] = {"alpha": 0.0, "k": 10, "allocate": False, "personal": True}


@dataclass(frozen=True)
class Asked:
    """How all requests of a call are to be answered.

    Attributes:
        alpha: Of the order by relevance^(1 - alpha) x (probability x revenue)^alpha; 0 (relevance) to 1 (revenue).
        k: Deals a request.
        allocate: Whether the order minds what each deal loses by waiting and what its stock and budget are worth.
        personal: Whether customer, purchases and redeemed deals are taken into account.
    """

    alpha: float
    k: int
    allocate: bool
    personal: bool


def asked_of(params: Mapping[str, Any] | None) -> Asked:
    """Parameters of a call; what is not given has its default.

    Raises:
        InputError: One is of a wrong kind, or out of its bounds.
    """
    given = {name: (params or {}).get(name, default) for name, default in DEFAULTS.items()}
    k, alpha = given["k"], given["alpha"]
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
        raise InputError(f"k is {k!r}; it is a whole number of at least 1.")
    number = isinstance(alpha, int | float | np.integer | np.floating) and not isinstance(alpha, bool)
    if not number or not 0 <= float(alpha) <= 1:
        raise InputError(f"alpha is {alpha!r}; it is a number from 0 (relevance) to 1 (revenue).")
    for name in ("allocate", "personal"):
        if not isinstance(given[name], bool | np.bool_):
            raise InputError(f"{name} is {given[name]!r}; it is true or false.")
    return Asked(float(alpha), int(k), bool(given["allocate"]), bool(given["personal"]))
