"""How slips of the keyboard in questions are mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpellingSettings:
    """Mending of words that neither the shop nor anybody else knows.

    Attributes:
        least_texts: Customers' sentences that have a word, from which on it is none of their slips (1..1,000).
        shortest: Letters of a word from which on one slip is mended (3..20).
        long: Letters from which on two are (4..40).
    """

    least_texts: int = 3
    shortest: int = 4
    long: int = 8
