"""How strong the noise channel is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class NoiseSettings:
    """Each kind of noise falls on a share of the texts, drawn for itself, and there on a share of the words.

    Attributes:
        typo_texts: Share of texts with typing errors (0..1).
        typo_words: There, share of the words with one (0..1).
        shortest_typo: Letters of a word that may have one (3..20).
        elongated_texts: Share of texts with drawn-out words (0..1).
        elongated_words: There, share of the words (0..1).
        longest_elongation: Letters that are added to one at most (1..20).
        cased_texts: Share of texts that are written in small, or in capital letters (0..1).
        bare_texts: Share of texts without punctuation (0..1).
        emoji_texts: Share of texts with emoji between sentences (0..1).
        emoji_places: There, share of the sentences that end with one (0..1).
        slang_texts: Share of texts with short forms (0..1).
        slang_words: There, share of the words that have one (0..1).
    """

    typo_texts: float = 0.5
    typo_words: float = 0.1
    shortest_typo: int = 4
    elongated_texts: float = 0.2
    elongated_words: float = 0.08
    longest_elongation: int = 4
    cased_texts: float = 0.5
    bare_texts: float = 0.25
    emoji_texts: float = 0.25
    emoji_places: float = 0.5
    slang_texts: float = 0.4
    slang_words: float = 0.6


LEARNED_THROUGH: Final = NoiseSettings(typo_texts=0.6, bare_texts=0.6, slang_texts=0.5)
"""What engines learn through; noisier than what they are judged by, as sentences without full stops need many."""
