"""The noise channel."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Noise(Section):
    """Each kind falls on a share of the texts, drawn for itself, and there on a share of the words."""

    typo_texts: float = Field(ge=0, le=1, description="Share of texts with typing errors.")
    typo_words: float = Field(ge=0, le=1, description="There, share of the words with one.")
    shortest_typo: int = Field(ge=3, le=20, description="Letters of a word that may have one.")
    elongated_texts: float = Field(ge=0, le=1, description="Share of texts with drawn-out words.")
    elongated_words: float = Field(ge=0, le=1, description="There, share of the words.")
    longest_elongation: int = Field(ge=1, le=20, description="Letters that are added to one at most.")
    cased_texts: float = Field(
        ge=0, le=1, description="Share of texts that are written in small, or in capital letters."
    )
    bare_texts: float = Field(ge=0, le=1, description="Share of texts without punctuation.")
    emoji_texts: float = Field(ge=0, le=1, description="Share of texts with emoji between sentences.")
    emoji_places: float = Field(ge=0, le=1, description="There, share of the sentences that end with one.")
    slang_texts: float = Field(ge=0, le=1, description="Share of texts with short forms.")
    slang_words: float = Field(ge=0, le=1, description="There, share of the words that have one.")
