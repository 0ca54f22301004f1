"""What the same customers take: pairs of products without direction."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .covisit_settings import CovisitSettings
from .event_log import EventLog
from .event_worth import faded
from .neighbours import Neighbours, product_top

Floats = npt.NDArray[np.float32]


def covisits(log: EventLog, worth: Floats, settings: CovisitSettings, threads: int) -> Neighbours:
    """Item nearest neighbours (Sarwar et al., WWW 2001), with the active customers counting for less.

    Args:
        log: Events.
        worth: Of each event; (events,).
        settings: Of the source.
        threads: Of the product.
    """
    kept = log.from_end() < settings.events_up_to
    log, worth = log.take(kept), worth[kept] * faded(log, settings.fade_days)[kept]
    taken = taken_by(log, worth)
    active = np.maximum(np.diff(taken.indptr), 1).astype(np.float64) ** -settings.active
    popular = (log.counts() + max(settings.shrinkage, 1e-9)) ** -(settings.popularity / 2)
    by_customer = sp.csr_array(sp.diags_array(active).astype(np.float32) @ taken)
    right = sp.csr_array(by_customer @ sp.diags_array(popular).astype(np.float32))
    found = product_top(sp.csr_array(taken.T), right, settings.neighbours + 1, threads)
    return Neighbours.of(sp.csr_array(sp.diags_array(popular).astype(np.float32) @ found), settings.neighbours)


def taken_by(log: EventLog, worth: Floats) -> sp.csr_array:
    """The most that a customer's events are worth of each product; (customers, products)."""
    order = np.lexsort((worth, log.product, log.customer))
    customer, product = log.customer[order], log.product[order]
    last = np.append((customer[1:] != customer[:-1]) | (product[1:] != product[:-1]), True)[: len(order)]
    shape = (len(log.customers), log.products)
    return sp.csr_array((worth[order][last], (customer[last], product[last])), shape=shape)
