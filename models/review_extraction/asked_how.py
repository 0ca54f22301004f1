"""How the requests of a call are to be answered: its parameters, read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

TRIPLETS_VIEW, ATTRIBUTES_VIEW = "triplets", "attributes"
VIEWS: Final = (TRIPLETS_VIEW, ATTRIBUTES_VIEW)
OWN: Final = -1.0  # threshold that stands for the model's own
DEFAULTS: Final[Mapping[str, str | float]] = {"view": TRIPLETS_VIEW, "threshold": OWN}


@dataclass(frozen=True)
class AskedHow:
    """How all requests of a call are to be answered.

    Attributes:
        view: One of `VIEWS`.
        threshold: Confidence from which on a triplet is told; None: the model's own.
    """

    view: str
    threshold: float | None


def asked_of(params: Mapping[str, Any] | None) -> AskedHow:
    """Parameters of a call; what is not given has its default.

    Raises:
        InputError: One is of a wrong kind, or out of its bounds.
    """
    given = {name: (params or {}).get(name, default) for name, default in DEFAULTS.items()}
    if given["view"] not in VIEWS:
        raise InputError(f"view is {given['view']!r}; it is one of {', '.join(VIEWS)}.")
    threshold = given["threshold"]
    number = isinstance(threshold, int | float | np.integer | np.floating) and not isinstance(threshold, bool)
    if not number or not (threshold == OWN or 0 <= float(threshold) <= 1):
        raise InputError(f"threshold is {threshold!r}; it is a number from 0 to 1, or -1 for the model's own.")
    return AskedHow(str(given["view"]), None if threshold == OWN else float(threshold))
