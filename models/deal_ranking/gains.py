"""NDCG of requests that redeem something, and other measures of valid."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_PLACES: Final = (5, 10)


def ndcg(request: Ints, score: Numbers, label: Truths, k: int) -> Numbers:
    """NDCG at k of each request with a redemption, in the order of the requests (Järvelin and Kekäläinen, 2002).

    Ties stand in an order that hangs on nothing but the rows' places, mixed.

    Args:
        request: Of each row; (n,).
        score: The higher, the earlier; (n,).
        label: Whether it was redeemed; (n,).
        k: Places that count.
    """
    numbers, row = np.unique(request, return_inverse=True)
    wanted = np.bincount(row, label, len(numbers))
    lot = np.random.default_rng(0).random(len(row))
    order = np.lexsort((lot, -score, row))
    starts = np.searchsorted(row[order], np.arange(len(numbers)))
    place = np.arange(len(order)) - starts[row[order]]
    gain = np.where((place < k) & label[order], 1.0 / np.log2(place + 2.0), 0.0)
    ideal = np.append(0.0, np.cumsum(1.0 / np.log2(np.arange(k) + 2.0)))[np.minimum(wanted, k).astype(np.int64)]
    found = np.bincount(row[order], gain, len(numbers))
    gains: Numbers = found[wanted > 0] / ideal[wanted > 0]
    return gains


def ndcgs(request: Ints, order: Numbers, label: Truths) -> dict[str, float]:
    """Mean NDCG by place; none where no request redeems anything."""
    if not label.any():
        return {}
    return {f"valid_ndcg_{k}": float(ndcg(request, order, label, k).mean()) for k in _PLACES}


def measured(
    request: Ints, order: Numbers, chance: Numbers, label: Truths, weight: Numbers, bins: int
) -> dict[str, float]:
    """Measures of rows; those of one class have fewer.

    NDCG is of what lies there; all else counts each row for as many as it stands for.

    Args:
        request: Of each row; (n,).
        order: By which rows of a request are sorted; (n,).
        chance: Calibrated probabilities; (n,).
        label: Whether each was redeemed; (n,).
        weight: How many rows each stands for, above 0; (n,).
        bins: Of equal weight, for the calibration error.
    """
    found = {"valid_rows": float(len(label)), "valid_redeemed": float(label.sum())}
    if not 0 < label.sum() < len(label):
        return found
    found |= ndcgs(request, order, label)
    by_chance, total = np.argsort(chance, kind="stable"), float(weight.sum())
    below = np.cumsum(weight[by_chance]) - weight[by_chance] / 2
    off = np.bincount((below / total * bins).astype(np.int64), (weight * (chance - label))[by_chance])
    return found | {
        "valid_auc": float(roc_auc_score(label, chance, sample_weight=weight)),
        "valid_average_precision": float(average_precision_score(label, chance, sample_weight=weight)),
        "valid_log_loss": float(log_loss(label, chance, sample_weight=weight)),
        "valid_calibration_error": float(np.abs(off).sum()) / total,
        "valid_expected_over_redeemed": float((weight * chance).sum() / (weight * label).sum()),
    }
