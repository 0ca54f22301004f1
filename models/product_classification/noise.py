"""The pass over labels that look mistaken: which, how sure, and what training is to make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates, Longs
from .judged_labels import JudgedLabels
from .noise_actions import DOWN_WEIGHTED, KEPT, SET_ASIDE, Actions
from .noise_detector import Detector
from .noise_flips import found_flips
from .noise_settings import NoiseSettings
from .tree import Tree

Reals = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Suspects:
    """What training is to make of n rows with m labels.

    Attributes:
        weight: Of each row, 1 kept, less down-weighted, 0 set aside; (n,).
        labels: The labels to learn from, 1 each: without those set aside, but where a row would lose its last one; a
            row of weight 0 keeps its labels, which then count for nothing; (n, leaves).
        rows, leaves: Of each label as it was given; (m,).
        mistaken: Probability that it is mistaken; (m,).
        own: Probability of its leaf, were no label mistaken; (m,).
        suggested: Leaf that claims the row instead, -1 for none; (m,).
        other: Probability of that leaf, 0 for none; (m,).
        action: KEPT, REPORTED (people are asked, and it counts in full), DOWN_WEIGHTED or SET_ASIDE; (m,).
        facts: Counts, the estimated share of mistakes, and the shares of flipped labels that would be found and acted
            on.
    """

    weight: Floats
    labels: sp.csr_array
    rows: Longs
    leaves: Longs
    mistaken: Reals
    own: Reals
    suggested: Longs
    other: Reals
    action: npt.NDArray[np.int8]
    facts: dict[str, Any]


def find_suspects(
    out_of_fold: Candidates, given: sp.csr_array, tree: Tree, settings: NoiseSettings, seed: int
) -> Suspects:
    """Judge every label by answers of models that had not seen its row.

    Confident learning (Northcutt, Jiang and Chuang 2021) says which other leaf claims a row. Taken alone it sets aside
    hard rows of clean tables as readily as mistakes; so a label goes only if the mixture says, too, that it is
    mistaken. Where no leaf claims the row, or siblings are fuzzy, a suspect counts less instead. And of a leaf no more
    is believed than can be: the others are only reported.

    Args:
        out_of_fold: The best leaves of each row with margins or log odds, by a model that was fitted without it and
            without its near twins, (n, k); 10 to 20 are enough.
        given: 1 where a leaf is a label of the row, (n, leaves).
        seed: Of the labels that are drawn for the estimates.
    """
    labels = JudgedLabels.of(out_of_fold, given)
    if not settings.enabled or not len(labels):
        return _all_kept(labels, given)
    rng = np.random.default_rng(seed)
    detector = Detector.fit(labels, tree, settings, rng)
    mistaken, own, claimed = detector.judge(labels)
    actions = Actions.of(labels.leaves, mistaken, claimed, tree, settings)
    action, weights = actions.on(labels.leaves, mistaken, claimed)
    weight, kept = weighed(labels, weights, given)
    facts = _facts(action, given.shape[0], detector) | found_flips(labels, mistaken, detector, actions, rng)
    return Suspects(
        weight, kept, labels.rows, labels.leaves, mistaken, own, claimed.leaves, claimed.chances, action, facts
    )


def weighed(labels: JudgedLabels, weights: Reals, given: sp.csr_array) -> tuple[Floats, sp.csr_array]:
    """Weight of each row, (n,), the mean of the labels that stay, and these, (n, leaves).

    A row that has none keeps all, at weight 0.

    Args:
        weights: How much each label counts, 0 for one that goes, (m,).
        given: 1 where a leaf is a label of the row, (n, leaves).
    """
    rows = given.shape[0]
    stays = weights > 0
    left = np.bincount(labels.rows[stays], minlength=rows)
    total = np.bincount(labels.rows, weights, rows)
    some = np.bincount(labels.rows, minlength=rows) > 0
    weight = np.where(some, total / np.maximum(left, 1), 1.0).astype(np.float32)
    stays |= left[labels.rows] == 0
    place = (labels.rows[stays], labels.leaves[stays])
    return weight, sp.csr_array((np.ones(int(stays.sum()), dtype=np.float32), place), shape=given.shape)


def _all_kept(labels: JudgedLabels, given: sp.csr_array) -> Suspects:
    m, none = len(labels), np.full(len(labels), NO_LEAF, dtype=np.int64)
    action = np.full(m, KEPT, dtype=np.int8)
    weight, kept = weighed(labels, np.ones(m), given)
    facts = _facts(action, given.shape[0], None)
    return Suspects(
        weight, kept, labels.rows, labels.leaves, np.zeros(m), np.zeros(m), none, np.zeros(m), action, facts
    )


def _facts(action: npt.NDArray[np.int8], rows: int, detector: Detector | None) -> dict[str, Any]:
    counts = {
        "rows": int(rows),
        "labels": len(action),
        "set_aside": int((action == SET_ASIDE).sum()),
        "down_weighted": int((action == DOWN_WEIGHTED).sum()),
        "reported": int((action != KEPT).sum()),
    }
    if detector is None:
        return counts
    found = detector.estimate
    shares = {"anywhere": found.anywhere, "beside": found.beside}
    return counts | {"mistaken_share": 1 - found.right, "mistaken_shares": shares}
