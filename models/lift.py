"""How much more often something happens here than elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def log_lift(both: Numbers, here: Numbers, thing: Numbers, everything: Numbers, smoothing: float) -> Numbers:
    """Logarithm of the share of a thing among events here over its share everywhere; NaN where either is not known.

    Args:
        both: Events of the thing, here.
        here: All events here.
        thing: Events of the thing, everywhere.
        everything: All events.
        smoothing: Events, shared as everywhere, that are added to those here; above 0.
    """
    share = thing / np.where(everything > 0, everything, 1.0)
    known = (share > 0) & (here > 0)
    lift = (both + smoothing * share) / ((here + smoothing) * np.where(known, share, 1.0))
    return np.where(known, np.log(np.maximum(lift, 1e-9)), np.nan)
