"""Which exposure a redemption came of: the last one of that customer and deal that was not after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.columns import NO_TIME, UNKNOWN, Floats, Longs, Mask
from features.deal_ranking.logs import Exposures, Redemptions
from features.deal_ranking.splits import Ends


@dataclass(frozen=True)
class Labels:
    """What came of n exposures.

    Attributes:
        redeemed: (n,) whether.
        revenue: (n,) of the redemptions of the exposure that fall into the period of the first of them; NaN where it
            was not redeemed.
        at: (n,) time of the first redemption, `NO_TIME` where there was none.
        without: Redemptions without an exposure before them.
        repeated: Redemptions of an exposure that was redeemed already.
    """

    redeemed: Mask
    revenue: Floats
    at: Longs
    without: int
    repeated: int

    def take(self, rows: Longs) -> Labels:
        """Of these exposures."""
        return Labels(self.redeemed[rows], self.revenue[rows], self.at[rows], self.without, self.repeated)


def labels_of(shown: Exposures, redemptions: Redemptions, deals: int, ends: Ends) -> Labels:
    """Give each redemption to its exposure.

    Args:
        shown: (n,) exposures.
        redemptions: Within the time of their deals, revenue known.
        deals: How many there are.
        ends: A redemption after one of these ends adds nothing to the revenue of one before it.
    """
    exposure = last_before(shown, redemptions, deals)
    found = np.flatnonzero(exposure != UNKNOWN)
    found = found[np.lexsort((redemptions.time[found], exposure[found]))]
    of, time, revenue = exposure[found], redemptions.time[found], redemptions.revenue[found]
    first = np.append(True, of[1:] != of[:-1])[: len(of)]
    begin = np.maximum.accumulate(np.where(first, np.arange(len(of)), 0))
    known = ends.part(time) == ends.part(time[begin])
    redeemed, at = np.zeros(len(shown), dtype=bool), np.full(len(shown), NO_TIME)
    redeemed[of], at[of[first]] = True, time[first]
    summed = np.bincount(of[known], revenue[known], minlength=len(shown))
    return Labels(
        redeemed=redeemed,
        revenue=np.where(redeemed, summed, np.nan),
        at=at,
        without=len(redemptions) - len(found),
        repeated=int((~first).sum()),
    )


def last_before(shown: Exposures, redemptions: Redemptions, deals: int) -> Longs:
    """(redemptions,) position of the last exposure of its customer and deal that is not after it, else `UNKNOWN`."""
    pair = redemptions.customer.astype(np.int64) * deals + redemptions.deal
    every = shown.customer.astype(np.int64) * deals + shown.deal
    known = np.unique(pair)
    place = np.minimum(np.searchsorted(known, every), len(known) - 1)
    rows = np.flatnonzero(known[place] == every)
    pairs, times = np.append(every[rows], pair), np.append(shown.time[rows], redemptions.time)
    is_redemption = np.arange(len(pairs)) >= len(rows)
    order = np.lexsort((is_redemption, times, pairs))
    last = np.maximum.accumulate(np.where(is_redemption[order], -1, np.arange(len(order))))
    own = np.full(len(order), UNKNOWN)
    there = (last >= 0) & (pairs[order[np.maximum(last, 0)]] == pairs[order])
    own[order[there]] = np.append(rows, UNKNOWN)[np.minimum(order[last[there]], len(rows))]
    return own[len(rows) :]
