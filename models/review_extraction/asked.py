"""Opinions, and the aspects that each may be about."""

from __future__ import annotations

from dataclasses import dataclass

from .extracted import Flags, Ints, Reals


@dataclass(frozen=True)
class Asked:
    """o opinions and the k aspects that each may be about; words are numbered over all texts.

    Attributes:
        window: Of each; (o,).
        opinion: First and last word; (o, 2).
        aspects: First and last word, `NONE` where there are fewer; (o, k, 2).
        chance: That those are aspects at all; (o, k).
    """

    window: Ints
    opinion: Ints
    aspects: Ints
    chance: Reals

    def take(self, rows: Ints | Flags | slice) -> Asked:
        """Some of the opinions."""
        return Asked(self.window[rows], self.opinion[rows], self.aspects[rows], self.chance[rows])
