"""What the network answers with: letters, or whole words where there are few, each said often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..words import normalised
from .alphabet import Alphabet

AUTO: Final = "auto"
LETTERS: Final = "letters"
WORDS: Final = "words"
KINDS: Final = (AUTO, LETTERS, WORDS)


@dataclass(frozen=True)
class UnitSettings:
    """How the choice is made.

    Attributes:
        kind: `auto`, `letters` or `words`.
        most_words: That are answered with whole, at most, where the kind is auto (0..10,000).
        least_times: That half of these words are said at least (1..1,000).
    """

    kind: str = AUTO
    most_words: int = 60
    least_times: int = 5


def alphabet_for(texts: Sequence[str], asked: Iterable[str], settings: UnitSettings) -> Alphabet:
    """The alphabet of transcripts.

    Few words are learned sooner and more surely as wholes; letters are learned from all words together, and can spell
    words that nobody has said.

    Args:
        texts: Transcripts.
        asked: Words that may be said, as phrases have them; none: those of the transcripts.
        settings: Of the choice.

    Raises:
        InputError: There is no word.
        ValueError: The kind is not known.
    """
    if settings.kind not in KINDS:
        raise ValueError(f"the kind of units is {settings.kind!r}; known are {', '.join(KINDS)}.")
    counts = Counter(word for text in normalised(texts) for word in text.split())
    few = 0 < len(counts) <= settings.most_words
    often = few and float(np.median(list(counts.values()))) >= settings.least_times
    known = {word for text in normalised(list(asked)) for word in text.split()} <= set(counts)
    whole = settings.kind == WORDS or (settings.kind == AUTO and often and known)
    return Alphabet.of(texts, whole=whole)


__all__ = ["UnitSettings", "alphabet_for"]
