"""The products that requests were answered with, beside what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import PLACES, discount
from evaluation.ranked_answers import last_of_ties, shown_again
from evaluation.rec_requests import ANSWERS
from evaluation.rec_truth import Truth
from evaluation.shelf import Flags, Longs

Floats = npt.NDArray[np.float64]

_NONE: Final = -1
_BEYOND: Final = 2**40  # no place that is looked at


@dataclass(frozen=True)
class Shown:
    """Products by row of a table of requests.

    Attributes:
        number: Which test request each row is; (rows,).
        row: Of each product; (shown,).
        rank: Where it stands, 1 is the top; (shown,).
        place: The last rank among the products of its list that have its score: a tie is no order. Those
            of a full list that have the score of its last are beyond all places, as more that is not shown may have it;
            (shown,).
        product: Place on the shelf, -1 of a stranger; (shown,).
        pair: Place among the relevant pairs, -1 where it is none, or was shown higher up; (shown,).
        again: Whether the list shows it higher up; (shown,).
    """

    number: Longs
    row: Longs
    rank: Longs
    place: Longs
    product: Longs
    pair: Longs
    again: Flags

    @classmethod
    def of(cls, table: pd.DataFrame, row: Longs, answers: pd.DataFrame, known: Truth, wanted: int = ANSWERS) -> Self:
        """From answers, of which those of rank 0 are no products.

        Args:
            table: Requests, as `rec_requests.requests` gives them.
            row: Request of each answer; (answers,).
            answers: What the model answered.
            known: Of the test.
            wanted: Products that were asked for; a list of fewer is whole.
        """
        number, shown = known.numbers(table), answers["rank"].to_numpy(np.int64) > 0
        row, answers = row[shown], answers[shown]
        rank, product = answers["rank"].to_numpy(np.int64), known.catalogue.shelf.numbers(answers["product_id"])
        again = shown_again(row, answers["product_id"], rank)
        pair = np.where(again, _NONE, known.pairs(number[row], product))
        place = last_of_ties(row, rank, answers["score"])
        last = np.zeros(len(number), dtype=np.int64)
        np.maximum.at(last, row, place)
        place = np.where((place == last[row]) & (last[row] >= wanted), _BEYOND, place)
        return cls(number, row, rank, place, product, pair, again)

    def only(self, holds: Flags) -> Shown:
        """The lists without the products of which it does not hold; those below move up."""
        order = np.lexsort((self.rank, self.row))
        kept = order[holds[order]]
        row, count = self.row[kept], np.bincount(self.row[kept], minlength=len(self.number))
        first = np.cumsum(count) - count
        place = np.arange(len(kept)) - first[row] + 1
        # Ties stay ties: all have the place of the last of them.
        last = last_of_ties(row, place, pd.Series(self.place[kept]))
        last = np.where(self.place[kept] == _BEYOND, _BEYOND, last)
        parts = {name: getattr(self, name)[kept] for name in ("product", "pair", "again")}
        return replace(self, row=row, rank=place, place=last, **parts)

    def among_first(self, places: int, holds: Flags | None = None) -> Longs:
        """How many of the first so many products it holds of, of all where it is not given; (rows,)."""
        counted = self.rank <= places if holds is None else holds & (self.rank <= places)
        return np.bincount(self.row[counted], minlength=len(self.number)).astype(np.int64)

    def summed(self, values: Floats, places: int) -> Floats:
        """Sum of a value of the first so many products; (rows,)."""
        counted = self.rank <= places
        return np.bincount(self.row[counted], values[counted], len(self.number)).astype(np.float64)

    def found(self, places: int, holds: Flags | None = None) -> Longs:
        """Relevant products among the first so many places, of pairs of which it holds; (rows,)."""
        counted = (self.pair >= 0) & (self.place <= places)
        if holds is not None:
            counted[counted] = holds[self.pair[counted]]
        return np.bincount(self.row[counted], minlength=len(self.number)).astype(np.int64)

    def dcg(self, gain: Floats) -> Floats:
        """Sum of gains of relevant pairs over the first ten places, the less the further down; (rows,)."""
        counted = (self.pair >= 0) & (self.place <= PLACES)
        worth = gain[self.pair[counted]] * discount(self.place[counted])
        return np.bincount(self.row[counted], worth, len(self.number)).astype(np.float64)

    def reciprocal_rank(self) -> Floats:
        """One over the place of the first relevant product, 0 without one; (rows,)."""
        found, relevant = np.zeros(len(self.number)), (self.pair >= 0) & (self.place < _BEYOND)
        np.maximum.at(found, self.row[relevant], 1 / self.place[relevant])
        return found
