"""How the requests of a call are to be answered: its parameters, read or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

OWN: Final = -1.0  # precision that stands for the model's own promise
DEFAULTS: Final[Mapping[str, float]] = {"precision": OWN}
_NEAR: Final = 1e-6  # half of what a number of single precision tells


@dataclass(frozen=True)
class AskedHow:
    """How all requests of a call are to be answered.

    Attributes:
        precision: Promised share of right answers among those that are given; None: the model's own.
    """

    precision: float | None


def asked_of(params: Mapping[str, Any] | None, levels: Sequence[float]) -> AskedHow:
    """Parameters of a call; what is not given has its default.

    Args:
        params: As the caller sent them.
        levels: Precisions for which thresholds were learned.

    Raises:
        InputError: The precision is no number, or none of the levels.
    """
    precision = (params or {}).get("precision", DEFAULTS["precision"])
    number = isinstance(precision, int | float | np.integer | np.floating) and not isinstance(precision, bool)
    if number and float(precision) == OWN:
        return AskedHow(None)
    near = [level for level in levels if number and abs(level - float(precision)) < _NEAR]
    if not near:
        known = ", ".join(f"{level:g}" for level in levels)
        raise InputError(f"precision is {precision!r}; it is one of {known}, or -1 for the model's own.")
    return AskedHow(near[0])
