"""One leaf against rows that are not of it: a linear support vector machine over the features these rows have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from .linear_settings import LinearSettings

_MOST_STEPS: Final = 100  # Newton steps; some ten are the rule


@dataclass(frozen=True)
class LeafWeights:
    """Weights that one leaf keeps.

    Attributes:
        columns: Ascending; int32 (m,).
        values: float32 (m,).
        bias: Margin of a row without any feature.
    """

    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    bias: float


def solve(
    rows: sp.csr_array,
    belongs: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    settings: LinearSettings,
    places: npt.NDArray[np.int32],
) -> LeafWeights:
    """Squared hinge loss in the primal (Fan et al. 2008), small weights dropped (Babbar and Schoelkopf 2017).

    Args:
        rows: (m, features) float32.
        belongs: Which of them are of the leaf; (m,).
        weights: What each row counts, above 0; (m,).
        settings: Of the fit.
        places: Scratch space of this thread; (features,).
    """
    if belongs.all():
        return LeafWeights(np.zeros(0, np.int32), np.zeros(0, np.float32), 1.0)
    used = np.zeros(rows.shape[1], dtype=bool)
    used[rows.indices] = True
    columns = np.flatnonzero(used).astype(np.int32)
    places[columns] = np.arange(len(columns), dtype=np.int32)
    inner = sp.csr_matrix(
        (rows.data.astype(np.float64), places[rows.indices], rows.indptr.astype(np.int32)),
        shape=(rows.shape[0], len(columns)),
    )
    rarer = min(belongs.sum(), len(belongs) - belongs.sum())
    tolerance = settings.tolerance * len(belongs) / rarer  # the solver takes it times the share of the rarer side
    machine = LinearSVC(dual=False, C=settings.cost, tol=tolerance, max_iter=_MOST_STEPS)
    machine.fit(inner, belongs, sample_weight=weights)
    values = machine.coef_[0]
    kept = np.abs(values) >= settings.least_weight
    return LeafWeights(columns[kept], values[kept].astype(np.float32), float(machine.intercept_[0]))
