"""How good the answers on valid are; the bundle's own account, the evaluation has a fuller one."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .answers import Answers
from .candidates import NO_LEAF

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
_BINS: Final = 15
_PRECISION: Final = 0.95


def measured(answers: Answers, truth: sp.csr_array) -> dict[str, float]:
    """Top-1, top-5, macro-F1, ECE, coverage, and how often and how rightly a leaf is called sure.

    Args:
        answers: Of n listings, n > 0.
        truth: Their leaves; (n, leaves), every row has one at least.
    """
    right = hits(answers, truth)
    confidence = answers.probability[:, 0]
    metrics = {
        "top1": float(right[:, 0].mean()),
        "top5": float(right[:, :5].any(axis=1).mean()),
        "macro_f1": macro_f1(answers.leaves[:, 0], truth),
        "ece": expected_calibration_error(confidence, right[:, 0]),
        "coverage_at_95_precision": coverage(confidence, right[:, 0], _PRECISION),
        "sure_share": float(answers.sure.mean()),
    }
    if answers.sure.any():
        metrics["sure_precision"] = float(right[answers.sure, 0].mean())
    return metrics


def hits(answers: Answers, truth: sp.csr_array) -> Truths:
    """Whether each answered leaf is one of the listing's; (n, k)."""
    keys = np.repeat(np.arange(truth.shape[0]), np.diff(truth.indptr)) * truth.shape[1] + truth.indices
    rows = np.arange(len(answers.leaves))[:, None]
    found: Truths = np.isin(rows * truth.shape[1] + answers.leaves, keys) & (answers.leaves != NO_LEAF)
    return found


def macro_f1(best: npt.NDArray[np.int64], truth: sp.csr_array) -> float:
    """Mean over leaves that occur, as truth or as answer, of F1 of the first answer.

    The leaves of a listing that are not its first answer count as missed, as the evaluation counts them.

    Args:
        best: Leaf number of the first answer to each of n listings, (n,).
        truth: Their leaves; (n, leaves).
    """
    rows, width = np.arange(len(best)), truth.shape[1]
    right = np.asarray(truth[rows, best], dtype=np.float64).ravel() > 0
    said, held = np.bincount(best, minlength=width), np.bincount(truth.indices, minlength=width)
    both = np.bincount(best[right], minlength=width)
    occurs = (said + held) > 0
    return float((2 * both[occurs] / (said + held)[occurs]).mean())


def expected_calibration_error(confidence: Numbers, right: Truths) -> float:
    """Mean gap between confidence and accuracy over bins of equally many answers (Naeini et al., 2015)."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, _BINS) if len(part)]
    gaps = [abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(order))


def coverage(confidence: Numbers, right: Truths, precision: float) -> float:
    """Largest share of the listings, the most confident first, whose answers are right this often."""
    order = np.argsort(-confidence, kind="stable")
    so_far = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last = np.append(confidence[order][1:] != confidence[order][:-1], True)  # equal confidence is cut together
    reached = np.flatnonzero((so_far >= precision) & last)
    return float((reached[-1] + 1) / len(order)) if len(reached) else 0.0
