"""How the approximate index over vectors is laid out and searched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DenseIndexSettings:
    """The approximate index over vectors of products.

    Attributes:
        flat_up_to: Products up to which every vector is compared (0..10,000,000).
        lists_per_root: Inverted lists, times the square root of the products (0.1..16).
        trained_on: Vectors a list that its centre is learnt from (10..1,000).
        probed: Share of the lists that a query looks into, above 0 up to 1; one list at least.
    """

    flat_up_to: int = 50_000
    lists_per_root: float = 2.0
    trained_on: int = 40
    probed: float = 0.02
