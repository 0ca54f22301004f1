"""What was known when: how much a customer had done before a request, and which offers a split had met."""

from __future__ import annotations

import numpy as np

from features.columns import Ints, Longs, Mask
from features.deal_ranking.deals import Deals
from features.deal_ranking.logs import Redemptions
from features.deal_ranking.requests import Requests
from features.deal_ranking.splits import TRAIN, VALID, Ends


def counts_before(customer: Ints, time: Longs, asked: Ints, at: Longs) -> Longs:
    """(r,) events of each customer that lie before a moment.

    Args:
        customer, time: (n,) of the events, by customer and time.
        asked, at: (r,) customers and moments.
    """
    moments = np.unique(at)
    key = customer.astype(np.int64) * (len(moments) + 1) + np.searchsorted(moments, time, side="right")
    own = asked.astype(np.int64) * (len(moments) + 1)
    return np.searchsorted(key, own + np.searchsorted(moments, at), side="right") - np.searchsorted(key, own)


def of_new_offers(requests: Requests, redemptions: Redemptions, deals: Deals, ends: Ends) -> Mask:
    """(n,) whether the offer of each row was neither shown in an earlier split nor redeemed before its own; of train
    none.

    Args:
        requests: All, before any are drawn.
        redemptions: All.
        deals: Their offers.
        ends: Of the splits.
    """
    part = requests.part[requests.of]
    offers = int(deals.offer.max()) + 1
    new = np.zeros(len(requests.of), dtype=bool)
    for own in (TRAIN + 1, VALID + 1):
        met = np.zeros(offers, dtype=bool)
        met[deals.offer[requests.rows.deal[part < own]]] = True
        met[deals.offer[redemptions.deal[redemptions.time < ends.end(own - 1)]]] = True
        rows = part == own
        new[rows] = ~met[deals.offer[requests.rows.deal[rows]]]
    return new
