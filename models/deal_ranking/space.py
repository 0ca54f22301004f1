"""The space of what is bought together: shelves near each other are bought by the same customers."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_STEPS: Final = 3


def directions(customer: Ints, shelf: Ints, shelves: int, rank: int, fewest: int) -> Floats:
    """Directions of shelves by a truncated singular value decomposition of who buys what (Deerwester et al., 1990).

    Counts enter as logarithms, and the rarely bought weighs more. Deterministic.

    Args:
        customer, shelf: Of each purchase, shelf -1 where it is not known; (purchases,).
        shelves: How many there are.
        rank: Most directions.
        fewest: Customers below which there are none.

    Returns:
        (shelves, directions); no direction where too little is known.
    """
    known = shelf >= 0
    buyers, row = np.unique(customer[known], return_inverse=True)
    if len(buyers) < fewest or shelves < 2:
        return np.zeros((shelves, 0), dtype=np.float32)
    counts = sp.csr_matrix((np.ones(len(row)), (row, shelf[known])), shape=(len(buyers), shelves))
    counts.data = np.log1p(counts.data)
    bought_by = np.bincount(counts.indices, minlength=shelves)
    rarity = np.where(bought_by > 0, np.log((len(buyers) + 1.0) / (bought_by + 1.0)), 0.0)
    weighed = (counts @ sp.diags(rarity)).tocsr()
    width = min(rank, min(weighed.shape) - 1)
    with threadpool_limits(1, user_api="blas"):  # blocks of a few columns: threads would only wait for each other
        _, _, right = randomized_svd(weighed, width, n_iter=_STEPS, random_state=0)
    return np.asarray(right.T * rarity[:, None], dtype=np.float32)
