"""The products that searches were answered with, beside what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import PLACES, discount
from evaluation.search_truth import UNGRADED, Truth
from evaluation.shelf import Flags, Longs, micros

Floats = npt.NDArray[np.float64]

# A product launched so many days or less before a search is new to it: a month, in which few have been clicked enough
# to stand on their own. No setting: shares of versions that count other products as new cannot be compared.
NEW_DAYS: Final = 30.0


@dataclass(frozen=True)
class Shown:
    """Products by search.

    Attributes:
        count: Searches.
        row: Search of each product; (shown,).
        place: 1 is the top; (shown,).
        at_hand: Whether it could be had there and then; (shown,).
        new: Whether it was launched lately; (shown,).
        gain: What it is worth, 0 where nothing is known; a product shown twice counts once; (shown,).
        weight: Of a click by the place at which the log showed it, 0 where not known; (shown,).
        grade: One of the four, or `UNGRADED`; (shown,).
        right: Whether it answers the search; (shown,).
    """

    count: int
    row: Longs
    place: Longs
    at_hand: Flags
    new: Flags
    gain: Floats
    weight: Floats
    grade: Longs
    right: Flags

    @classmethod
    def of(cls, table: pd.DataFrame, row: Longs, answers: pd.DataFrame, known: Truth) -> Self:
        """From answers, of which those of rank 0 are no products.

        Args:
            table: Searches, as `search_requests.requests` gives them.
            row: Search of each answer; (answers,).
            answers: What the model answered.
            known: Of the test.
        """
        product_shown = answers["rank"].to_numpy(np.int64) > 0
        row, answers = row[product_shown], answers[product_shown]
        product, place = known.shelf.numbers(answers["product_id"]), answers["rank"].to_numpy(np.int64)
        moment = micros(table["asked_at"], 0)[row]
        search = known.searches.get_indexer(pd.Index(table["example_id"].astype("str"))).astype(np.int64)
        pair = np.where(_first(row, product, place), known.pairs(search[row], product), -1)
        met = np.flatnonzero(pair >= 0)

        def told(values: npt.NDArray[Any], otherwise: float) -> npt.NDArray[Any]:
            out = np.full(len(row), otherwise, dtype=values.dtype)
            out[met] = values[pair[met]]
            return out

        return cls(
            count=len(table),
            row=row,
            place=place,
            at_hand=known.shelf.at_hand(product, table["region"].iloc[row], moment),
            new=known.shelf.new(product, moment, NEW_DAYS),
            gain=told(known.gain, 0.0),
            weight=np.nan_to_num(told(known.weight, 0.0)),
            grade=told(known.grade, UNGRADED),
            right=told(known.right, 0),
        )

    def among_first(self, places: int, holds: Flags | None = None) -> Longs:
        """How many of the first so many products it holds of, of all where it is not given; (searches,)."""
        counted = self.place <= places if holds is None else holds & (self.place <= places)
        return np.bincount(self.row[counted], minlength=self.count).astype(np.int64)

    def dcg(self, gain: Floats) -> Floats:
        """Sum of gains over the first ten places, the less the further down; (searches,)."""
        looked_at = self.place <= PLACES
        worth = gain[looked_at] * discount(self.place[looked_at])
        return np.bincount(self.row[looked_at], worth, self.count).astype(np.float64)

    def reciprocal_rank(self) -> Floats:
        """One over the place of the first product that is right, 0 without one; (searches,)."""
        found = np.zeros(self.count)
        np.maximum.at(found, self.row[self.right], 1 / self.place[self.right])
        return found


def _first(row: Longs, product: Longs, place: Longs) -> Flags:
    """Whether it is the highest place at which a search shows a product; (shown,)."""
    order = np.lexsort((place, product, row))
    again = (np.diff(row[order], prepend=-1) == 0) & (np.diff(product[order], prepend=-1) == 0)
    first = np.ones(len(row), dtype=bool)
    first[order[again]] = False
    return first
