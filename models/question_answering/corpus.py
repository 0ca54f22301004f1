"""Words of passages and questions, and how much each tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import numpy as np
import pandas as pd

from ..words import normalised
from .passages import Reals

WORDS: Final = "corpus.parquet"
_ENDINGS: Final = ("ing", "ed", "es", "ly", "s")
_SHORTEST: Final = 3  # letters that are left of a word


def stems(texts: list[str]) -> list[list[str]]:
    """Words of texts without their commonest endings, so that one and many, or now and then, are one word.

    Args:
        texts: Any; spelt as `words.normalised` does.
    """
    return [[_stem(word) for word in spelt.split()] for spelt in normalised(texts)]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True)
class Corpus:
    """How much words tell.

    A word of a question tells little where most passages have it, and little where most questions have it: `how` and
    `does` are rare in passages. So it weighs the lower of its two inverse document frequencies.

    Attributes:
        weights: Of each word that is known.
        strange: Of one that is not.
        length: Mean number of words of a passage.
    """

    weights: dict[str, float]
    strange: float
    length: float

    @classmethod
    def fit(cls, passages: list[str], questions: list[str]) -> Self:
        """Count in distinct passages and distinct questions."""
        spelt = stems(list(dict.fromkeys(passages)))
        shared = [_frequencies(one) for one in (spelt, stems(list(dict.fromkeys(questions))))]
        words = sorted(set().union(*(one for one, _ in shared)))
        told = np.min(
            [_tells(np.array([one.get(word, 0) for word in words], dtype=np.float64), count) for one, count in shared],
            axis=0,
        )
        length = float(np.mean([len(one) for one in spelt])) if spelt else 1.0
        strange = float(np.min([_tells(np.zeros(1), count)[0] for _, count in shared]))
        return cls(dict(zip(words, told.tolist(), strict=True)), strange, max(length, 1.0))

    def weight(self, word: str) -> float:
        """How much a word tells."""
        return self.weights.get(word, self.strange)

    def save(self, directory: Path) -> None:
        """Write what `load` reads: the words, and first of all, as no word is empty, what the others share."""
        words = ["", " ", *self.weights]
        told = [self.strange, self.length, *self.weights.values()]
        pd.DataFrame({"word": pd.array(words, dtype="str"), "weight": told}).to_parquet(directory / WORDS, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        table = pd.read_parquet(directory / WORDS)
        words, told = table["word"].tolist(), table["weight"].tolist()
        return cls(dict(zip(words[2:], told[2:], strict=True)), told[0], told[1])


def _frequencies(texts: list[list[str]]) -> tuple[dict[str, int], int]:
    counts: dict[str, int] = {}
    for words in texts:
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    return counts, len(texts)


def _tells(counts: Reals, texts: int) -> Reals:
    """Inverse document frequency as BM25 has it (Robertson and Walker, SIGIR 1994), never negative."""
    return np.log1p((texts - counts + 0.5) / (counts + 0.5))
