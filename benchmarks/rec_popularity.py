"""What is bought most: at all, of late, in the region, or by the customer before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from benchmarks.rec_log import Asked, Log
from benchmarks.rec_peers import REPEATS, Scores, Setting, with_repeats

MONTHS: Final = (None, 1, 2, 3, 6, 12)  # before the end of the log; None is all time
FADINGS: Final = (0.0, 0.25, 0.5, 1.0)  # of earlier events of the request
_SECONDS_A_MONTH: Final = 30.44 * 86_400

Counts = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Popularity:
    """Counts of events.

    Attributes:
        everywhere: (products,).
        here: By region, (regions, products); None where the region does not count.
    """

    everywhere: Counts
    here: Counts | None

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        grid = product(MONTHS if log.timed else (None,), (False, True) if len(log.regions) > 1 else (False,))
        return with_repeats([{"months": months, "regional": regional} for months, regional in grid], log)

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:  # noqa: ARG003 - as every peer
        late = _late(log, setting["months"])
        everywhere = np.bincount(log.product[late], minlength=len(log.products)).astype(np.float32)
        here = None
        if setting["regional"]:
            here = np.zeros((len(log.regions), len(log.products)), np.float32)
            told = np.flatnonzero(late & (log.region >= 0))
            np.add.at(here, (log.region[told], log.product[told]), 1)
        return cls(everywhere, here)

    def scores(self, asked: Asked) -> Scores:
        """Counts in the region, and of equal ones those everywhere."""
        found = np.repeat(self.everywhere[None, :].astype(np.float64), len(asked), axis=0)
        if self.here is not None:
            found /= self.everywhere.max(initial=0) + 1
            known = np.flatnonzero(asked.region >= 0)
            found[known] += self.here[asked.region[known]]
        return found


class AllTime(Popularity):
    """Of all time and everywhere, not tuned."""

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:  # noqa: ARG003 - as every peer
        return [{"months": None, "regional": False, REPEATS: False}]


@dataclass(frozen=True)
class BoughtBefore:
    """What the customer had most often or last, then what is popular.

    Where customers buy again it is hard to beat (Hu, He, Gao and Zhang, 2020, "Modeling Personalized Item Frequency
    Information for Next-basket Recommendation", SIGIR).

    Attributes:
        popular: What the rest is ordered by.
        fading: Of earlier events; 0 counts all alike.
    """

    popular: Popularity
    fading: float

    @classmethod
    def settings(cls, log: Log) -> list[Setting]:
        if not log.repeats:
            return []
        rests = [one for one in Popularity.settings(log) if not one[REPEATS]]
        return [{**rest, "fading": fading, REPEATS: True} for fading, rest in product(FADINGS, rests)]

    @classmethod
    def fit(cls, log: Log, setting: Setting, *, threads: int) -> Self:
        return cls(Popularity.fit(log, setting, threads=threads), setting["fading"])

    def scores(self, asked: Asked) -> Scores:
        rest = self.popular.scores(asked)
        own: Any = asked.matrix(rest.shape[1], self.fading)
        found: Scores = rest / (rest.max(initial=0) + 1) * own.data.min(initial=1.0) + own.toarray()
        return found


def _late(log: Log, months: float | None) -> Any:
    if months is None:
        return np.ones(len(log.product), dtype=bool)
    return log.seconds > np.nanmax(log.seconds) - months * _SECONDS_A_MONTH
