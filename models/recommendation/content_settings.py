"""How products are known by what is written of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dense_index_settings import DenseIndexSettings


@dataclass(frozen=True)
class ContentSettings:
    """Vectors of products, their neighbours and what is inherited from these.

    Attributes:
        neighbours: Alike products that are kept a product; 0 leaves the source out (0..1,000).
        network_up_to: Products up to which the network reads texts; more are read by its static distillation
            (0..10,000,000).
        pieces: Word pieces of a title and the description behind it (8..256).
        text_dimensions: Of the vectors of texts (16..384).
        attribute_dimensions: Of the vectors of categories, brands and attributes (16..512).
        hashes: Buckets of attributes, as a power of two (10..24).
        text_share: Share of the squared likeness that texts tell where there are both (0..1).
        history_decay: Worth of each earlier moment of a request's history, above 0 up to 1.
        inherit_below: Events below which a product takes over the behaviour of alike ones; 0 leaves it out (0..1,000).
        inherit_from: Alike products that it takes over from (1..100).
        inherit_neighbours: Products that are kept of what it takes over (1..1,000).
        inherit_power: Power of the likeness (0.1..16).
        index: The approximate index over vectors.
    """

    neighbours: int = 50
    network_up_to: int = 20_000
    pieces: int = 48
    text_dimensions: int = 128
    attribute_dimensions: int = 128
    hashes: int = 18
    text_share: float = 0.5
    history_decay: float = 0.7
    inherit_below: int = 5
    inherit_from: int = 10
    inherit_neighbours: int = 100
    inherit_power: float = 4.0
    index: DenseIndexSettings = field(default_factory=DenseIndexSettings)
