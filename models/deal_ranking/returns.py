"""What a deal loses by waiting: whether its customer is back before it is over or sold out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .visits import Visits

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def kept_by_waiting(visits: Visits, customer: Ints, hours_left: Numbers, units: Numbers, rate: Numbers) -> Numbers:
    """Chance that a deal can still be shown to its customer on a later visit; (pairs,).

    That is the chance that the customer comes again before the deal ends, or, where it sells out before, until then;
    the time of selling out is taken as the time in which its mean demand takes what is left.

    Args:
        visits: How often customers come.
        customer: Place of each pair's customer, -1 for nobody known; (pairs,).
        hours_left: Until the end, infinite where open; (pairs,).
        units: Redemptions that are left, infinite without a bound; (pairs,).
        rate: Redemptions an hour to be expected; (pairs,).
    """
    out = np.full(len(units), np.inf)
    np.divide(units, rate, out=out, where=(rate > 0) & np.isfinite(units))
    return visits.back_within(customer, np.minimum(hours_left, out))
