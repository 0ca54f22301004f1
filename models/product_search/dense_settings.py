"""How the meaning of products and queries is encoded and searched."""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(frozen=True)
class DenseSettings:
    """All of it.

    Attributes:
        network_up_to: Products up to which the network encodes texts; more are encoded by its static distillation.
        product_pieces: Word pieces of a product's text (8..256).
        query_pieces: Word pieces of a query (4..128).
        static_dimensions: Of static vectors (16..384).
        index: The approximate index.
    """

    network_up_to: int = 20_000
    product_pieces: int = 48
    query_pieces: int = 24
    static_dimensions: int = 128
    index: DenseIndexSettings = field(default_factory=DenseIndexSettings)
