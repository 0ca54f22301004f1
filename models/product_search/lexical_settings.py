"""How the words of products are indexed and searched."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldWeights:
    """What a word counts in each field of a product; 0 leaves the field out of the index. Bounds of each: 0 to 100."""

    title: float = 1.0
    brand: float = 0.7
    category: float = 0.4
    colour: float = 0.4
    bullets: float = 0.15
    description: float = 0.1


@dataclass(frozen=True)
class LexicalSettings:
    """Index of words and its search."""

    fields: FieldWeights = field(default_factory=FieldWeights)
    title_characters: int = 500  # of a title, brand, category or colour; the rest is not read (20 to 10,000)
    body_characters: int = 2_000  # of bullets and of a description; the rest is not read (0 to 100,000)
    body_up_to: int = (
        200_000  # products; in a larger catalogue only where names find too few is a body asked (0 or more)
    )
    heap_megabytes: int = 512  # of memory while the index is built (16 to 16,000)
    over_fetch: float = 1.5  # products asked for each that is wanted, as some cannot be had (1 to 10)
    most_fetched: int = 10_000  # products asked for where few of those found can be had (100 to 1,000,000)
    masks_kept: int = 32  # answers to what is available that are remembered, a byte a product each (1 to 10,000)
