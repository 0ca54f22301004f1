"""Whether what titles mean tells anything that their words do not: trees with and without it on rows held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .candidate_features import NAMES
from .candidate_trees import grown, log_odds
from .candidates import NO_LEAF
from .out_of_fold_features import JudgedCandidates
from .rescoring_settings import RescoringSettings

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def without_meaning(judged: JudgedCandidates) -> JudgedCandidates:
    """The same candidates, had nobody asked what the titles mean."""
    table = judged.table.copy()
    table[:, :, [place for place, name in enumerate(NAMES) if name.startswith("meaning")]] = np.nan
    return replace(judged, table=table)


def meaning_gain(
    judged: JudgedCandidates, folds: Ints, weights: Floats, settings: RescoringSettings, seed: int, threads: int
) -> float:
    """Share of the rows of the last fold that are right with meaning, less those that are without it.

    Args:
        judged: Candidates of n rows.
        folds, weights: Of the rows; (n,).
        settings: Of the trees; half of them are grown.
        seed, threads: Of growing them.
    """
    held_out = folds == folds.max()
    half = replace(settings, rounds=max(settings.rounds // 2, 1))
    right = []
    for table in (judged.table, without_meaning(judged).table):
        used = (judged.leaves != NO_LEAF) & ~held_out[:, None]
        weight = np.broadcast_to(weights[:, None], used.shape)[used]
        trees = grown(table[used], judged.right[used], weight, half, seed, threads)
        there = judged.leaves[held_out] != NO_LEAF
        scores = np.full(there.shape, -np.inf, dtype=np.float32)
        scores[there] = log_odds(trees, table[held_out][there])
        right.append(float(judged.right[held_out][np.arange(len(scores)), scores.argmax(axis=1)].mean()))
    return right[0] - right[1]
