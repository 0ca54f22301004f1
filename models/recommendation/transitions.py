"""What is bought next: directed pairs of products, the nearer in order and time for more."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .event_log import EventLog
from .event_worth import faded, halved
from .neighbours import Neighbours, product_top
from .transition_settings import TransitionSettings

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_AT_ONCE: Final = 20_000_000  # pairs of an event and a later moment in memory


def transitions(log: EventLog, worth: Floats, settings: TransitionSettings, threads: int) -> Neighbours:
    """Weights from each product to those of the moments that followed.

    Events of a customer at one time are one moment, among which there is no order; those without a time are each
    their own. The weight is the sum over pairs, over powers of both products' events: dividing by less than their
    product keeps what sells ahead of what was sold once by chance.

    Args:
        log: Events.
        worth: Of each event; (events,).
        settings: Of the source.
        threads: Of the product.
    """
    kept = log.from_end() < settings.events_up_to
    log, worth = log.take(kept), worth[kept]
    moment = moments(log)
    first = np.flatnonzero(np.diff(moment, prepend=-1))
    shape = (len(first), log.products)
    counts = log.counts().astype(np.float64) + settings.shrinkage
    counts[counts == 0] = 1.0
    later_worth = worth * faded(log, settings.fade_days) * (counts**-settings.popularity)[log.product]
    later = sp.csr_array((later_worth.astype(np.float32), (moment, log.product)), shape=shape)
    by_product = np.argsort(log.product, kind="stable")
    starts = np.append(0, np.cumsum(np.bincount(log.product, minlength=log.products)))
    rows = []
    for begin, end in _blocks(starts, max(_AT_ONCE // settings.gap_up_to, 1)):
        events = by_product[starts[begin] : starts[end]]
        left = _earlier(log, worth, moment, first, events, begin, end, settings)
        rows.append(product_top(left, later, settings.neighbours + 1, threads))
    found = sp.csr_array(sp.vstack(rows)) if rows else sp.csr_array((0, 0), dtype=np.float32)
    found = sp.csr_array(sp.diags_array(counts**-settings.source_popularity).astype(np.float32) @ found)
    return Neighbours.of(found, settings.neighbours)


def moments(log: EventLog) -> Ints:
    """Number of the moment of each event, rising; (events,)."""
    new = np.ones(len(log), dtype=bool)
    # a time that is not known is equal to none
    new[1:] = (log.customer[1:] != log.customer[:-1]) | (log.seconds[1:] != log.seconds[:-1])
    return np.cumsum(new) - 1


def _earlier(
    log: EventLog,
    worth: Floats,
    moment: Ints,
    first: Ints,
    events: Ints,
    begin: int,
    end: int,
    settings: TransitionSettings,
) -> sp.csr_array:
    """What each product of a range is worth to each moment after it; (end - begin, moments)."""
    owner, seconds = log.customer[first], log.seconds[first]
    products, targets, values = [], [], []
    for gap in range(1, settings.gap_up_to + 1):
        held = events[moment[events] + gap < len(first)]
        held = held[owner[moment[held] + gap] == log.customer[held]]
        target = moment[held] + gap
        between = halved(seconds[target] - log.seconds[held], settings.half_life_days)
        products.append(log.product[held] - begin)
        targets.append(target)
        values.append(worth[held] * between * np.float32(settings.gap_decay ** (gap - 1)))
    where = (np.concatenate(products), np.concatenate(targets))
    return sp.csr_array((np.concatenate(values), where), shape=(end - begin, len(first)))


def _blocks(starts: Ints, most: int) -> list[tuple[int, int]]:
    """Ranges of products with so many events at most, or of one product; every product lies in one."""
    ranges, begin, products = [], 0, len(starts) - 1
    while begin < products:
        end = max(int(np.searchsorted(starts, starts[begin] + most, "right")) - 1, begin + 1)
        ranges.append((begin, end))
        begin = end
    return ranges
