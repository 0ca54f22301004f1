"""Redemptions whose exposure came after them or never, and a refusal where too many are so."""

from __future__ import annotations

from typing import Final

import numpy as np

from features.columns import UNKNOWN, Longs
from features.deal_ranking.labels import last_before
from features.deal_ranking.logs import Exposures, Redemptions
from infra.errors import DataError

_HOUR: Final = 3_600_000_000  # microseconds


def refuse_unshown(shown: Exposures, redemptions: Redemptions, deals: int, most: float) -> None:
    """Refuse a log in which too much was redeemed without having been shown: each makes a refusal of what was taken.

    What is redeemed before the first exposure or after the last is of a time that was not logged, and is not counted.
    Where none of it was ever shown, ids differ or a split has nothing: that is refused elsewhere.

    Args:
        shown: (n,) logged exposures; n > 0.
        redemptions: Within the time of their deals.
        deals: How many there are.
        most: Share of the redemptions that may be without an exposure before them.

    Raises:
        DataError: More are. Tells by how much the exposures of the same customer and deal come later.
    """
    logged = redemptions.take((redemptions.time >= shown.time.min()) & (redemptions.time <= shown.time.max()))
    lost = logged.take(last_before(shown, logged, deals) == UNKNOWN)
    if len(lost) <= most * len(logged):
        return
    gaps = _later(shown, lost, deals)
    if len(lost) == len(logged) and not len(gaps):
        return
    problem = (
        f"redemptions: {len(lost):,} of {len(logged):,} rows of the time that `exposures` covers have no exposure of "
        "that customer and deal before them"
    )
    share = np.ceil(100 * len(lost) / len(logged)) / 100
    raised = f"where deals are redeemed without being shown, raise features.max_unshown to {share:g}"
    if 2 * len(gaps) < len(lost):
        raise DataError(
            f"{problem}, and {len(lost) - len(gaps):,} have none after them either.",
            f"Write customer_id and deal_id alike in both tables, and give all exposures; {raised}.",
        )
    raise DataError(
        f"{problem}; {len(gaps):,} have one after them, half of these by {np.median(gaps) / _HOUR:.2g} hours or more.",
        "Write redemptions.time and exposures.time by one clock, in UTC: such a shift is a time zone, or the moment at "
        f"which exposures were stored instead of shown; {raised}.",
    )


def _later(shown: Exposures, lost: Redemptions, deals: int) -> Longs:
    """Microseconds to the next exposure of that customer and deal, of those that have one."""
    turned = Exposures(shown.customer, shown.deal, -shown.time, shown.rank, shown.visit, shown.weight)
    after = last_before(turned, Redemptions(lost.customer, lost.deal, -lost.time, lost.revenue), deals)
    found = after != UNKNOWN
    gaps: Longs = shown.time[after[found]] - lost.time[found]
    return gaps
