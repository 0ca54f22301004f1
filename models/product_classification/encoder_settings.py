"""What of a listing is encoded, and how much it counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EncoderSettings:
    """n-grams of each field, their space, and how much each group of them counts beside the others."""

    bits: int = 22  # hash space of each group of n-grams, as a power of 2
    min_rows: int = 2  # rows of train that an n-gram has to occur in
    few_rows: int = 1_000  # with fewer rows of train, one is enough
    unknown: float = 1.0  # what n-grams that train does not know count in the length of a row, 1: as rare ones
    least_known: float = 0.1  # a row whose squared length, indicators apart, is less says nothing that is known
    shortest: int = 3  # characters of the n-grams within words
    longest: int = 5
    description_characters: int = 1_000  # of a description, of which words are taken
    description_start: int = 120  # and of which n-grams within words are taken
    title_words: float = 1.0
    title_characters: float = 0.7
    description_words: float = 0.7
    description_grams: float = 0.5
    brand: float = 0.4
    attributes: float = 0.5
    indicators: float = 0.15  # which fields are missing, the price's bucket, the language
