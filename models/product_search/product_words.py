"""Words of products as the ranker's features read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..ragged import Ragged
from ..words import normalised, spelt_column
from .catalogue import Catalogue
from .feature_settings import FeatureSettings
from .measures import measures
from .mentions import Mentions
from .query_categories import QueryCategories
from .word_codes import Codes, spelt_codes, unique_rows

Floats = npt.NDArray[np.float32]

_WORDS: Final = "product_words.npz"
_CATEGORIES: Final = "query_categories.npz"
_ROWS: Final = ("titles", "others", "bodies", "measures")
_PATH: Final = ">"


@dataclass(frozen=True)
class ProductWords:
    """Codes of words of n products.

    Attributes:
        titles: Words of the title in their order.
        others: Words of brand, colour and the category's last level, each once.
        bodies: Words of bullets and description, each once.
        measures: Numbers with their units in the title.
        words: Sorted codes of all words of titles; (words,).
        rarity: Of each, its inverse document frequency, 1 for a word of one title; (words,).
        brands: Names of brands that a query may mention, numbered as the catalogue does.
        colours: Names of colours, likewise.
        categories: What words say of the category.
    """

    titles: Ragged
    others: Ragged
    bodies: Ragged
    measures: Ragged
    words: Codes
    rarity: Floats
    brands: Mentions
    colours: Mentions
    categories: QueryCategories

    @classmethod
    def of(cls, products: pd.DataFrame, catalogue: Catalogue, settings: FeatureSettings) -> Self:
        """From products in the order of the catalogue."""
        titles, is_number = spelt_codes(spelt_column(products["title"]), settings.title_words)
        once = unique_rows(titles)
        words, times = np.unique(once.values, return_counts=True)
        share = np.log1p(len(products) / times) / np.log1p(max(len(products), 1))
        leaf = products["category"].astype("str").fillna("").str.rsplit(_PATH, n=1).str[-1]
        other = [spelt_column(column) for column in (products["brand"], products["colour"], leaf)]
        said, _ = spelt_codes([" ".join(one) for one in zip(*other, strict=True)], settings.title_words)
        category = catalogue.codes["category"]
        filed = QueryCategories.of(once, category, len(catalogue.names["category"]), settings.category_share)
        return cls(
            titles,
            unique_rows(said),
            _bodies(products, settings.body_words),
            measures(titles, is_number),
            words,
            share.astype(np.float32),
            Mentions.of(normalised(catalogue.names["brand"])),
            Mentions.of(normalised(catalogue.names["colour"])),
            filed,
        )

    def rarity_of(self, codes: Codes) -> Floats:
        """How rare words are in titles, above 0 and at most 1; a word of none is as rare as can be."""
        if not len(self.words):
            return np.ones(len(codes), dtype=np.float32)
        row = np.minimum(np.searchsorted(self.words, codes), len(self.words) - 1)
        return np.where(self.words[row] == codes, self.rarity[row], np.float32(1.0))

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        rows = dict(zip(_ROWS, (self.titles, self.others, self.bodies, self.measures), strict=True))
        arrays: dict[str, Any] = {"words": self.words, "rarity": self.rarity}
        for name, one in rows.items():
            arrays |= one.arrays(name)
        arrays |= self.brands.arrays("brands") | self.colours.arrays("colours")
        np.savez(directory / _WORDS, allow_pickle=False, **arrays)
        np.savez(directory / _CATEGORIES, allow_pickle=False, **self.categories.arrays())

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / _CATEGORIES, allow_pickle=False) as arrays:
            categories = QueryCategories.read(arrays)
        with np.load(directory / _WORDS, allow_pickle=False) as arrays:
            titles, others, bodies, read = (Ragged.read(arrays, name) for name in _ROWS)
            brands, colours = (Mentions.read(arrays, name) for name in ("brands", "colours"))
            words, rarity = arrays["words"], arrays["rarity"]
            return cls(titles, others, bodies, read, words, rarity, brands, colours, categories)


def _bodies(products: pd.DataFrame, most: int) -> Ragged:
    if not most:
        return Ragged(np.zeros(0, dtype=np.uint32), np.zeros(len(products) + 1, dtype=np.int64))
    longest = most * 12  # characters in which so many words stand
    parts = [spelt_column(products[name], longest) for name in ("bullets", "description")]
    return unique_rows(spelt_codes([" ".join(pair) for pair in zip(*parts, strict=True)], most)[0])
