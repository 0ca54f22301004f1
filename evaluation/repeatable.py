"""Which measures a second run of the same model on the same data has to give again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TIMES = {"ns", "us", "ms", "s", "min", "h"}


def is_repeatable(name: str, measure: Mapping[str, Any]) -> bool:
    """False for times, rates and memory: they tell of the machine and its moment.

    >>> is_repeatable("f1", {"unit": ""}), is_repeatable("rows_per_second", {"unit": "rows/s"})
    (True, False)
    """
    unit = str(measure.get("unit") or "")
    return not (unit in TIMES or unit.endswith("/s") or "memory" in name)
