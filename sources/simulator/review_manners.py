"""How carefully reviews are written, and how much: shares of each manner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MannerRates:
    """Shares of reviews, unless said otherwise.

    Attributes:
        one, two, some, most: Clauses: shares of reviews with one, with two, with three to five; and the most there are.
        small, capitals: In small and in capital letters alone.
        bare: Without punctuation.
        emoji, emoji_places: With emoji, and there the share of clauses.
        html: With tags and entities of HTML.
        lines: With a new line for each sentence.
        slips, slip_words: With slips of the finger, and there the share of words.
        hasty, hasty_words: With many of them.
        slang, slang_words: With short forms, and there the share of words that have one.
        stretched, stretched_words: With drawn-out words, and there the share of words of opinions.
        german, spanish, french: In another language; nobody annotates them.
        annotated: Annotated ones, of the others.
    """

    one: float = 0.32
    two: float = 0.22
    some: float = 0.32
    most: int = 12
    small: float = 0.22
    capitals: float = 0.03
    bare: float = 0.14
    emoji: float = 0.12
    emoji_places: float = 0.5
    html: float = 0.04
    lines: float = 0.05
    slips: float = 0.3
    slip_words: float = 0.04
    hasty: float = 0.1
    hasty_words: float = 0.14
    slang: float = 0.25
    slang_words: float = 0.5
    stretched: float = 0.08
    stretched_words: float = 0.3
    german: float = 0.012
    spanish: float = 0.01
    french: float = 0.008
    annotated: float = 0.26


MANNER_RATES = MannerRates()
