"""How a product's words meet a query's: covered and missing ones, numbers, brand, colour, category."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .asked_words import AskedWords
from .catalogue import NONE, Catalogue
from .measures import agreement
from .product_words import ProductWords

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NAMES: Final = (
    "query_words",
    "query_numbers",
    "covered_by_title",
    "covered_by_fields",
    "covered_anywhere",
    "rarest_missing",
    "words_missing",
    "first_word",
    "last_word",
    "in_order",
    "numbers_covered",
    "measures_agree",
    "measures_differ",
    "title_words",
    "title_said",
    "brand_agrees",
    "colour_agrees",
    "category_share",
    "category_against_best",
    "category_known",
)


def pair_features(asked: AskedWords, positions: Ints, words: ProductWords, catalogue: Catalogue) -> Floats:
    """Features of one query and its candidates, NaN where nothing can be said; (candidates, `NAMES`).

    Args:
        asked: The query.
        positions: Candidates; (c,).
        words: Of all products.
        catalogue: Of all products.
    """
    count = len(positions)
    held, owner = words.titles.take(positions)
    title, term = asked.met(held, owner, count)
    fields = np.maximum(title, asked.met(*words.others.take(positions), count)[0])
    anywhere = np.maximum(fields, asked.met(*words.bodies.take(positions), count)[0])
    sizes = np.bincount(owner, minlength=count)
    category = catalogue.codes["category"][positions]
    columns = [
        np.full(count, asked.weight.sum()),
        np.full(count, asked.number.sum()),
        *(_covered(met, asked.rarity * asked.weight) for met in (title, fields, anywhere)),
        *_missing(fields, asked.rarity, asked.weight),
        *_ends(title, asked.typed, count),
        _in_order(asked, term, owner, count),
        _covered(title[:, asked.number], np.ones(int(asked.number.sum()), dtype=np.float32)),
        *agreement(asked.measures, *words.measures.take(positions), count).T,
        sizes,
        np.bincount(owner, term >= 0, count) / np.maximum(sizes, 1),
        _agrees(asked.brands, catalogue.codes["brand"][positions]),
        _agrees(asked.colours, catalogue.codes["colour"][positions]),
        *_category(asked.category, category),
    ]
    return np.column_stack(columns).astype(np.float32)


def _covered(met: Floats, weight: Floats) -> Floats:
    """Share of the words that are met, by weight; NaN where there are none."""
    total = float(weight.sum())
    if total <= 0:
        return np.full(len(met), np.nan, dtype=np.float32)
    return np.asarray(met @ weight / total)


def _missing(met: Floats, rarity: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Rarity of the rarest word that is not met, and how many are not."""
    missing = (met <= 0) * weight
    return (missing * rarity).max(axis=1, initial=0.0), missing.sum(axis=1)


def _ends(met: Floats, typed: int, count: int) -> tuple[Floats, Floats]:
    if not typed:
        return np.full(count, np.nan, dtype=np.float32), np.full(count, np.nan, dtype=np.float32)
    return met[:, 0], met[:, typed - 1]


def _in_order(asked: AskedWords, term: Ints, owner: Ints, count: int) -> Floats:
    """Share of the query's neighbouring words that are neighbours in the title, in the same order."""
    if len(asked) < 2:
        return np.full(count, np.nan, dtype=np.float32)
    word = np.where(term >= 0, asked.worth.argmax(axis=1)[term], -2)
    follows = (owner[1:] == owner[:-1]) & (word[1:] == word[:-1] + 1) & (word[:-1] >= 0)
    return (np.bincount(owner[1:], follows, count) / (len(asked) - 1)).astype(np.float32)


def _agrees(mentioned: Ints, held: npt.NDArray[np.int32]) -> Floats:
    """1 where the product's is mentioned, 0 where another is, NaN where none is or the product's is not known."""
    if not len(mentioned):
        return np.full(len(held), np.nan, dtype=np.float32)
    return np.where(held == NONE, np.nan, np.isin(held, mentioned)).astype(np.float32)


def _category(share: Floats, held: npt.NDArray[np.int32]) -> tuple[Floats, Floats, Floats]:
    best = float(share.max(initial=0.0))
    if best <= 0:
        nothing = np.full(len(held), np.nan, dtype=np.float32)
        return nothing, nothing, np.zeros(len(held), dtype=np.float32)
    own = np.where(held == NONE, np.nan, share[held]).astype(np.float32)
    return own, own / best, np.full(len(held), best, dtype=np.float32)
