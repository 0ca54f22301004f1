"""How often leaves are filed under: the answer where a listing tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from .answers import Answers
from .candidates import NO_LEAF

Longs = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
_ROOT = 0


@dataclass(frozen=True)
class Priors:
    """Share of each leaf among training labels; (leaves,), summing to 1."""

    share: Numbers

    @classmethod
    def of(cls, counts: Longs, added: float) -> Self:
        """From the training labels of each leaf, and how many are added to every leaf's own."""
        smoothed = counts + added
        return cls(smoothed / smoothed.sum())

    @cached_property
    def order(self) -> Longs:
        """Leaves by falling share; (leaves,)."""
        return np.argsort(-self.share, kind="stable").astype(np.int64)

    def answers(self, rows: int, k: int) -> Answers:
        """Of listings of which nothing is known: the most frequent leaves, none of them assigned, and the root."""
        best = self.order[:k]
        return Answers(
            leaves=np.tile(best, (rows, 1)),
            probability=np.tile(self.share[best], (rows, 1)),
            assigned=np.zeros((rows, len(best)), dtype=bool),
            node=np.full(rows, _ROOT, dtype=np.int64),
            node_probability=np.ones(rows),
            sure=np.zeros(rows, dtype=bool),
        )

    def completed(self, answers: Answers, k: int) -> Answers:
        """With k leaves for every listing: beyond its candidates come the most frequent other leaves.

        They share what probability the candidates leave, by their own share, and none is above the last candidate.

        Args:
            answers: Of any width; `NO_LEAF` where a listing has fewer candidates, always at a row's end.
            k: At most the number of leaves.
        """
        width = answers.leaves.shape[1]
        if width >= k and (answers.leaves[:, :k] != NO_LEAF).all():
            cut = answers.leaves[:, :k], answers.probability[:, :k], answers.assigned[:, :k]
            return Answers(*cut, answers.node, answers.node_probability, answers.sure)
        known = answers.leaves != NO_LEAF
        pool = self.order[: k + width]
        free = np.ones((len(answers.leaves), len(pool)), dtype=bool)
        for column in range(width):
            free &= answers.leaves[:, column, None] != pool
        others = np.argsort(~free, axis=1, kind="stable")[:, :k]
        own_share = np.where(known, self.share[answers.leaves], 0.0).sum(axis=1, keepdims=True)
        rest = np.clip(1.0 - np.where(known, answers.probability, 0.0).sum(axis=1, keepdims=True), 0.0, 1.0)
        last = np.where(known, answers.probability, 1.0).min(axis=1, keepdims=True)
        left = np.maximum(1.0 - own_share, np.finfo(np.float64).tiny)
        filled = np.minimum(rest * self.share[pool[others]] / left, last)
        leaves = np.concatenate([answers.leaves, pool[others]], axis=1)
        probability = np.concatenate([answers.probability, filled], axis=1)
        assigned = np.pad(answers.assigned, ((0, 0), (0, others.shape[1])))
        gap = np.concatenate([~known, ~np.take_along_axis(free, others, axis=1)], axis=1)
        keep = np.argsort(gap, axis=1, kind="stable")[:, :k]
        return Answers(
            np.take_along_axis(leaves, keep, axis=1),
            np.take_along_axis(probability, keep, axis=1),
            np.take_along_axis(assigned, keep, axis=1),
            answers.node,
            answers.node_probability,
            answers.sure,
        )
