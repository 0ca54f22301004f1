"""What an opinion is worth in stars: blame 1, praise 5, and what is neither as reviews with stars have it."""

from __future__ import annotations

from typing import Final

import numpy as np

from .extracted import SENTIMENTS, Extracted, Ints, Reals
from .rating_settings import RatingSettings

LEAST, MOST = 1.0, 5.0
_ROUNDED: Final = 1e-9
PLAIN: Final = (1.0, 3.0, 5.0)  # stars of the sentiments where nothing is learned


def sentiment_shares(read: Extracted, count: int) -> tuple[Ints, Reals]:
    """Texts with triplets, and how their sentiments share the confidence; (texts,), (texts, 3)."""
    sums = np.zeros((count, len(SENTIMENTS)))
    np.add.at(sums, (read.text, read.sentiment), read.confidence)
    told = np.flatnonzero(sums.sum(axis=1) > 0)
    return told, sums[told] / sums[told].sum(axis=1, keepdims=True)


def fitted_scale(shares: Reals, stars: Reals, settings: RatingSettings) -> Reals:
    """Stars of a negative, neutral and positive opinion: 1, where between both ends neutral reviews stand, and 5; (3,).

    A rating is of an attribute, which all may blame. Stars are of a whole review: who blames one thing may well give
    four, and who is read wrongly gives what nobody said. So stars of whole reviews would pull both ends to the middle,
    and what is bad could not be rated so. Where what is neither stands between them, they tell: of reviews that say one
    kind of thing alone, drawn towards 1, 3 and 5.

    Args:
        shares: Of the sentiments in reviews; (n, 3).
        stars: Of each review, NaN or outside 1 to 5 where unknown; (n,).
        settings: Of ratings.
    """
    known = (stars >= LEAST) & (stars <= MOST)
    plain = np.array(PLAIN)
    if int(known.sum()) < settings.least_scale_reviews:
        return plain
    alone = shares[known] >= 1 - _ROUNDED
    count, drawn = alone.sum(axis=0), settings.scale_prior + _ROUNDED
    sums = stars[known] @ alone
    blame, _, praise = (sums + drawn * plain) / (count + drawn)
    if praise - blame <= _ROUNDED:
        return plain
    # where each neutral review stands between both, summed, and reviews in the middle beside them
    stand = (sums[1] - count[1] * blame) / (praise - blame)
    middle = LEAST + (MOST - LEAST) * (stand + drawn / 2) / (count[1] + drawn)
    return np.array([LEAST, np.clip(middle, LEAST, MOST), MOST])
