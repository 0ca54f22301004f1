"""What is known of buying again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RepeatsSettings:
    """How it is told whether a category's products are bought again.

    Attributes:
        prior: Purchases, repeated as they are in the parent category, that are added to those of a category; above 0.
        least_rate: Share of first purchases that are followed by another of the product, from which on a category's
            products may be recommended to who has bought them; 0 to 1.
    """

    prior: float = 50.0
    least_rate: float = 0.1
