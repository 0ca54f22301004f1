"""Attributes of triplets: by the aspect where one is written, else by what the opinion tells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .attributes import Attributes
from .extracted import NONE, Ints, Triplets
from .telling_words import TellingWords


@dataclass(frozen=True)
class Naming:
    """What was fitted for it."""

    attributes: Attributes
    telling: TellingWords

    def of(self, texts: list[str], read: Triplets) -> list[str]:
        """Attribute of each triplet."""
        written = read.aspect_start != NONE
        names = np.empty(len(read), dtype=object)
        names[written] = self.attributes.of(written_in(texts, read.take(written), "aspect"))
        names[~written] = self.telling.of(written_in(texts, read.take(~written), "opinion"))
        return [str(name) for name in names.tolist()]


def written_in(texts: list[str], read: Triplets, kind: str) -> list[str]:
    """The aspect or the opinion of each triplet as it was written, empty where implied."""
    start: Ints = getattr(read, f"{kind}_start")
    end: Ints = getattr(read, f"{kind}_end")
    spans = zip(read.text.tolist(), start.tolist(), end.tolist(), strict=True)
    return ["" if begin == NONE else texts[row][begin:stop] for row, begin, stop in spans]
