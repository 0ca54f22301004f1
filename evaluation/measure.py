"""A measured value and how sure it is."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One number of an evaluation.

    Args:
        value: The point estimate; None where it is undefined (no positives in a slice, say).
        low: Lower end of the two-sided interval, None where there is no interval.
        high: Upper end.
        n: Examples it rests on.
        unit: Empty for shares.
        higher_is_better: Direction of improvement.
        meaning: One sentence for the reader of a report.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    unit: str = ""
    higher_is_better: bool = True
    meaning: str = ""

    def to_json(self) -> dict[str, Any]:
        return {name: _finite(entry) for name, entry in asdict(self).items()}


def _finite(entry: Any) -> Any:
    return None if isinstance(entry, float) and not math.isfinite(entry) else entry
