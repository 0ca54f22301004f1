"""What training noted of itself: how long it took. Its steps are in the bundle's facts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from evaluation.measure import Measure

_TRAIN: Final = "train_seconds"
MEASURES: Final = (_TRAIN,)


def measures(facts: Any) -> dict[str, Measure]:
    """Measures of a model's facts; of facts that lack them, none.

    Args:
        facts: `products`; `timings` with `train_seconds`.
    """
    timings = facts.get("timings") if isinstance(facts, Mapping) else None
    seconds = _number(timings.get(_TRAIN)) if isinstance(timings, Mapping) else None
    if seconds is None:
        return {}
    products = _number(facts.get("products")) or 0.0
    return {_TRAIN: Measure(seconds, n=int(products), unit="s", higher_is_better=False, meaning="all of training")}


def _number(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None
