"""The alpha that goes into the test: by a stretch before it, with a model that was fitted before that stretch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benchmarks.deal_targets import LOST

Json = dict[str, Any]

ALPHAS: Final = (0.0, 0.02, 0.05, 0.1, 0.25)
TRIED: Final = ("revenue", "of_popular", "lost")  # what is told of each
DAYS: Final = 14  # of the stretch, right before the test


def chosen(tries: Mapping[float, Json]) -> float:
    """The alpha of most revenue among those whose loss of NDCG keeps to the target beyond noise; 0 loses nothing.

    Args:
        tries: By alpha, 0 among them, `revenue` and `lost` with its interval, see `deal_simulated_measures.compared`.
    """
    kept = [alpha for alpha, one in tries.items() if alpha == 0 or LOST.met(one["lost"]["high"])]
    return max(kept, key=lambda alpha: float(tries[alpha]["revenue"]))
