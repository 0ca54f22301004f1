"""Features of train rows as rows of other folds give them, so that none is known by itself or by its twins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidate_features import NAMES, CandidateFeatures
from .candidates import NO_LEAF, Candidates
from .leads import Leads
from .rescoring_settings import RescoringSettings
from .train_rows import TrainRows
from .tree import Tree

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class JudgedCandidates:
    """Candidates of n train rows, with what is known of them.

    Attributes:
        leaves: Leaf numbers, -1 for none; (n, k).
        right: Whether each is a leaf of its row; (n, k).
        table: Features; float32 (n, k, features).
    """

    leaves: Ints
    right: Flags
    table: Floats


def out_of_fold(
    train: TrainRows,
    candidates: Candidates,
    rows: Ints,
    tree: Tree,
    settings: RescoringSettings,
    leads: Leads,
    *,
    seed: int,
    threads: int,
    progress: Callable[[float], None],
) -> JudgedCandidates:
    """Judge some rows' candidates.

    Args:
        train: All train rows, n of them.
        candidates: Their best leaves by a first stage that did not see them; (n, k).
        rows: Positions of those that are judged.
        tree: The category tree.
        settings: What is looked up.
        leads: Which listings and candidates are worth what is costly.
        seed, threads: Of the work.
        progress: Called with the share of the folds that are done.
    """
    width = candidates.leaves.shape[1] + settings.named
    leaves = np.full((len(rows), width), NO_LEAF, dtype=np.int64)
    table = np.empty((len(rows), width, len(NAMES)), dtype=np.float32)
    folds = np.unique(train.folds)
    for step, fold in enumerate(folds):
        here = np.flatnonzero(train.folds[rows] == fold)
        if len(here):
            hidden = _hidden(train.truth, settings.hidden_leaves, seed + step)
            others = train.take(np.flatnonzero((train.folds != fold) & ~np.asarray(train.truth @ hidden, dtype=bool)))
            known = CandidateFeatures.fit(others, tree, settings, seed, threads)
            asked = rows[here]
            wide, table[here] = known.judged(
                train.texts.take(asked),
                train.matrix[asked],
                _without(candidates.take(asked), hidden),
                leads,
                threads,
            )
            leaves[here] = wide.leaves
        progress((step + 1) / len(folds))
    return JudgedCandidates(leaves, is_true(leaves, train.truth[rows]), table)


def new_share(truth: sp.csr_array, most: float) -> float:
    """Share of the leaves, at most so many, that have no row: as many are treated as new where rows are learnt from."""
    return min(most, 1.0 - len(np.unique(truth.indices)) / int(truth.shape[1]))


def _hidden(truth: sp.csr_array, most: float, seed: int) -> Floats:
    """1 for leaves that are treated as if they had no row, so that it is learnt what speaks for those that have none.

    As large a share of the leaves that have one as have none: where every leaf has a row there is nothing to learn.
    """
    seen = np.bincount(truth.indices, minlength=truth.shape[1]) > 0
    drawn = np.random.default_rng(seed).random(truth.shape[1]) < new_share(truth, most)
    return np.asarray(drawn & seen, dtype=np.float32)


def _without(candidates: Candidates, hidden: Floats) -> Candidates:
    """Candidates that are not hidden, moved up."""
    gone = (candidates.leaves != NO_LEAF) & (hidden[candidates.leaves] > 0)
    order = np.argsort(gone, axis=1, kind="stable")
    return Candidates(
        np.take_along_axis(np.where(gone, NO_LEAF, candidates.leaves), order, axis=1),
        np.take_along_axis(np.where(gone, np.float32(-np.inf), candidates.scores), order, axis=1),
    )


def is_true(leaves: Ints, truth: sp.csr_array) -> Flags:
    """Whether a candidate is a leaf of its listing; (n, k) as `leaves`, truth is (n, leaves)."""
    width = truth.shape[1]
    row = np.repeat(np.arange(len(leaves)), np.diff(truth.indptr))
    right = np.isin(np.arange(len(leaves))[:, None] * width + leaves, row * width + truth.indices)
    return np.asarray(right & (leaves != NO_LEAF), dtype=np.bool_)
