"""The order for requests without a history: what sells, here and at this time of the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .candidates import SOURCES
from .logit import chosen_by
from .moment_settings import MomentSettings
from .pair_features import NAMES
from .pool import Standing
from .valid_metrics import Wanted, ndcg

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

SAID: Final = ("popular", "popular_here", "season", "new")
KNOWN: Final = ("events", "popular_short", "popular_long", "region_lift", "season_lift")
RANKER: Final = "ranker"
POPULAR: Final = "popular"
_PARTS: Final = (*SAID, *KNOWN)
_SAID: Final = [SOURCES.index(name) for name in SAID]
_KNOWN: Final = [NAMES.index(name) for name in KNOWN]
_POPULAR: Final = {POPULAR: "popular", "popular_ever": "events"}


@dataclass(frozen=True)
class Moment:
    """Weights of what is told by time and region alone.

    The logarithms of how often a product sells and of how much more it does so here add up, so a weighted sum is a
    popularity by region and season.

    Attributes:
        weights: Of scores of `SAID`, then of features of `KNOWN`; none below 0; (parts,).
    """

    weights: Numbers

    @classmethod
    def fitted(cls, standing: Standing, features: Floats, requests: Ints, labels: Numbers, l2: float) -> Moment:
        """From requests whose histories are left out.

        Args:
            standing: What the sources say of candidates.
            features: Of each; (rows, `NAMES`).
            requests: Of each, rising; (rows,).
            labels: Worth of each; (rows,).
            l2: Penalty on the squares of the weights.
        """
        return cls(chosen_by(_parts(standing, features), requests, labels, np.ones(len(_PARTS)), l2))

    @classmethod
    def alone(cls, part: str) -> Moment:
        """One part and nothing else."""
        return cls(np.array([float(name == part) for name in _PARTS]))

    def scores(self, standing: Standing, features: Floats) -> Floats:
        """The higher, the better; (rows,)."""
        return np.asarray(_parts(standing, features) @ self.weights.astype(np.float32), dtype=np.float32)

    def as_dict(self) -> dict[str, float]:
        """As JSON can hold it, to the last digit."""
        return dict(zip(_PARTS, self.weights.tolist(), strict=True))

    @classmethod
    def read(cls, told: dict[str, float]) -> Moment:
        """From what `as_dict` gave.

        Raises:
            ValueError: It tells of other parts than there are.
        """
        if set(told) != set(_PARTS):
            raise ValueError(f"the order without a history weighs {sorted(told)}; there are {sorted(_PARTS)}.")
        return cls(np.array([told[name] for name in _PARTS], dtype=np.float64))


def best_without_history(
    fitted: Moment,
    standing: Standing,
    features: Floats,
    ranked: Floats,
    requests: Ints,
    labels: Numbers,
    wanted: Wanted,
    settings: MomentSettings,
) -> tuple[Moment | None, dict[str, Any]]:
    """The best order on requests without a history, and what each gave; None is the ranker's own.

    What sells, everywhere, lately and ever, is among the orders, so what is chosen is on these requests never worse.

    Args:
        fitted: Learnt from train.
        standing: What the sources say of candidates.
        features: Of each; (rows, `NAMES`).
        ranked: Scores of the ranker; (rows,).
        requests: Of each, rising; (rows,).
        labels: Worth of each; (rows,).
        wanted: What the requests wanted.
        settings: Of the choice.
    """
    orders = {"moment": fitted} | {name: Moment.alone(part) for name, part in _POPULAR.items()}
    scores = {RANKER: ranked} | {name: one.scores(standing, features) for name, one in orders.items()}
    told = {
        name: float(ndcg(requests, score, labels, wanted, settings.measured_at).mean())
        for name, score in scores.items()
    }
    best = max(told, key=lambda name: told[name])
    return orders.get(best), {"order": best, "valid_ndcg": told}


def _parts(standing: Standing, features: Floats) -> Floats:
    both = np.hstack([standing.scores[:, _SAID], features[:, _KNOWN]])
    return np.nan_to_num(both, nan=0.0).astype(np.float32)
