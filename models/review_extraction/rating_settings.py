"""How the opinions on an attribute become a rating."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RatingSettings:
    """Ratings of attributes from 1 to 5.

    Attributes:
        prior: Reviews that what is known of all products counts as, beside a product's own (0.1..1,000).
        attribute_prior: Reviews that what is known of everything counts as, beside an attribute's own (0.1..100,000).
        interval: Chance that the rating lies in its interval, above 0 and below 1.
        contradicting_share: Share of the voices on the weaker side from which an attribute is contradicting (0..0.5).
        contradicting_reviews: Reviews on the weaker side without which it is not (1..1,000).
        scale_reviews: Reviews with stars, at most, that teach what a neutral word is worth (0..1,000,000).
        least_scale_reviews: Without so many it is worth 3 stars, between 1 and 5 (10..1,000,000).
        scale_prior: Reviews as which 1, 3 and 5 stars count beside the learned ones (0..100,000).
        known_reviews: Reviews of products, the latest, that are kept to be asked about (0..10,000,000).
        quotes: Of an attribute at most (0..50).
        quote_characters: Of one at most (20..2,000).
    """

    prior: float = 2.0
    attribute_prior: float = 20.0
    interval: float = 0.9
    contradicting_share: float = 0.3
    contradicting_reviews: int = 2
    scale_reviews: int = 2_000
    least_scale_reviews: int = 100
    scale_prior: float = 20.0
    known_reviews: int = 100_000
    quotes: int = 3
    quote_characters: int = 200
