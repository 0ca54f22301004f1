"""Request parameters: what a call can be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..errors import InputError

AUTO: Final = "auto"
WHOLE: Final = "whole"
DEFAULTS: Final[dict[str, tuple[str, Any]]] = {
    "k": ("long", 5),
    "boxes": ("string", AUTO),
    "refuse": ("boolean", True),
    "without": ("string", "[]"),
}
_MOST: Final = 1_000


@dataclass(frozen=True)
class AskedHow:
    """How a call wants to be answered.

    Attributes:
        k: Products of a box at most.
        locate: Whether boxes are looked for, beside the whole picture.
        refuse: Whether a photo, and a box, that shows nothing of the catalogue is told so.
        without: Products that are not to be answered.
    """

    k: int = 5
    locate: bool = True
    refuse: bool = True
    without: frozenset[str] = frozenset()


def asked_of(params: dict[str, Any] | None) -> AskedHow:
    """What the parameters say; what is not given keeps its default.

    Raises:
        InputError: One is unknown or out of bounds.
    """
    given = {name: default for name, (_, default) in DEFAULTS.items()} | (params or {})
    unknown = sorted(set(given) - set(DEFAULTS))
    if unknown:
        raise InputError(f"unknown request parameters {unknown}; known are {sorted(DEFAULTS)}.")
    k, boxes, refuse = given["k"], given["boxes"], given["refuse"]
    if not isinstance(k, int | float | np.integer) or isinstance(k, bool) or not 1 <= k <= _MOST or int(k) != k:
        raise InputError(f"the request parameter k is {k!r}; give a whole number from 1 to {_MOST:,}.")
    if boxes not in (AUTO, WHOLE):
        raise InputError(f"the request parameter boxes is {boxes!r}; give {AUTO} or {WHOLE}.")
    if not isinstance(refuse, bool | np.bool_):
        raise InputError(f"the request parameter refuse is {refuse!r}; give true or false.")
    return AskedHow(int(k), boxes == AUTO, bool(refuse), _products(given["without"]))


def _products(text: Any) -> frozenset[str]:
    try:
        read = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, list) or not all(isinstance(one, str) for one in read):
        raise InputError(
            f'the request parameter without is {text!r}; give a JSON list of product ids like ["p1", "p2"].'
        )
    return frozenset(read)
