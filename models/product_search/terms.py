"""What a query asks the index of words for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TermGroup:
    """What one typed word may stand for.

    Attributes:
        words: The alternatives, as the index spells them.
        weights: What each counts, 0 to 1; of an unfinished word, the probability that it was meant.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]


WeightedTerms = tuple[TermGroup, ...]


def plain(words: list[str]) -> WeightedTerms:
    """Each word for itself alone."""
    return tuple(TermGroup((word,), (1.0,)) for word in words)
