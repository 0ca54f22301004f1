"""Which weeks of a forecast answer for an origin that lies after the last known week."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

YEAR: Final = 52


def steps_of(gap: int, horizon: int, longest: int) -> npt.NDArray[np.int64]:
    """Positions among the `longest` weeks that are forecast, for `horizon` weeks after a gap of unknown weeks.

    Weeks beyond the longest are answered by the same week of the year before, or by the last week where less than a
    year is forecast.
    """
    wanted = gap + np.arange(horizon, dtype=np.int64)
    if longest < YEAR:
        return np.minimum(wanted, longest - 1)
    beyond = np.maximum(wanted - longest + 1, 0)
    return np.asarray(wanted - YEAR * -(-beyond // YEAR))
