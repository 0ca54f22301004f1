"""Rows that a leaf is easily mistaken for: those whose nearest centroids include it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates
from .sparse_top import best_columns

Ints = npt.NDArray[np.int64]
_STEP: Final = 7_919  # primes: strides through the rows that differ from leaf to leaf
_SHIFT: Final = 104_729


def centroids(matrix: sp.csr_array, labels: sp.csr_array) -> sp.csr_array:
    """Mean directions of leaves: the sum of their rows at length 1.

    Args:
        matrix: (n, features) float32.
        labels: Above 0 where a row belongs to a leaf; (n, leaves).

    Returns:
        (leaves, features) float32; a leaf without a row is empty.
    """
    sums = sp.csr_array(sp.csr_array(labels.T, dtype=np.float32) @ matrix)
    leaf = np.repeat(np.arange(sums.shape[0]), np.diff(sums.indptr))
    length = np.sqrt(np.bincount(leaf, weights=sums.data**2, minlength=sums.shape[0]))
    sums.data = (sums.data / np.where(length > 0, length, 1)[leaf]).astype(np.float32)
    return sums


@dataclass(frozen=True)
class Rivals:
    """For each leaf the rows that are near to it; grouped by leaf.

    Attributes:
        rows: Row positions; (m,).
        starts: Where each leaf's rows begin, and the end of the last; (leaves + 1,).
        every: Positions of all rows that may speak against a leaf.
    """

    rows: Ints
    starts: Ints
    every: Ints

    @classmethod
    def of(cls, near: Candidates, every: Ints, leaves: int) -> Rivals:
        """From the nearest leaves of the rows that may speak against one."""
        row, place = np.nonzero(near.leaves != NO_LEAF)
        leaf = near.leaves[row, place]
        order = np.argsort(leaf, kind="stable")
        return cls(every[row[order]], np.searchsorted(leaf[order], np.arange(leaves + 1)), every)

    def against(self, leaf: int, positives: Ints, sampled: int) -> Ints:
        """Rows that speak against a leaf: the near ones, and some of all; ascending, none of `positives`."""
        n = len(self.every)
        some = np.arange(min(sampled, n), dtype=np.int64)
        if len(some) < n:
            some = (some * _STEP + leaf * _SHIFT) % n
        near = self.rows[self.starts[leaf] : self.starts[leaf + 1]]
        return np.setdiff1d(np.concatenate([near, self.every[some]]), positives)


def rivals(matrix: sp.csr_array, labels: sp.csr_array, speaks: Ints, k: int, threads: int) -> Rivals:
    """Rows that may speak against leaves, by the k leaves with the nearest centroids of each.

    Args:
        matrix: (n, features) float32.
        labels: Above 0 where a row belongs to a leaf; (n, leaves).
        speaks: Rows that may; the others only speak for their leaf.
        k: Leaves a row.
        threads: Threads of the search.
    """
    near = best_columns(matrix[speaks], sp.csr_array(centroids(matrix, labels).T), k, threads)
    return Rivals.of(near, speaks, labels.shape[1])
