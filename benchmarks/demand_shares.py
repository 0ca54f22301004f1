"""Ratios of sums over products, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.bootstrap import draws

Floats = npt.NDArray[np.float64]

RESAMPLES: Final = 1_000
CONFIDENCE: Final = 0.95


@dataclass(frozen=True)
class Share:
    """A statistic of sums over products, with the interval that resampling whole products gives."""

    value: float
    low: float
    high: float

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "low": self.low, "high": self.high}


def resampled(statistic: Callable[[Floats], Floats], products: int, seed: int = 0) -> Share:
    """A statistic of weights by product, (resamples, products) -> (resamples,), and its percentile interval."""
    whole = float(statistic(np.ones((1, products)))[0])
    found = np.concatenate(
        [statistic(block.astype(np.float64)) for block in draws(pd.Series(np.arange(products)), RESAMPLES, seed)]
    )
    tail = (1 - CONFIDENCE) / 2
    low, high = np.nanquantile(found, (tail, 1 - tail)) if np.isfinite(found).any() else (np.nan, np.nan)
    return Share(whole, float(low), float(high))
