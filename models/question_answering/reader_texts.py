"""Questions and passages as the cross-encoder reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ..cross_texts import Sides, words_of
from .passages import ATTRIBUTE, BULLET, COMMUNITY, DESCRIPTION, REVIEW, Ints, Reals, parted

_NAMES: Final = {
    ATTRIBUTE: "attribute",
    BULLET: "feature",
    DESCRIPTION: "description",
    REVIEW: "review",
    COMMUNITY: "answer",
}


@dataclass(frozen=True)
class Texts:
    """Questions with passages, one row a pair.

    Attributes:
        questions, passages: Texts.
        question: Number of the question of each, (n,).
        chance: That is taught for each; (n,).
    """

    questions: list[str]
    passages: list[str]
    question: Ints
    chance: Reals

    def sides(self, rows: Ints) -> Sides:
        """Words of some pairs."""
        chosen = rows.tolist()
        return [words_of(self.questions[row]) for row in chosen], [words_of(self.passages[row]) for row in chosen]


NOTHING_SHOWN: Final = Texts([], [], np.zeros(0, dtype=np.int64), np.zeros(0))


def read_as(text: str, source: str) -> str:
    """A passage with its source before it; of the community's the question first, which would else be cut off."""
    said, asked = parted(text, source)
    return f"{_NAMES[source]}: question: {asked} answer: {said}" if asked else f"{_NAMES[source]}: {text}"
