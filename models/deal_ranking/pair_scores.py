"""Probability, revenue and order of pairs, wherever their deals were told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .scorer import Scorer, Shelf
from .states import States

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

BUNDLE, ADDED, TOLD = range(3)  # shelves: known at training, told by an update, told by a request


@dataclass(frozen=True)
class PairScores:
    """As the scorer gives them; (pairs,) each."""

    probability: Numbers
    revenue: Numbers
    order: Numbers

    @classmethod
    def of(
        cls,
        scorer: Scorer,
        states: States,
        seconds: Numbers,
        request: Ints,
        shelves: tuple[Shelf | None, ...],
        place: tuple[npt.NDArray[np.int8], Ints],
        stock: Numbers,
        rank: Numbers | None = None,
    ) -> PairScores:
        """Of pairs of a request and a deal, whichever shelf it is on.

        Args:
            scorer: What was learnt.
            states: Of the requests' customers.
            seconds: Of the requests, since 1970; (requests,).
            request: Of each pair; (pairs,).
            shelves: None where there is nothing on one.
            place: Shelf of each pair's deal, and row there; (pairs,) each.
            stock: What is left of each pair's deal, NaN without a bound; (pairs,).
            rank: At which each is shown, NaN where not known; None: on top; (pairs,).
        """
        found = cls(*(np.zeros(len(request)) for _ in range(3)))
        for number, shelf in enumerate(shelves):
            pairs = np.flatnonzero(place[0] == number)
            if shelf is None or not len(pairs):
                continue
            shown = None if rank is None else rank[pairs]
            scored = scorer.score(states, shelf, request[pairs], place[1][pairs], seconds, stock[pairs], shown)
            found.probability[pairs] = scored.probability
            found.revenue[pairs] = scored.revenue
            found.order[pairs] = scored.order
        return found
