"""What products are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .question_text import words_of


@dataclass(frozen=True)
class ProductNames:
    """Titles and categories of the catalogue.

    Attributes:
        titles: By product id.
        categories: Last name of the path of each product that has one.
    """

    titles: Mapping[str, str]
    categories: Mapping[str, str] = field(default_factory=dict)

    def title(self, product: str | None) -> str:
        """As answers name it."""
        return self.titles.get(product or "") or f"product {product}"

    @cached_property
    def every_word(self) -> frozenset[str]:
        """Words of all titles and categories, each also without the ending of a plural."""
        words = {word for texts in (self.titles, self.categories) for text in texts.values() for word in words_of(text)}
        return frozenset(words | {singular(word) for word in words})

    def words(self, product: str | None, further: str = "") -> frozenset[str]:
        """Words that name it, each also without the ending of a plural.

        Args:
            product: Its id; None has no words.
            further: Words beside.
        """
        if product is None:
            return _words(further)
        return _words(f"{self.titles.get(product, '')} {self.categories.get(product, '')} {product} {further}")


@lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    words = words_of(text)
    return frozenset(words) | frozenset(singular(word) for word in words)


def singular(word: str) -> str:
    """A word without the ending of an English plural."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
