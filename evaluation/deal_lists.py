"""What models answered to requests of deals, beside what is known of each shown deal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.dcg import discount, ideal_dcg
from evaluation.deal_truth import Truth
from evaluation.ranked_answers import last_of_ties, rows_of, shown_again
from evaluation.ratios import divided
from evaluation.shelf import Flags, Longs

Floats = npt.NDArray[np.float64]
SAID: Final = ("probability", "expected_revenue")


@dataclass(frozen=True)
class Lists:
    """Shown deals of the rows of a table of requests.

    A deal counts where it was answered, or had to be: it ran, with stock and budget left, and the customer had not
    redeemed it before.

    Attributes:
        number: Which test request each row is; (rows,).
        row: Of each deal, ascending; (pairs,).
        pair: Its place among what is known; (pairs,).
        place: The last rank among the deals of its list that have its score, for a tie is no order; behind all others
            where it was not answered; (pairs,).
        answered: Whether the model said anything of it; (pairs,).
        probability: That it is redeemed, NaN where not answered; (pairs,).
        expected_revenue: That times what is then taken, likewise; (pairs,).
        shown: Answers that are deals; (rows,).
        not_allowed: Those that do not run, have nothing left, or were not among the candidates; (rows,).
        redeemed_already: Those that the customer had redeemed before; (rows,).
        shown_twice: Those that the list shows higher up; (rows,).
    """

    number: Longs
    row: Longs
    pair: Longs
    place: Longs
    answered: Flags
    probability: Floats
    expected_revenue: Floats
    shown: Longs
    not_allowed: Longs
    redeemed_already: Longs
    shown_twice: Longs

    @classmethod
    def of(cls, table: pd.DataFrame, answers: pd.DataFrame, known: Truth) -> Self:
        """Of all that was answered; answers of rank 0 are no deals.

        Raises:
            ValueError: There is not an answer for each request, or one of a request that was not asked.
        """
        number, of = known.numbers(table), rows_of(table, answers)
        deals = answers["rank"].to_numpy(np.int64) > 0
        of, answers = of[deals], answers[deals]
        rank = answers["rank"].to_numpy(np.int64)
        again = shown_again(of, answers["deal_id"], rank)
        row, pair = known.rows(number)
        width = len(known.deals)
        keys, wanted = row * width + known.deal[pair], of * width + known.deals.numbers(answers["deal_id"])
        wanted = np.where(known.deals.numbers(answers["deal_id"]) >= 0, wanted, -1)
        order = np.argsort(keys, kind="stable")
        at = np.minimum(np.searchsorted(keys, wanted, sorter=order), max(len(keys) - 1, 0))
        at = order[at] if len(keys) else at
        there = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        answer = np.full(len(keys), -1, dtype=np.int64)
        own = there & ~again
        answer[at[own]] = np.flatnonzero(own)
        stale = ~there
        stale[there] = ~known.live[pair[at[there]]]
        already = np.zeros(len(of), dtype=bool)
        already[there] = known.already[pair[at[there]]]
        answered = answer >= 0
        kept = answered | (known.live[pair] & ~known.already[pair])
        last = np.where(answered, last_of_ties(of, rank, answers["score"])[answer] if len(of) else 0, len(of) + width)
        said = [
            np.where(answered, answers[name].to_numpy(np.float64, na_value=np.nan)[answer] if len(of) else 0.0, np.nan)
            for name in SAID
        ]

        def count(holds: Flags) -> Longs:
            return np.bincount(of[holds], minlength=len(number)).astype(np.int64)

        return cls(
            number,
            row[kept],
            pair[kept],
            last[kept],
            answered[kept],
            said[0][kept],
            said[1][kept],
            count(np.ones(len(of), dtype=bool)),
            count(stale),
            count(already),
            count(again),
        )

    def only(self, holds: Flags) -> Lists:
        """The lists without the deals of which it does not hold; those below move up, and ties stay ties; (pairs,)."""
        row, place = self.row[holds], self.place[holds]
        order = np.lexsort((place, row))
        count = np.bincount(row, minlength=len(self.number))
        rank = np.empty(len(row), dtype=np.int64)
        rank[order] = np.arange(len(row)) - (np.cumsum(count) - count)[row[order]] + 1
        parts = {name: getattr(self, name)[holds] for name in ("pair", "answered", *SAID)}
        return replace(self, row=row, place=last_of_ties(row, rank, pd.Series(place)), **parts)

    def summed(self, values: npt.NDArray[Any], holds: Flags | None = None) -> Floats:
        """Sum of a value over the deals of each row, of those of which it holds; (rows,)."""
        kept = np.ones(len(self.row), dtype=bool) if holds is None else holds
        return np.bincount(self.row[kept], values[kept], len(self.number)).astype(np.float64)

    def ndcg(self, known: Truth, places: int, holds: Flags | None = None) -> tuple[Floats, Flags]:
        """Gain 1 of what was redeemed over the first so many places, and where that tells; (rows,) both.

        It tells where one of a row's deals was redeemed and one was not.

        Args:
            known: Of the test.
            places: That are looked at.
            holds: Only these count as redeemed; the others stand where they stand; (pairs,).
        """
        redeemed = known.redeemed[self.pair]
        gain = (redeemed if holds is None else redeemed & holds).astype(np.float64)
        best = ideal_dcg(self.row, gain, len(self.number), places)
        got = self.summed(gain * discount(self.place, places))
        tells = (self.summed(gain) > 0) & (self.summed(1.0 - redeemed) > 0)
        return np.where(tells, divided(got, best, otherwise=0.0), 0.0), tells

    def revenue(self, known: Truth, places: int) -> tuple[Floats, Floats]:
        """What the first so many places took, and what the best list would have; (rows,) both."""
        worth = known.revenue[self.pair]
        order = np.lexsort((-worth, self.row))
        rank = np.arange(len(order)) - np.searchsorted(self.row, np.arange(len(self.number)))[self.row] + 1
        best = np.zeros(len(worth), dtype=bool)
        best[order[rank <= places]] = True
        return self.summed(worth, self.place <= places), self.summed(worth, best)
