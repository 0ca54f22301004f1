"""What is forecast of k series over the next weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .panel import Floats

QUANTILES: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Forecast:
    """Units a week, of k series over h weeks from an origin on; none below 0.

    Attributes:
        mean: Expected units, float32 (k, h). Means add up over series; quantiles do not.
        quantiles: P10, P50 and P90, float32 (k, h, 3), none crossing.
    """

    mean: Floats
    quantiles: Floats
