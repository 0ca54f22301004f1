"""Mentions of attributes in reviews of products."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from .extracted import Extracted
from .quotes import quotes_of
from .words import without_markup

MENTIONS: Final = "mentions.parquet"
PRODUCTS: Final = "products.parquet"
_SIGNS: Final = re.compile(r"[\W_]+")
_OF_LETTERS: Final = ("Mn", "Mc")
COLUMNS: Final = ("product_id", "review", "attribute", "sentiment", "confidence", "quote")


def mentions_of(
    texts: list[str], products: list[str], read: Extracted, attributes: list[str], longest: int
) -> pd.DataFrame:
    """One row for each triplet: `COLUMNS`, the review as a number from 0.

    What was copied is one review: texts of a product have the same number where their letters and digits are the
    same, whatever stands between them.

    Args:
        texts: Of reviews.
        products: Whose each is.
        read: Triplets of the texts.
        attributes: Of each triplet.
        longest: Characters of a quote at most.
    """
    keys = [f"{product}\n{_copied(text)}" for product, text in zip(products, texts, strict=True)]
    number = pd.factorize(np.array(keys, dtype=object))[0].astype(np.int64)
    owner = np.array(products, dtype=object)
    first = ~pd.Series(number).duplicated().to_numpy(dtype=bool)
    own = np.flatnonzero(first[read.text])
    kept = read.take(own)
    columns: dict[str, Any] = {
        "product_id": pd.array(owner[kept.text].tolist(), dtype="str"),
        "review": number[kept.text],
        "attribute": pd.array([attributes[row] for row in own.tolist()], dtype="str"),
        "sentiment": kept.sentiment,
        "confidence": kept.confidence,
        "quote": pd.array(quotes_of(texts, kept, longest), dtype="str"),
    }
    return pd.DataFrame(columns)


def _copied(text: str) -> str:
    """What copies of a text have alike, however they were marked up, broken and punctuated."""
    plain = unescape(without_markup(text)).casefold()
    return _SIGNS.sub(_accents, plain) or "".join(plain.split())


def _accents(signs: re.Match[str]) -> str:
    """Of signs between letters those that belong to a letter, such as the vowels of Hindi."""
    told = signs.group()
    return "" if told.isascii() else "".join(one for one in told if unicodedata.category(one) in _OF_LETTERS)


@dataclass(frozen=True)
class KnownMentions:
    """Mentions as of training, those of a product side by side.

    Attributes:
        rows: `COLUMNS`, in the order of the products.
        products: All products of which there was a review.
    """

    rows: pd.DataFrame
    products: frozenset[str]
    _slices: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, rows: pd.DataFrame, products: list[str]) -> KnownMentions:
        """From mentions in any order."""
        ordered = rows.sort_values(["product_id", "review"], kind="stable", ignore_index=True)
        codes, names = pd.factorize(ordered["product_id"])
        ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
        slices = dict(zip(names.tolist(), zip([0, *ends], ends, strict=False), strict=True))
        return cls(ordered, frozenset(products), slices)

    def about(self, product: str) -> pd.DataFrame:
        """Mentions in a product's reviews; none where it is not known."""
        start, end = self._slices.get(product, (0, 0))
        return self.rows.iloc[start:end]

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        self.rows.to_parquet(directory / MENTIONS, index=False)
        told = pd.DataFrame({"product_id": pd.array(sorted(self.products), dtype="str")})
        told.to_parquet(directory / PRODUCTS, index=False)

    @classmethod
    def load(cls, directory: Path) -> KnownMentions:
        """Read what `save` wrote."""
        products = pd.read_parquet(directory / PRODUCTS)["product_id"].tolist()
        return cls.of(pd.read_parquet(directory / MENTIONS), products)
