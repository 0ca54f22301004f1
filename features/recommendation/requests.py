"""Requests that a log stands for: when somebody was about to choose, what had gone before, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.columns import UNKNOWN, Floats, Longs, Mask
from features.hashes import Numbers, hashes, mixed
from features.recommendation.log import Log
from features.recommendation.ordered import run_starts
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.splits import LEAVE_ONE_OUT, TRAIN, Split

VISIT, CUSTOMER = "visit", "customer"
_EACH: Final = ("first", "end", "customer", "time", "region", "part", "number")
_OTHER: Final = np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True)
class Requests:
    """r requests, in the order of the log, and the p products that were chosen.

    Attributes:
        first: (r,) their first event in the log.
        end: (r,) where what is known before ends in the log; it begins where the customer's events do.
        customer: (r,) position in `log.customers`.
        time: (r,) microseconds.
        region: (r,) position in `log.regions`, `UNKNOWN` where not known then.
        part: (r,) position in `SPLITS`.
        number: (r,) a hash that names it, the same in every process.
        request: (p,) position of a request.
        product: (p,) position in `log.products`; once a request.
        gain: (p,) worth, above 0.
        without: Requests left out because nothing that can be recommended was chosen.
    """

    first: Longs
    end: Longs
    customer: Longs
    time: Longs
    region: Longs
    part: npt.NDArray[np.int8]
    number: Numbers
    request: Longs
    product: Longs
    gain: npt.NDArray[np.float32]
    without: int = 0

    def __len__(self) -> int:
        return len(self.first)

    def take(self, chosen: Mask) -> Requests:
        """Those of (r,) that are chosen, with their products."""
        place = np.cumsum(chosen) - 1
        pairs = chosen[self.request]
        columns = {name: getattr(self, name)[chosen] for name in _EACH}
        return replace(
            self,
            request=place[self.request[pairs]],
            product=self.product[pairs],
            gain=self.gain[pairs],
            **columns,
        )


def requests_of(log: Log, split: Split, listed: Mask, parameters: FeaturesParameters) -> Requests:
    """The requests of valid and of the test.

    Args:
        log: As `splits.split_of` gives it.
        split: Of its events.
        listed: (log.products,) whether a product can be recommended; others are no answer to a request.
        parameters: Settings.
    """
    rows = np.flatnonzero(split.of != TRAIN)
    group, named = _groups(log, split, rows, parameters)
    first = rows[np.flatnonzero(np.diff(np.maximum.accumulate(group), prepend=-1))] if len(rows) else rows
    request, product, gain = _chosen(log, rows, group, listed, parameters)
    region = log.region[first].astype(np.int64)
    if split.how == LEAVE_ONE_OUT:
        end, time = first, log.time[first]
    elif parameters.asks == CUSTOMER:
        # by time, so the first event of a period is the first that is not before it
        end, time = first, np.array([0, *(split.ends or (0, 0))])[split.of[first]]
        # where the customer is in the period is not told yet at its begin
        region = _region_before(log, first)
    else:
        end, time = run_starts(log, first), log.time[first]
    whole = Requests(
        first=first,
        end=end,
        customer=log.customer[first].astype(np.int64),
        time=time.astype(np.int64),
        region=region,
        part=split.of[first],
        number=_numbers(log, first, split.of[first], named),
        request=request,
        product=product,
        gain=gain,
    )
    answered = np.bincount(request, minlength=len(whole)) > 0
    return replace(whole.take(answered), without=int((~answered).sum()))


def _region_before(log: Log, first: Longs) -> Longs:
    """(r,) the customer's home, else where the last event before was that tells; `UNKNOWN` where nothing does."""
    known = np.flatnonzero(log.region != UNKNOWN)
    place = np.searchsorted(known, first) - 1
    last = np.append(known, 0)[np.maximum(place, 0)]
    told = (place >= 0) & (log.customer[last] == log.customer[first])
    home = log.home[log.customer[first]]
    return np.where(home != UNKNOWN, home, np.where(told, log.region[last], UNKNOWN)).astype(np.int64)


def _groups(log: Log, split: Split, rows: Longs, parameters: FeaturesParameters) -> tuple[Longs, bool]:
    """(rows,) the request of each, numbered as they first occur; and whether visits tell them apart."""
    parts: dict[str, Any] = {"part": split.of[rows], "customer": log.customer[rows]}
    named = split.how != LEAVE_ONE_OUT and parameters.asks == VISIT
    if named:
        visit = log.visit[rows]
        parts |= {"visit": visit, "time": np.where(visit == UNKNOWN, log.time[rows], 0)}
    group = pd.DataFrame(parts).groupby(list(parts), sort=False).ngroup()
    return np.asarray(group, dtype=np.int64), named


def _chosen(
    log: Log, rows: Longs, group: Longs, listed: Mask, parameters: FeaturesParameters
) -> tuple[Longs, Longs, npt.NDArray[np.float32]]:
    """Request, product and gain of what was chosen: of a product that a request has twice, its highest gain."""
    kinds = np.unique(log.kind)
    worth: Floats = np.array([parameters.gain_view, parameters.gain_cart, 1.0]) if len(kinds) > 1 else np.ones(3)
    gain = worth[log.kind[rows]]
    kept = listed[log.product[rows]] & (gain > 0)
    group, product, gain = group[kept], log.product[rows][kept].astype(np.int64), gain[kept]
    order = np.lexsort((product, group))
    group, product, gain = group[order], product[order], gain[order]
    begins = np.flatnonzero(np.append(True, (np.diff(group) != 0) | (np.diff(product) != 0)))[: len(group)]
    best = np.maximum.reduceat(gain, begins) if len(begins) else gain
    return group[begins], product[begins], best.astype(np.float32)


def _numbers(log: Log, first: Longs, part: Any, named: bool) -> Numbers:
    """(r,) of the customer and the part; of the visit, or where none is named its time, where they tell apart."""
    numbers = hashes(log.customers, log.customer[first]) ^ (part.astype(np.uint64) * _OTHER)
    if named:
        visit = log.visit[first]
        told = np.where(visit == UNKNOWN, log.time[first].view(np.uint64), hashes(log.visits, visit))
        numbers = mixed(numbers, 0) ^ told
    return mixed(numbers, 1)
