"""Exposures and redemptions within the time of their deal, and a refusal where too many are not."""

from __future__ import annotations

import numpy as np

from features.columns import Ints, Longs, Mask, iso
from features.deal_ranking.deals import Deals
from infra.errors import DataError


def within(deals: Deals, deal: Ints, time: Longs, table: str, most: float) -> Mask:
    """(n,) whether each row lies within the time of its deal.

    Args:
        deals: All.
        deal: (n,) position of each.
        time: (n,) microseconds.
        table: Whose rows these are.
        most: Share that may lie outside.

    Raises:
        DataError: More do.
    """
    inside = deals.live(deal, time)
    outside = np.flatnonzero(~inside)
    if len(outside) <= most * len(deal):
        return inside
    one = outside[0]
    early = int((time[outside] < deals.start[deal[outside]]).sum())
    raise DataError(
        f"{table}.time: {len(outside):,} of {len(deal):,} rows lie outside the time of their deal ({early:,} before "
        f"its start, {len(outside) - early:,} at or after its end), such as {iso(time[one])} for deal "
        f"{deals.ids[int(deal[one])].as_py()!r}, which starts {iso(deals.start[deal[one]])}.",
        "Write deals.end as the first moment at which a deal is over: where its last day counts, the day after. Write "
        "all times in UTC. Where deals are shown before they start, raise features.max_outside to "
        f"{np.ceil(100 * len(outside) / len(deal)) / 100:g}.",
    )
