"""How values with units are read and compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ValueSettings:
    """Answers from attributes.

    Attributes:
        same_within: Share by which two values may differ and be the same, rounded differently (0..0.5).
        longest_value: Characters of an attribute that are read (20..10,000).
    """

    same_within: float = 0.03
    longest_value: int = 1_000
