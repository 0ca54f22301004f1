"""What of products the ranker's features read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FeatureSettings:
    """Texts of products, as the features of a query and a product read them.

    Attributes:
        title_words: First words of a title; at least 1.
        body_words: First words of bullets and description together; 0 leaves them out.
        category_share: Share of the titles with a word below which a category is not kept for it; 0 to 1.
        most_words: First words of a query; at least 1.
        most_meant: Likeliest past queries that a query is taken to mean; at least 1.
    """

    title_words: int = 40
    body_words: int = 60
    category_share: float = 0.02
    most_words: int = 24
    most_meant: int = 8
