"""How opinions are counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OpinionSettings:
    """Answers to questions of opinion.

    Attributes:
        least_reviews: Reviews that judge what is asked, without which it is one reviewer's word (1..1,000).
        contradicting_share: Share of the voices on the weaker side from which reviewers disagree (0..0.5).
        contradicting_reviews: Reviews on the weaker side without which they do not (1..1,000).
        reach: Words after a negation that it turns around (1..10).
        star_weight: What a review's stars count beside the words of a sentence (0..4).
        quotes: Of each side in the evidence (1..5).
        quote_characters: Of one at most (20..1,000).
    """

    least_reviews: int = 2
    contradicting_share: float = 0.3
    contradicting_reviews: int = 2
    reach: int = 3
    star_weight: float = 0.5
    quotes: int = 1
    quote_characters: int = 200
