"""How often customers come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VisitSettings:
    """Rates of visits differ among customers by a Gamma distribution whose shape is learnt.

    Attributes:
        least, most: Bounds of that shape; above 0.
    """

    least: float = 0.05
    most: float = 50.0
