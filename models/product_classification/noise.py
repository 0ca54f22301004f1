"""The pass over labels that look mistaken: which, how sure, and what training is to make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates, Longs
from .confident_joint import fuzzy
from .judged_labels import JudgedLabels
from .noise_detector import Detector
from .noise_flips import found_flips
from .noise_settings import NoiseSettings
from .tree import Tree

Reals = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

KEPT: Final = 0
REPORTED: Final = 1
DOWN_WEIGHTED: Final = 2
SET_ASIDE: Final = 3


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
        facts: Counts, the estimated share of mistakes, and the share of flipped labels that would be found.
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
    suspect = mistaken >= settings.down_weight
    believed = mistaken * _believed_share(labels.leaves, np.where(suspect, mistaken, 0.0), len(tree.leaves), settings)
    confirmed = (claimed.leaves != NO_LEAF) & ~fuzzy(labels.leaves, claimed, tree, settings.fuzzy)
    doubted = believed >= settings.down_weight
    aside = confirmed & (believed >= settings.set_aside)
    doubt = np.where(confirmed, believed, settings.unconfirmed * believed)
    weights = np.where(aside, 0.0, np.where(doubted, 1 - doubt, 1.0))
    action = np.select([aside, doubted, suspect], [SET_ASIDE, DOWN_WEIGHTED, REPORTED], KEPT).astype(np.int8)
    weight, kept = _by_row(labels, weights, given)
    facts = _facts(action, given.shape[0], detector) | found_flips(
        labels.take(np.flatnonzero(action == KEPT)), detector, settings, rng
    )
    return Suspects(
        weight, kept, labels.rows, labels.leaves, mistaken, own, claimed.leaves, claimed.chances, action, facts
    )


def _believed_share(leaves: Longs, mistaken: Reals, size: int, settings: NoiseSettings) -> Reals:
    """How much of each label's doubt is believed, from 0 to 1; (m,).

    The share of mistakes in a leaf is drawn to that of all as its labels are few: a leaf of two rows that the model
    never learnt looks mistaken from end to end. Somewhat more than its share is believed, as mistakes fall unevenly.

    Args:
        mistaken: Probability of a mistake where it is suspected, else 0, (m,).
    """
    count = np.bincount(leaves, minlength=size).astype(np.float64)
    found = np.bincount(leaves, mistaken, size)
    share = (found + settings.leaf_labels * mistaken.mean()) / (count + settings.leaf_labels)
    expected = share * count
    most = np.minimum(expected + settings.scatter * np.sqrt(expected * (1 - share)), settings.most_lost * count)
    part: Reals = np.where(found > most, most / np.where(found > most, found, 1.0), 1.0)
    return part[leaves]


def _by_row(labels: JudgedLabels, weights: Reals, given: sp.csr_array) -> tuple[Floats, sp.csr_array]:
    """Weight of each row, the mean of the labels that stay, and these; a row that has none keeps all, at weight 0."""
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
    weight, kept = _by_row(labels, np.ones(m), given)
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
