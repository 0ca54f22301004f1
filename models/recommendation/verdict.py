"""Whether trees are kept: told by customers of valid on whose requests nothing of them was chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .ranking_settings import RankingSettings
from .training_rows import TrainingRows
from .valid_metrics import measures, ndcg

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


def stopping(customers: Ints, share: float, seed: int) -> Truths:
    """Requests by which the number of trees is chosen, all of a customer or none; one customer alone has none; (n,).

    Args:
        customers: Who asks; (n,).
        share: Of the customers.
        seed: Of the draw.
    """
    codes, names = np.unique(customers, return_inverse=True)[::-1]
    drawn = np.random.default_rng(seed).permutation(len(names))
    of_customer = drawn < min(round(share * len(names)), len(names) - 1)
    return np.asarray(of_customer[codes], dtype=bool)


def told_of(
    held: TrainingRows, trees: Floats, blend: Floats, customers: Ints, settings: RankingSettings
) -> dict[str, Any]:
    """Facts: the measures of both orders, whether trees are better beyond noise (`kept`), and why.

    Args:
        held: Requests on which no tree was chosen, with all their candidates; some wanted something.
        trees, blend: Scores of its candidates; (rows,).
        customers: Who asks each of its requests; (requests,).
        settings: Of the ranker.
    """
    orders = {"trees": trees, "blend": blend}
    told = {name: measures(held.request, score, held.labels, held.wanted) for name, score in orders.items()}
    at = settings.measured_at
    each = [ndcg(held.request, score, held.labels, held.wanted, at) for score in orders.values()]
    gain = each[0] - each[1]
    noise = noise_of_mean(gain, customers[held.wanted.count() > 0])
    kept = bool(gain.mean() > settings.least_sigma * noise)
    return {
        "kept": kept,
        "valid": told,
        "gain": float(gain.mean()),
        "gain_noise": noise if np.isfinite(noise) else None,
        "why": "it orders valid better than the blend" if kept else "it orders valid no better than the blend",
    }


def noise_of_mean(values: Numbers, groups: Ints) -> float:
    """Standard error of a mean of values of which those of one group tell the same (Liang and Zeger, 1986).

    Infinite where there is but one group.
    """
    codes = np.unique(groups, return_inverse=True)[1]
    off = np.bincount(codes, values - values.mean()) if len(values) else np.zeros(0)
    if len(off) < 2:
        return float("inf")
    return float(np.sqrt((off**2).sum() * len(off) / (len(off) - 1)) / len(values))
