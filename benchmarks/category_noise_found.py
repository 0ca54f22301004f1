"""Which of the flipped labels are found, by ours and by the peer, from the same answers out of fold."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp

from benchmarks import category_noise_peer
from models.product_classification.calibration import Calibration
from models.product_classification.judged_labels import JudgedLabels
from models.product_classification.noise import Suspects
from models.product_classification.noise_actions import KEPT, SET_ASIDE

Json = dict[str, Any]


def found_by(labels: JudgedLabels, suspects: Suspects, wrong: Any, single: Any, *, peer: bool) -> Json:
    """Of the labels of listings that have one alone; those of several are judged by ours, and left out here.

    Args:
        labels: All, (m,).
        suspects: What ours makes of them.
        wrong, single: Whether each is flipped, and is its listing's only one; (m,).
        peer: Whether the peer is asked too.

    Returns:
        `labels`, `wrong`, and `methods`: `precision`, `recall` and `told` (share of the labels) of each; of ours also
        of those that it set aside.
    """
    action, truly = suspects.action[single], wrong[single]
    found = {"ours": _scores(action != KEPT, truly), "ours, set aside": _scores(action == SET_ASIDE, truly)}
    if peer:
        some = labels.take(np.flatnonzero(single))
        chances = _softmax(some)
        for filter_by in category_noise_peer.FILTERS:
            told = category_noise_peer.issues(some, chances, filter_by)
            found[f"{category_noise_peer.named()} {filter_by}"] = _scores(told, truly)
    return {"labels": int(single.sum()), "wrong": int(truly.sum()), "methods": found}


def _softmax(labels: JudgedLabels) -> Any:
    """Probabilities of the candidates at the temperature that suits the labels as they were given."""
    place = (np.arange(len(labels)), labels.leaves)
    size = int(max(labels.leaves.max(), labels.candidates.leaves.max())) + 1
    truth = sp.csr_array((np.ones(len(labels), dtype=np.float32), place), shape=(len(labels), size))
    return Calibration.fit(labels.candidates, truth, 10.0).apply(labels.candidates).scores.astype(np.float64)


def _scores(told: Any, wrong: Any) -> Json:
    hits = int((told & wrong).sum())
    return {
        "told": float(told.mean()),
        "precision": hits / int(told.sum()) if told.any() else None,
        "recall": hits / int(wrong.sum()) if wrong.any() else None,
    }
