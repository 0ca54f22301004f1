"""What a redemption brought in: as given, else by the price of its deal, else 1 each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from features.deal_ranking.deals import Deals
from features.deal_ranking.logs import Redemptions

GIVEN, PRICE, COUNT = "given", "price", "count"


def with_revenue(redemptions: Redemptions, deals: Deals) -> tuple[Redemptions, str, int]:
    """Redemptions whose revenue is known; how it is; and of how many it had to be guessed by the median of the others.

    Args:
        redemptions: Revenue NaN where it is not given.
        deals: Their prices.
    """
    given = redemptions.revenue
    how = GIVEN if not np.isnan(given).all() else PRICE
    known = np.where(np.isnan(given), deals.paid[redemptions.deal], given)
    missing = np.isnan(known)
    if missing.all():
        return replace(redemptions, revenue=np.ones(len(redemptions))), COUNT, 0
    usual = np.median(known[~missing])
    return replace(redemptions, revenue=np.where(missing, usual, known)), how, int(missing.sum())
