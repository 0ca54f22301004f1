"""Triplets of aspect, opinion and sentiment: those that were annotated, and those that were read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SENTIMENTS: Final = ("negative", "neutral", "positive")
NONE: Final = -1  # start and end of a span that is implied, not written


@dataclass(frozen=True)
class Triplets:
    """n triplets of numbered texts; spans are half open, in characters of the text.

    Attributes:
        text: Number of the text that it stands in; (n,).
        aspect_start, aspect_end: Of what is judged; both `NONE` where it is implied; (n,).
        opinion_start, opinion_end: Of the words that judge it; likewise; (n,).
        sentiment: Place in `SENTIMENTS`; (n,).
    """

    text: Ints
    aspect_start: Ints
    aspect_end: Ints
    opinion_start: Ints
    opinion_end: Ints
    sentiment: Ints

    def __len__(self) -> int:
        return len(self.text)

    @classmethod
    def none(cls) -> Self:
        """Not a single one."""
        empty: Any = {one.name: np.zeros(0, dtype=one_type(one.name)) for one in fields(cls)}
        return cls(**empty)

    def take(self, rows: Ints | Flags) -> Self:
        """Some of them, in the order given."""
        return type(self)(**{one.name: getattr(self, one.name)[rows] for one in fields(self)})

    def keys(self) -> npt.NDArray[Any]:
        """What two triplets share where they are the same; (n, 6)."""
        return np.stack([getattr(self, one.name) for one in fields(Triplets)], axis=1)


@dataclass(frozen=True)
class Extracted(Triplets):
    """Triplets that were read.

    Attributes:
        confidence: Probability that the whole triplet is right; (n,).
    """

    confidence: Reals


@dataclass(frozen=True)
class Reviews:
    """Texts, and what was annotated in them.

    Attributes:
        texts: n texts.
        triplets: Theirs; a text without any has none.
        stars: 1 to 5, NaN where unknown; (n,).
    """

    texts: list[str]
    triplets: Triplets
    stars: Reals

    def __len__(self) -> int:
        return len(self.texts)


def one_type(name: str) -> type[np.int64] | type[np.float64]:
    """Type of a column of triplets."""
    return np.float64 if name == "confidence" else np.int64
