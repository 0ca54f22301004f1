"""How answers are shaped for a channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShapingSettings:
    """Lengths of answers.

    Attributes:
        spoken_words: Words of a spoken sentence at most (8..80).
        phone_words: Words on a phone's screen, read aloud as well (8..80).
        written_characters: Characters of a written answer's quotation at most (80..4,000).
    """

    spoken_words: int = 30
    phone_words: int = 30
    written_characters: int = 500
