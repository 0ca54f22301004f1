"""How the meaning of products and queries is encoded and searched."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dense_index_settings import DenseIndexSettings


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
