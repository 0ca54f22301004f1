"""Which candidates are true."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .candidates import NO_LEAF, Candidates, Longs

Bools = npt.NDArray[np.bool_]


def of_candidates(candidates: Candidates, truth: sp.csr_array) -> Bools:
    """Whether each candidate is a leaf of its listing; (n, k).

    Args:
        candidates: (n, k).
        truth: 1 where a leaf is the listing's, (n, leaves).
    """
    rows = np.repeat(np.arange(len(candidates), dtype=np.int64), candidates.leaves.shape[1])
    found = among(rows, candidates.leaves.ravel(), truth)
    return found.reshape(candidates.leaves.shape)


def among(rows: Longs, leaves: Longs, truth: sp.csr_array) -> Bools:
    """Whether each (row, leaf) is one of `truth`; of leaf -1 never; (m,)."""
    leaf_count = max(int(truth.shape[1]), 1)
    true_rows, true_leaves = pairs(truth)
    known = true_rows * leaf_count + true_leaves  # ascending
    asked = rows * leaf_count + leaves
    place = np.minimum(np.searchsorted(known, asked), max(len(known) - 1, 0))
    return (leaves != NO_LEAF) & (known[place] == asked) if len(known) else np.zeros(len(asked), dtype=bool)


def pairs(labels: sp.csr_array) -> tuple[Longs, Longs]:
    """Rows and leaves of the labels, by row and then by leaf; (m,) each."""
    rows = np.repeat(np.arange(labels.shape[0], dtype=np.int64), np.diff(labels.indptr))
    leaves = labels.indices.astype(np.int64)
    kept = labels.data != 0
    order = np.lexsort((leaves[kept], rows[kept]))
    return rows[kept][order], leaves[kept][order]
