"""The cross-encoder over pairs of listings, fine-tuned on the pairs that cheap features leave open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from .. import cross_encoder as shared
from ..cross_texts import Sides, words_of
from .encoding import Encodings
from .parameters import CrossEncoderParameters
from .rows import Positions


@dataclass(frozen=True)
class CrossEncoder:
    """Scores pairs of listings by reading both together; slow, so ask it for few."""

    encoder: shared.CrossEncoder

    @classmethod
    def fit(
        cls,
        encodings: Encodings,
        left: Positions,
        right: Positions,
        labels: npt.NDArray[np.int8],
        parameters: CrossEncoderParameters,
        seed: int,
        threads: int,
        progress: Callable[[float], None],
    ) -> Self:
        """Fine-tune on labelled pairs; each epoch turns half of them over and leaves words out at random."""

        def drawn(rng: np.random.Generator) -> Sides:
            turned = rng.random(len(left)) < 0.5
            return _sides(encodings, encodings, np.where(turned, right, left), np.where(turned, left, right))

        tuning = shared.Tuning(
            epochs=parameters.epochs,
            learning_rate=parameters.learning_rate,
            batch_size=parameters.batch_size,
            most=(parameters.max_tokens, parameters.max_tokens),
            word_dropout=parameters.word_dropout,
            label_smoothing=parameters.label_smoothing,
        )
        return cls(shared.CrossEncoder.fit(drawn, labels, tuning, seed, threads, progress))

    def logits(self, a: Encodings, b: Encodings, i: Positions, j: Positions) -> npt.NDArray[np.float64]:
        """Log odds of each pair (a[i], b[j]), the mean of both reading orders; float64 (pairs,)."""
        out = np.zeros(len(i), dtype=np.float64)
        for one, other, x, y in ((a, b, i, j), (b, a, j, i)):
            out += self.encoder.logits(_sides(one, other, x, y)) / 2
        return out

    def save(self, directory: Path) -> None:
        """Write it into `directory`, which is made."""
        self.encoder.save(directory)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        return cls(shared.CrossEncoder.load(directory))


def _sides(a: Encodings, b: Encodings, i: Positions, j: Positions) -> Sides:
    return [words_of(text) for text in a.lead_text[i]], [words_of(text) for text in b.lead_text[j]]
