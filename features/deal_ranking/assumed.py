"""Requests where nobody logged what was shown: a customer's active days, and the deals that ran then.

A deal that was not redeemed may not have been seen. So what is learnt is which deals are redeemed on an active day, and
the weights of what was drawn make its probability one of that.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from features.columns import UNKNOWN, Floats, Ints, Longs
from features.deal_ranking.deals import Deals
from features.deal_ranking.logs import Exposures, Redemptions, Tables
from features.deal_ranking.parameters import FeaturesParameters
from features.hashes import Numbers, hashes, mixed

_DAY: Final = 86_400_000_000  # microseconds
_CELLS: Final = 4_000_000  # of days by deals that lie in memory at once
_LAST: Final = np.uint64(2**64 - 1)


def assumed_exposures(tables: Tables, redemptions: Redemptions, parameters: FeaturesParameters) -> Exposures:
    """What may have been seen: of each active day what was redeemed, and others that ran, drawn by hash with weights.

    Args:
        tables: Deals, purchases and names.
        redemptions: Within the time of their deals.
        parameters: Settings.
    """
    customer, time, weight, of = _by_time(*_days(tables, redemptions, parameters))
    number = mixed(hashes(tables.customers, customer) ^ time.view(np.uint64), parameters.seed + 3)
    width = max(_CELLS // len(tables.deals), 1)
    parts = []
    by_day = np.argsort(of, kind="stable")
    for start in range(0, len(customer), width):
        days = slice(start, min(start + width, len(customer)))
        own = by_day[slice(*np.searchsorted(of, (days.start, days.stop), sorter=by_day))]
        taken = (of[own] - start, redemptions.deal[own])
        parts.append(_seen(tables.deals, time[days], number[days], taken, parameters.assumed_shown))
        parts[-1][0] += start
    day, deal, drawn = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return Exposures(
        customer=customer[day],
        deal=deal.astype(np.int32),
        time=time[day],
        rank=np.full(len(day), np.nan),
        visit=np.full(len(day), UNKNOWN, dtype=np.int32),
        weight=drawn * weight[day],
    )


def _by_time(customer: Ints, time: Longs, weight: Floats, of: Longs) -> tuple[Ints, Longs, Floats, Longs]:
    """Days in order of time: those of a block have but some deals between them."""
    order = np.argsort(time, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return customer[order], time[order], weight[order], place[of]


def _days(
    tables: Tables, redemptions: Redemptions, parameters: FeaturesParameters
) -> tuple[Ints, Longs, Floats, Longs]:
    """Customer, time and weight of active days, and the day of each redemption.

    A day is asked at its first event. What was redeemed of a deal that started only later in the day is asked of by
    itself, at its redemption.
    """
    bought = tables.purchases
    redeems = np.arange(len(redemptions) + len(bought)) < len(redemptions)
    customer = np.append(redemptions.customer, bought.customer)
    time = np.append(redemptions.time, bought.time)
    first = _first_of_day(customer, time)
    asked = np.where(redeems, np.maximum(first, _starts(tables.deals, redemptions, len(bought))), first)
    asked = np.where(asked > first, time, first)
    order = np.lexsort((asked, customer))
    new = np.append(True, (np.diff(customer[order]) != 0) | (np.diff(asked[order]) != 0))
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(new) - 1
    leads = order[new]
    redeeming = np.zeros(len(leads), dtype=bool)
    redeeming[group[redeems]] = True
    kept, weight = _some_idle(tables.customers, customer[leads], time_of := asked[leads], redeeming, parameters)
    place = np.full(len(leads), UNKNOWN)
    place[kept] = np.arange(len(kept))
    return customer[leads][kept], time_of[kept], weight, place[group[: len(redemptions)]]


def _first_of_day(customer: Ints, time: Longs) -> Longs:
    """(n,) time of the customer's first event of that day."""
    order = np.lexsort((time, customer))
    day = time[order] // _DAY
    new = np.append(True, (np.diff(customer[order]) != 0) | (np.diff(day) != 0))
    first = np.empty(len(order), dtype=np.int64)
    first[order] = time[order][np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))]
    return first


def _starts(deals: Deals, redemptions: Redemptions, others: int) -> Longs:
    return np.append(deals.start[redemptions.deal], np.full(others, np.iinfo(np.int64).min))


def _some_idle(
    names: pa.Array, customer: Ints, time: Longs, redeeming: Any, parameters: FeaturesParameters
) -> tuple[Longs, Floats]:
    """Days with a redemption and some of those without, with the weight that makes up for those left out."""
    idle = np.flatnonzero(~redeeming)
    most = int(np.ceil(parameters.assumed_days * redeeming.sum()))
    weight = np.ones(len(redeeming))
    if len(idle) > most:
        number = mixed(hashes(names, customer[idle]) ^ time[idle].view(np.uint64), parameters.seed + 4)
        weight[idle] = len(idle) / max(most, 1)
        idle = idle[np.argsort(number, kind="stable")[:most]]
    kept = np.sort(np.append(np.flatnonzero(redeeming), idle))
    return kept, weight[kept]


def _seen(deals: Deals, time: Longs, number: Numbers, taken: tuple[Longs, Ints], most: int) -> list[Any]:
    """Day, deal and weight of what may have been seen on some days.

    Args:
        deals: All, (d,).
        time: (m,) of the days, in rising order.
        number: (m,) hash of each.
        taken: Day and deal of each redemption.
        most: Deals that were not redeemed, a day.
    """
    some = np.flatnonzero((deals.start <= time[-1]) & (deals.end > time[0]))
    live = (deals.start[some] <= time[:, None]) & (time[:, None] < deals.end[some])
    redeemed = np.zeros(live.shape, dtype=bool)
    redeemed[taken[0], np.searchsorted(some, taken[1])] = True
    open_ = live & ~redeemed
    there = open_.sum(axis=1)
    lot = mixed(number[:, None] ^ hashes(deals.ids, some), 0)
    lot[~open_] = _LAST
    if most < len(some):
        least = np.partition(lot, most - 1, axis=1)[:, most - 1 : most]
        open_ &= lot <= least
    day, deal = np.nonzero(open_ | (live & redeemed))
    share = there / np.maximum(np.minimum(there, most), 1)
    return [day, some[deal], np.where(redeemed[day, deal], 1.0, share[day])]
