"""Log odds learnt from thinned rows, put back onto the scale of all impressions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


def correct_for_sampling(logit: npt.ArrayLike, kept_share: npt.ArrayLike) -> Reals:
    """Log odds among all impressions, of log odds that were learnt where only a share of a class was kept.

    With a share w of negatives kept, p = p' w / (p' w + 1 - p') (Dal Pozzolo, Caelen, Johnson and Bontempi,
    "Calibrating probability with undersampling for unbalanced classification", 2015; He et al., "Practical lessons from
    predicting clicks on ads at Facebook", 2014). In log odds that is a shift by log w; deviations stay as they are.
    Where a share v of the positives was kept too, the same holds of w / v, which may be above 1.

    Args:
        logit: Log odds of the model, (n,).
        kept_share: Share of the negatives that were kept, over that of the positives, of all or of each row, w > 0.

    Returns:
        Log odds, float64 (n,).

    Raises:
        ValueError: A share is not above 0, or no number.
    """
    share = np.asarray(kept_share, dtype=np.float64)
    if not bool(np.all((share > 0) & np.isfinite(share))):
        raise ValueError(f"the kept share of negatives must be above 0, not {kept_share!r}.")
    return np.asarray(logit, dtype=np.float64) + np.log(share)
