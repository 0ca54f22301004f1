"""How the order for requests without a history is chosen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MomentSettings:
    """Popularity by region and season, learnt, where there is no history.

    Attributes:
        enabled: Choose an order for requests without a history; else the ranker has them too.
        requests: Most requests of train that are learnt from, and of valid that are looked at, with their histories
            left out; at least 1.
        own_least: Requests of valid that have no history, from which on only they decide; below it requests whose
            histories are left out do too; at least 1.
        measured_at: Places of the NDCG that decides; at least 1.
        l2: Penalty on the squares of the weights; at least 0.
    """

    enabled: bool = True
    requests: int = 2_000
    own_least: int = 100
    measured_at: int = 20
    l2: float = 0.1
