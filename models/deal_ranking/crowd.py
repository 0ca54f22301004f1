"""Probabilities of a deal among customers who come: what is expected of it, whoever sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .deals import Deals
from .past import Finds, past_of
from .profiles import Profiles
from .request import stored_questions
from .scorer import Scorer
from .since import Since
from .states import States

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Crowd:
    """A sample of the customers of visits, as they were at one moment.

    The mean probability of a deal is a number of the deal alone: whoever is asked about, and whatever else is asked at
    the same time, it is taken over the same customers at the same moment.

    Attributes:
        rows: Their places in the profiles; one of a customer of whom nothing is known (-1) where there are none.
        states: What they had done, as the scorer reads it.
        moment: Seconds since 1970.
        chunk: Pairs of a customer and a deal in memory at once.
    """

    rows: Ints
    states: States
    moment: float
    chunk: int

    def mean(self, scorer: Scorer, deals: Deals, together: Numbers) -> Numbers:
        """Mean probability of each deal, as if it ran at the moment; (deals,).

        Args:
            scorer: Of pairs.
            deals: Any.
            together: Deals of each deal's campaign, NaN without one; (deals,).
        """
        size, found = len(self.rows), np.zeros(len(deals))
        step = max(self.chunk // size, 1)
        for start in range(0, len(deals), step):
            part = np.arange(start, min(start + step, len(deals)))
            shelf = scorer.looked_at(deals.take(part).running_at(self.moment), together[part])
            pair_state, pair_deal = np.repeat(np.arange(size), len(part)), np.tile(np.arange(len(part)), size)
            scored = scorer.score(self.states, shelf, pair_state, pair_deal, np.full(size, self.moment))
            found[part] = scored.probability.reshape(size, len(part)).mean(axis=0)
        return found


def _no_deals(ids: Sequence[str]) -> Ints:
    return np.full(len(ids), -1, dtype=np.int64)


def crowd_of(scorer: Scorer, profiles: Profiles, rows: Ints, moment: float, chunk: int) -> Crowd:
    """Some customers as they were at a moment.

    Args:
        scorer: Reads what they did.
        profiles: Of customers.
        rows: Places in the profiles, -1 for nobody known.
        moment: Seconds since 1970; what came later is left out.
        chunk: See `Crowd`.
    """
    rows = rows if len(rows) else np.full(1, -1, dtype=np.int64)
    names = list(profiles.row)
    told = [None if row < 0 else names[row] for row in rows.tolist()]
    questions = stored_questions(told, np.full(len(rows), moment), tuple(profiles.customers))
    finds = Finds(scorer.positions, scorer.shelves, _no_deals, lambda _offer, _moment: None)
    past = past_of(questions, profiles, Since.empty(), finds, personal=True)
    return Crowd(rows, scorer.states(past, len(rows)), moment, chunk)
