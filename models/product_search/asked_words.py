"""A query's words, each with all that may stand for it: the word, its corrections, its completions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from ..ragged import Ragged
from ..words import is_number
from .measures import measures
from .product_words import ProductWords
from .terms import WeightedTerms
from .word_codes import Codes, codes_of

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class AskedWords:
    """One query.

    Attributes:
        typed: Words that were typed; those behind them may follow.
        terms: Sorted codes of all terms, each once; (terms,).
        worth: How well a term stands for each word, 0 where it does not; (terms, words).
        best: Code of the best term of each word; (words,).
        rarity: Of each word: of its terms, weighted; (words,).
        weight: 1 for a word that was typed, else the probability that it follows; (words,).
        number: Whether a word is a number; (words,).
        measures: Numbers with their units.
        brands, colours: Names mentioned, as the catalogue numbers them.
        category: What the words say of each category; (categories,).
    """

    typed: int
    terms: Codes
    worth: Floats
    best: Codes
    rarity: Floats
    weight: Floats
    number: npt.NDArray[np.bool_]
    measures: npt.NDArray[np.uint64]
    brands: Ints
    colours: Ints
    category: Floats

    @classmethod
    def of(cls, groups: WeightedTerms, typed: int, products: ProductWords, most: int) -> Self:
        """From what each word may stand for; the likeliest of a word counts in full.

        Args:
            groups: One a word that was typed, then one a word that may follow.
            typed: Words that were typed.
            products: Knows how rare words are, and what they name.
            most: First words that are read.
        """
        groups = groups[:most]
        count = len(groups)
        terms = [term for group in groups for term in group.words]
        places = np.repeat(np.arange(count), [len(group.words) for group in groups])
        weights = np.array([weight for group in groups for weight in group.weights], dtype=np.float32)
        unique, row = np.unique(codes_of(terms), return_inverse=True)
        worth = np.zeros((len(unique), count), dtype=np.float32)
        np.maximum.at(worth, (row, places), weights)
        most_worth = worth.max(axis=0, initial=0.0)
        worth /= np.where(most_worth > 0, most_worth, 1.0)
        weight = np.where(np.arange(count) < typed, 1.0, most_worth).astype(np.float32)
        rare = products.rarity_of(unique)
        total = worth.sum(axis=0)
        chosen = worth.argmax(axis=0) if len(unique) else np.zeros(0, dtype=np.int64)
        best = unique[chosen]
        number = np.zeros(count, dtype=bool)
        number[places[[is_number(term) for term in terms]]] = True
        rarity = (worth * rare[:, None]).sum(axis=0) / np.where(total > 0, total, 1.0)
        return cls(
            min(typed, count),
            unique,
            worth.astype(np.float32),
            best,
            rarity.astype(np.float32),
            weight,
            number,
            measures(Ragged(best, np.array([0, count])), number).values,
            products.brands.in_query(best),
            products.colours.in_query(best),
            products.categories.of_query(best, (rarity * weight).astype(np.float32)),
        )

    def __len__(self) -> int:
        return int(self.worth.shape[1])

    def met(self, values: Codes, owner: Ints, count: int) -> tuple[Floats, Ints]:
        """How well products hold each word.

        Args:
            values: Codes of the products' words; (held,).
            owner: The product of each; (held,).
            count: Products.

        Returns:
            The worth of the best term that a product holds of each word, 0 where it holds none, (count, words); and
            the term of each held word, -1 where it is none of the query's, (held,).
        """
        out = np.zeros((count, len(self)), dtype=np.float32)
        if not len(self.terms):
            return out, np.full(len(values), -1, dtype=np.int64)
        row = np.minimum(np.searchsorted(self.terms, values), len(self.terms) - 1)
        term = np.where(self.terms[row] == values, row, -1)
        hit = np.flatnonzero(term >= 0)
        np.maximum.at(out, owner[hit], self.worth[term[hit]])
        return out, term
