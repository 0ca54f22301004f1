"""How the approximate index over vectors is laid out and searched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DenseIndexSettings:
    """The approximate index over vectors of products: inverted lists.

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


@dataclass(frozen=True)
class GraphIndexSettings:
    """The approximate index as a graph: many times as fast a search as inverted lists, a longer build.

    Attributes:
        flat_up_to: Vectors up to which all are compared (0..10,000,000).
        links: Of a node to others, twice as many on the lowest level (4..64). A link takes 4 bytes.
        building: Candidates that are looked at for the links of a node (8..1,000).
        looked: Candidates that a search keeps, at least as many as it is to find (4..10,000).
        trained_on: Vectors that the ranges of 8-bit scalars are learnt from (100..10,000,000).
    """

    flat_up_to: int = 50_000
    links: int = 16
    building: int = 100
    looked: int = 128
    trained_on: int = 100_000
