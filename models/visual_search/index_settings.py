"""What the index holds and how products are read from what is found in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..dense_index_settings import GraphIndexSettings


@dataclass(frozen=True)
class IndexSettings:
    """The index of pictures.

    Attributes:
        nearest: Layout of the approximate index.
        photos: Whether labelled train photos of a product are entries of it, beside its pictures of the catalogue.
        valid_photos: Whether those of valid become entries too, once all is chosen by what they find among the others.
        most_photos: Of a product, at most, of train and valid together (0..10,000); of more, a draw.
        found: Entries that a region's vector looks up (1..10,000).
        widest: Entries that are looked up at most, where those that were found are of fewer products than are asked for
            (1..1,000,000).
        softness: How far the entries of a product that were found count beside its best, of which the one is taken that
            serves valid best; 0: the best alone counts (0..1 each).
        fresh_up_to: Entries that were added since training and are compared one by one; beyond, they move into the
            approximate index (0..1,000,000).
        most_gone: Share of the entries that are of products removed, above which the index is built anew without them
            (0..1).
        side: Longest side in pixels at which a picture that is added is looked at; what `features` keeps (16..4,096).
        batch: Pictures that are read and embedded at a time (1..10,000).
    """

    nearest: GraphIndexSettings = field(default_factory=GraphIndexSettings)
    photos: bool = True
    valid_photos: bool = True
    most_photos: int = 100
    found: int = 50
    widest: int = 5_000
    softness: tuple[float, ...] = (0.0, 0.02, 0.05)
    fresh_up_to: int = 10_000
    most_gone: float = 0.2
    side: int = 256
    batch: int = 64
