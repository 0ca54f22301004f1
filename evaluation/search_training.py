"""What training noted of itself: how long the indexes took and how large they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from evaluation.measure import Measure

# The measure, the keys that lead to its number, its unit, how many of the number that is, and what it is.
_SECOND: Final = 1.0
_MEGABYTE: Final = 1e6
_TOLD: Final = (
    ("train_seconds", ("timings", "train_seconds"), "s", _SECOND, "all of training"),
    ("words_index_seconds", ("timings", "steps", "indexing words"), "s", _SECOND, "building the index of words"),
    (
        "meaning_index_seconds",
        ("timings", "steps", "indexing meaning"),
        "s",
        _SECOND,
        "vectors of all products and their index",
    ),
    (
        "words_index_mb",
        ("index_bytes", "words"),
        "MB",
        _MEGABYTE,
        "the index of words: on disk, in memory as far as used",
    ),
    ("meaning_index_mb", ("index_bytes", "meaning"), "MB", _MEGABYTE, "the index of meaning: on disk and in memory"),
)
MEASURES: Final = tuple(name for name, *_ in _TOLD)


def measures(facts: Any) -> dict[str, Measure]:
    """Measures of a model's facts; of facts that lack them, none.

    Args:
        facts: `products`; `timings` with `train_seconds` and, in `steps`, the seconds of each; `index_bytes`, of words
            and of meaning.
    """
    products = _number(facts, ("products",)) or 0.0
    found = {}
    for name, keys, unit, whole, says in _TOLD:
        value = _number(facts, keys)
        if value is not None:
            found[name] = Measure(value / whole, n=int(products), unit=unit, higher_is_better=False, meaning=says)
    return found


def _number(facts: Any, keys: tuple[str, ...]) -> float | None:
    value = facts
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None
