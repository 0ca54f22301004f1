"""Passages of a product: sentences that may answer a question about it, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ATTRIBUTE, BULLET, DESCRIPTION, REVIEW, COMMUNITY = "attribute", "bullet", "description", "review", "community"
SOURCES: Final = (ATTRIBUTE, BULLET, DESCRIPTION, REVIEW, COMMUNITY)
_ASKED: Final = " Question: "  # parts a community's answer from the question it was given to


@dataclass(frozen=True)
class Passages:
    """n passages.

    Attributes:
        texts: As they stand.
        sources: Of each, one of `SOURCES`.
        weights: Stars of its review, votes of its answer; NaN where not known; (n,).
        seconds: When it was written, since 1970; NaN where not known; (n,).
        ids: Name of the attribute, review_id, answer_id; None where it has none.
        vectors: Meanings of what they say and of what was asked, see `meanings`; NaN where not read yet, None where
            none is; (n, 2, d).
    """

    texts: list[str]
    sources: list[str]
    weights: Reals
    seconds: Reals
    ids: list[str | None]
    vectors: Floats | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def told(cls, texts: list[str], sources: list[str], ids: list[str | None] | None = None) -> Self:
        """Passages of which no more is known than what they say, and where."""
        nothing = np.full(len(texts), np.nan)
        return cls(texts, sources, nothing, nothing.copy(), [None] * len(texts) if ids is None else ids)

    def take(self, rows: Ints) -> Self:
        """Some of them, in the order of the rows."""
        kept = rows.tolist()
        return type(self)(
            [self.texts[row] for row in kept],
            [self.sources[row] for row in kept],
            self.weights[rows],
            self.seconds[rows],
            [self.ids[row] for row in kept],
            None if self.vectors is None else self.vectors[rows],
        )


def parted(text: str, source: str) -> tuple[str, str]:
    """What a passage says, and the question that a community's answer was given to, "" where there is none."""
    if source != COMMUNITY:
        return text, ""
    said, _, asked = text.partition(_ASKED)
    return said, asked
