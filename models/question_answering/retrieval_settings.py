"""How passages of a product are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RetrievalSettings:
    """Candidates.

    Attributes:
        of_each: Best passages of every source by words, and as many by meaning, that are looked at closer (1..100).
        pieces: Word pieces of a passage or question whose meaning is read (8..500).
    """

    of_each: int = 3
    pieces: int = 128
