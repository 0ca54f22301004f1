"""What reviews say of attributes: a review has one voice on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from .extracted import SENTIMENTS, Flags, Ints, Reals
from .rating_settings import RatingSettings

_LEAST: Final = 1e-9  # weight that is as good as none


def pairs_of(first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    """Numbers of the pairs that occur, (n,), and the first and the second of each of these, ascending.

    Args:
        first, second: From 0 on; (n,).
    """
    width = 1 + int(second.max(initial=0))
    key, place = np.unique(first * width + second, return_inverse=True)
    return place.reshape(-1).astype(np.int64), key // width, key % width


@dataclass(frozen=True)
class Voices:
    """What reviews say of attributes: a review has one voice on each, however often it speaks of it.

    Attributes:
        votes: Weights of the sentiments in each group; (groups, 3).
        sides: Reviews that mostly say each sentiment; (groups, 3).
        mentions: Reviews that speak of it; (groups,).
    """

    votes: Reals
    sides: Ints
    mentions: Ints

    @classmethod
    def of(cls, group: Ints, review: Ints, sentiment: Ints, confidence: Reals, groups: int) -> Self:
        """Of mentions; (n,) each.

        Args:
            group: Attribute of a product that is spoken of, from 0.
            review: Where, from 0.
            sentiment: Place in `SENTIMENTS`.
            confidence: That it is so.
            groups: How many there are.
        """
        kinds = len(SENTIMENTS)
        voice, owner, _ = pairs_of(group, review)
        said = np.zeros((len(owner), kinds))
        np.add.at(said, (voice, sentiment), confidence)
        loud = np.zeros(len(owner))
        np.maximum.at(loud, voice, confidence)
        share = said / np.maximum(said.sum(axis=1, keepdims=True), _LEAST)
        votes, sides = np.zeros((groups, kinds)), np.zeros((groups, kinds), dtype=np.int64)
        np.add.at(votes, owner, share * loud[:, None])
        np.add.at(sides, (owner, share.argmax(axis=1)), 1)
        return cls(votes, sides, np.bincount(owner, minlength=groups).astype(np.int64))

    def contradicting(self, settings: RatingSettings) -> Flags:
        """Whether enough reviews praise what enough others blame; (groups,)."""
        blame, praise = self.votes[:, 0], self.votes[:, -1]
        weak = np.minimum(blame, praise) / np.maximum(blame + praise, _LEAST)
        fewest = np.minimum(self.sides[:, 0], self.sides[:, -1])
        found: Flags = (weak >= settings.contradicting_share) & (fewest >= settings.contradicting_reviews)
        return found
