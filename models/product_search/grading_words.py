"""Queries and products as words for grading, endings of plurals cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ..words import normalised
from .pair_texts import field

# Small words of English, the language of most public judgments: what words mean is nothing to tune. In another language
# few of them are met, and what the columns made from them weigh is learnt from its own judgments.
LINKING: Final = frozenset({"for", "with", "without", "compatible", "fit"})  # what follows is not what is sold
NEGATIONS: Final = frozenset({"without", "no", "not", "non"})
_SMALL: Final = LINKING - {"compatible", "fit"} | {
    "and",
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "on",
    "by",
    "from",
    "at",
    "or",
}
_CLOSING: Final = frozenset({"for", "with", "without", "in", "by", "from", "to"})  # what stands before is the head
# Letters of the shortest word that keeps its final s: gas, bus and yes are no plurals. A fact of English, not tuned.
_STEM: Final = 3


@dataclass(frozen=True)
class Asked:
    """A query.

    Attributes:
        all: Its words.
        words: Those that say what is wanted; all where none does.
        head: The noun that names the kind of product; "" in a query without words.
        letters: Characters of the query.
    """

    all: list[str]
    words: list[str]
    head: str
    letters: int


@dataclass(frozen=True)
class Offered:
    """A product: the words of each of its fields."""

    fields: dict[str, list[str]]


def asked(queries: Sequence[str], most: int) -> list[Asked]:
    """Queries read; of each its first `most` characters."""
    out = []
    for query, words in zip(queries, _split(queries, most), strict=True):
        end = next((place for place, word in enumerate(words) if place and word in _CLOSING), len(words))
        head = words[end - 1] if words else ""
        out.append(Asked(words, [word for word in words if word not in _SMALL] or words, head, min(len(query), most)))
    return out


def offered(products: pd.DataFrame, fields: Sequence[str], most: int) -> list[Offered]:
    """Products read; of each field its first `most` characters."""
    columns = [_split(field(products, name).tolist(), most) for name in fields]
    return [Offered(dict(zip(fields, words, strict=True))) for words in zip(*columns, strict=True)]


def stem(word: str) -> str:
    """A word without the ending of an English or Spanish plural."""
    if len(word) > _STEM + 1:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("es") and word[-3] in "sxzh":
            return word[:-2]
    return word[:-1] if len(word) > _STEM and word.endswith("s") and not word.endswith("ss") else word


def _split(texts: Sequence[str], most: int) -> list[list[str]]:
    return [[stem(word) for word in words.split()] for words in normalised([text[:most] for text in texts])]
