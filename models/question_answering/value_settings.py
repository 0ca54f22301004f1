"""How values with units are read and compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ValueSettings:
    """Answers from attributes.

    Attributes:
        same_within: Share by which two values may differ and be the same, rounded differently (0..0.5).
        customers_within: Share by which the values of two customers may differ and be the same, as they weigh and
            measure by hand (0..0.5).
        longest_value: Characters of an attribute that are read, and of a customer's passage that is held against others
            (20..10,000).
    """

    same_within: float = 0.03
    customers_within: float = 0.1
    longest_value: int = 1_000
