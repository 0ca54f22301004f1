"""Which candidate of each request of a table is shown, and with what probability."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .batches import Floats
from .hashing import hash_texts, uniform_of
from .policies import Policy, chosen_at
from .scored import Scored

REQUEST_ID: Final = "request_id"
FRESH: Final = -1  # the seed of choices that nobody wants to see again


@dataclass(frozen=True)
class Requests:
    """Which rows compete, and the number that decides between them.

    Attributes:
        of: Request of each of n rows, int64 (n,), in 0 .. requests - 1; rows of one need not lie together.
        drawn: Drawn evenly from [0, 1) for each request, float64 (requests,).
    """

    of: npt.NDArray[np.int64]
    drawn: Floats

    @classmethod
    def read(cls, frame: pd.DataFrame, seed: int) -> Self:
        """Requests of a table by its `request_id`: without that column all rows are one, a null is one by itself.

        Args:
            frame: n rows.
            seed: 0 or more: the number of a request follows from this and from its `request_id` alone, so it is the
                same in every batch; equal ids are drawn alike. With `FRESH`, and for rows without an id, numbers come
                from the operating system's entropy.
        """
        if REQUEST_ID not in frame.columns:
            return cls(np.zeros(len(frame), dtype=np.int64), _entropy(1))
        codes, distinct = pd.factorize(frame[REQUEST_ID])
        codes = codes.astype(np.int64)
        alone = codes < 0
        codes[alone] = len(distinct) + np.arange(int(alone.sum()))
        named = _entropy(len(distinct)) if seed == FRESH else _of_ids(distinct, seed)
        return cls(codes, np.append(named, _entropy(int(alone.sum()))))


def choices(policy: Policy, scored: Scored, requests: Requests) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Choice probability of each of n rows, float64 (n,), and whether it was drawn, bool (n,): one a request.

    Args:
        scored: n candidates.
        requests: Of the same n rows.
    """
    chance, chosen = np.zeros(len(scored)), np.zeros(len(scored), dtype=bool)
    order = np.argsort(requests.of, kind="stable")
    bounds = np.flatnonzero(np.diff(requests.of[order])) + 1
    for rows in np.split(order, bounds) if len(order) else []:
        own = replace(
            scored, logit=scored.logit[rows], deviation=scored.deviation[rows], probability=scored.probability[rows]
        )
        chance[rows] = policy.probabilities(own)
        chosen[rows[chosen_at(chance[rows], float(requests.drawn[requests.of[rows[0]]]))]] = True
    return chance, chosen


def _of_ids(ids: Any, seed: int) -> Floats:
    return uniform_of(hash_texts([str(one) for one in ids]), seed)


def _entropy(count: int) -> Floats:
    return np.random.default_rng().random(count)
