"""What the first stage's margins say of a candidate: its place among the others, and of the nodes above it."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .candidates import NO_LEAF, Candidates
from .tree import Tree

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

NAMES: Final = (
    "margin",
    "behind_best",
    "ahead_of_next",
    "behind_previous",
    "rank",
    "share",
    "first_gap",
    "parent_share",
    "grandparent_share",
    "department_share",
    "beside_best",
)
_LEVELS: Final = 3


def leaf_levels(tree: Tree) -> Ints:
    """Parent, grandparent (the root at most) and department of each leaf; (leaves, 3)."""
    chain = tree.ancestors[tree.leaves]
    depth = tree.depths[tree.leaves]
    every = np.arange(len(chain))
    return np.stack(
        [
            chain[every, np.maximum(depth - 1, 0)],
            chain[every, np.maximum(depth - 2, 0)],
            chain[every, np.minimum(1, depth)],
        ],
        axis=1,
    )


def first_gap(candidates: Candidates) -> Floats:
    """How far the best margin is ahead of the second; infinite for a listing with one candidate; (n,)."""
    if candidates.scores.shape[1] < 2:
        return np.full(len(candidates), np.inf, dtype=np.float32)
    best, second = candidates.scores[:, 0], candidates.scores[:, 1]
    return np.where(np.isfinite(second), best - np.where(np.isfinite(second), second, 0), np.inf).astype(np.float32)


def first_stage_features(candidates: Candidates, levels: Ints) -> Floats:
    """`NAMES` of each candidate.

    Args:
        candidates: Of n listings, k each.
        levels: As `leaf_levels` gives.

    Returns:
        (n, k, 11) float32; of a candidate that has no margin all but the rank and the shares above are NaN.
    """
    n, k = candidates.leaves.shape
    margin = np.where(np.isfinite(candidates.scores), candidates.scores, np.nan).astype(np.float32)
    best = np.nanmax(np.where(np.isnan(margin), -np.inf, margin), axis=1, keepdims=True, initial=-np.inf)
    share = np.where(np.isnan(margin), 0, np.exp(np.where(np.isnan(margin), 0, margin - best)))
    share = (share / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)).astype(np.float32)
    out = np.full((n, k, len(NAMES)), np.nan, dtype=np.float32)
    out[:, :, 0] = margin
    out[:, :, 1] = margin - best
    out[:, :-1, 2] = margin[:, :-1] - margin[:, 1:]
    out[:, 1:, 3] = margin[:, 1:] - margin[:, :-1]
    out[:, :, 4] = np.arange(k)
    out[:, :, 5] = np.where(np.isnan(margin), np.nan, share)
    gap = first_gap(candidates)
    out[:, :, 6] = np.where(np.isfinite(gap), gap, np.nan)[:, None]
    held = candidates.leaves != NO_LEAF
    node = np.where(held[:, :, None], levels[np.where(held, candidates.leaves, 0)], -1)
    for level in range(_LEVELS):
        same = (node[:, :, None, level] == node[:, None, :, level]) & held[:, None, :]
        out[:, :, 7 + level] = np.einsum("ijk,ik->ij", same, share)
    out[:, :, 10] = node[:, :, 0] == node[:, :1, 0]
    return out
