"""Cleanlab's confident learning on the same probabilities, as a peer of the noise pass."""

from __future__ import annotations

import warnings
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from models.product_classification.candidates import NO_LEAF
from models.product_classification.judged_labels import JudgedLabels

Bools = npt.NDArray[np.bool_]
FILTERS = ("prune_by_noise_rate", "both", "confident_learning")


def issues(labels: JudgedLabels, chances: npt.NDArray[np.float64], filter_by: str) -> Bools:
    """Which labels it holds to be wrong; (m,).

    It takes a dense table of probabilities: what the candidates leave over is spread evenly over all leaves known.

    Args:
        labels: Of listings with one label each, (m,).
        chances: Probability of each candidate, (m, k).
        filter_by: One of `FILTERS`.
    """
    from cleanlab.filter import find_label_issues

    known, given = np.unique(labels.leaves, return_inverse=True)
    column = np.full(int(max(labels.leaves.max(), labels.candidates.leaves.max())) + 1, NO_LEAF)
    column[known] = np.arange(len(known))
    place = np.where(labels.candidates.leaves == NO_LEAF, NO_LEAF, column[labels.candidates.leaves])
    row, rank = np.nonzero(place != NO_LEAF)
    dense = np.zeros((len(labels), len(known)), dtype=np.float32)
    dense[row, place[row, rank]] = chances[row, rank]
    dense += np.maximum(1 - dense.sum(axis=1, keepdims=True), 0) / len(known)
    dense /= dense.sum(axis=1, keepdims=True)
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="May not flag all label issues", category=UserWarning
        )  # of few labels
        return np.asarray(find_label_issues(given, dense, filter_by=filter_by, n_jobs=1), dtype=bool)


def named() -> str:
    """Name and version."""
    return f"cleanlab {version('cleanlab')}"
