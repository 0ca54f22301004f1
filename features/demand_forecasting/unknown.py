"""Weeks of which nothing is known: a silence that is a gap in the data, not a week without a sale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.demand_forecasting.parameters import FeaturesParameters

Mask = npt.NDArray[np.bool_]


def known_weeks(region_rows: npt.NDArray[np.int32], until: int, parameters: FeaturesParameters) -> tuple[Mask, Mask]:
    """Whether anything is known of a region's week, (r, w); and which regions have closed, (r,).

    Of a region that is hardly ever silent, a silence is a gap, however long: it counts once, by its beginning. A region
    that is often silent sells little, and its silent weeks are weeks without a sale. The same holds of the table as a
    whole: a week in which nobody anywhere has a row is unknown only where that hardly ever happens. A region's weeks
    before its first row are unknown. A silence that lasts to the end while others sell is a gap while it is short;
    where it is longer than `closed_weeks` the region has closed, and sells nothing.

    Args:
        region_rows: Rows of a region in a week, (r, w).
        until: Week at which the test begins: how often a region is silent is told by the weeks before. A region that
            begins later is taken for what the table as a whole is.
        parameters: `silent_share` tells the two kinds of region apart, `closed_weeks` a gap from a closure.
    """
    has = region_rows > 0
    begun = np.logical_or.accumulate(has, axis=1)
    over = ~np.logical_or.accumulate(has[:, ::-1], axis=1)[:, ::-1]
    some: Mask = np.asarray(has.any(axis=0))
    world: Mask = _steady(some[None, :until], parameters)
    anywhere = some | ~world
    early = has[:, :until]
    steady = np.where(early.any(axis=1), _steady(early[:, anywhere[:until]], parameters), world)
    closed: Mask = steady & ((over & anywhere).sum(axis=1) > parameters.closed_weeks)
    known: Mask = begun & anywhere & (has | ~steady[:, None] | (over & closed[:, None]))
    return known, closed


def _steady(has: Mask, parameters: FeaturesParameters) -> Mask:
    """Rows whose weeks with sales are hardly ever followed by one without, (r,)."""
    silences = (has[:, :-1] & ~has[:, 1:]).sum(axis=1)
    steady: Mask = silences <= parameters.silent_share * has.sum(axis=1)
    return steady


def longest_gap(known: npt.NDArray[np.bool_]) -> int:
    """Longest run of unknown weeks, of any region after its first row."""
    longest = 0
    run = np.zeros(len(known), dtype=np.int64)
    begun = np.zeros(len(known), dtype=bool)
    for week in range(known.shape[1]):
        begun |= known[:, week]
        run = np.where(known[:, week] | ~begun, 0, run + 1)
        longest = max(longest, int(run.max(initial=0)))
    return longest
