"""How sure a share of rows is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import beta


def lower_bound(hits: npt.ArrayLike, trials: npt.ArrayLike, confidence: float) -> npt.NDArray[np.float64]:
    """One-sided lower bound of proportions (Clopper and Pearson, 1934, Biometrika 26); 0 where there are no hits.

    Args:
        hits, trials: Of each, hits at most as many as trials; counts, or sums of weights; (k,).
        confidence: With which the proportion is no lower, between 0 and 1.
    """
    hit, tried = np.asarray(hits, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    return np.where(hit > 0, beta.ppf(1 - confidence, np.maximum(hit, 1), tried - hit + 1), 0.0)
