"""Best columns of each row of a sparse product, in chunks that do not decide the answer."""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy.sparse as sp
from sparse_dot_topn import sp_matmul_topn  # type: ignore[import-untyped]

from .candidates import NO_LEAF, Candidates

_CHUNK: Final = 20_000
_WORTH_THREADS: Final = 256  # rows; fewer are done before the threads are up
_LEAST: Final = -1e30  # without it the search keeps positive products alone


def best_columns(matrix: sp.csr_array, weights: sp.csr_array, k: int, threads: int) -> Candidates:
    """The k columns with the highest product, best first; those that share nothing with a row are not among them.

    Args:
        matrix: (n, features) float32.
        weights: (features, columns) float32.
        k: Columns a row.
        threads: Threads of the product.
    """
    n, k = matrix.shape[0], min(k, weights.shape[1])
    leaves = np.full((n, k), NO_LEAF, dtype=np.int64)
    scores = np.full((n, k), -np.inf, dtype=np.float32)
    right = sp.csr_matrix(weights)
    for start in range(0, n, _CHUNK):
        part = sp.csr_matrix(matrix[start : start + _CHUNK])
        used = threads if part.shape[0] >= _WORTH_THREADS else 1
        best = sp_matmul_topn(part, right, top_n=k, sort=True, threshold=_LEAST, n_threads=used)
        if not best.nnz:
            continue
        lengths = np.diff(best.indptr)
        row = np.repeat(np.arange(part.shape[0]), lengths)
        place = np.arange(best.nnz) - np.repeat(best.indptr[:-1], lengths)
        leaves[start + row, place] = best.indices[: best.nnz]
        scores[start + row, place] = best.data[: best.nnz]
    return Candidates(leaves, scores)
