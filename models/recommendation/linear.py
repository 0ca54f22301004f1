"""A linear model of what a customer takes from all else that it takes, in closed form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from .covisits import taken_by
from .event_log import EventLog
from .event_worth import faded
from .linear_settings import LinearSettings
from .neighbours import Neighbours

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_ROWS: Final = 1_000  # of the dense matrix that are cut at once


def linear(
    log: EventLog, worth: Floats, settings: LinearSettings, threads: int, told: Callable[[float], None]
) -> Neighbours:
    """EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019) of the most frequent products.

    Each product is told from all others by weights under a squared penalty; the inverse of the products' Gram matrix
    holds them all. It is inverted in place by its Cholesky factor, so memory is one matrix of 4 bytes a pair.

    Args:
        log: Events.
        worth: Of each event; (events,).
        settings: Of the source.
        threads: Of the inverse.
        told: Of the share that is done.
    """
    kept = log.from_end() < settings.events_up_to
    log, worth = log.take(kept), worth[kept] * faded(log, settings.fade_days)[kept]
    covered = most_frequent(log, settings)
    if len(covered) < 2:
        return Neighbours.none(log.products)
    taken = sp.csr_array(taken_by(log, worth)[:, covered])
    with threadpool_limits(threads):
        inverse = _inverse(taken, settings.l2, told)
    return _rows(inverse, covered, log.products, settings.neighbours)


def most_frequent(log: EventLog, settings: LinearSettings) -> Ints:
    """Positions of the products that the model covers, rising."""
    counts = log.counts()
    enough = np.flatnonzero(counts >= settings.least_events)
    frequent = enough[np.argsort(-counts[enough], kind="stable")][: settings.items_up_to]
    return np.sort(frequent)


def _inverse(taken: sp.csr_array, l2: float, told: Callable[[float], None]) -> Floats:
    gram = np.zeros((taken.shape[1],) * 2, dtype=np.float32, order="F")
    pairs = sp.coo_array(taken.T @ taken)
    gram[pairs.row, pairs.col] = pairs.data
    gram[np.diag_indices_from(gram)] += np.float32(l2)
    told(0.1)
    factor, _ = scipy.linalg.cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
    told(0.4)
    inverse, _ = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    told(0.9)
    return np.asarray(inverse, dtype=np.float32)


def _rows(inverse: Floats, covered: Ints, products: int, top: int) -> Neighbours:
    """Weights from each product to the others, from the lower half of the inverse."""
    count = len(covered)
    diagonal = np.diagonal(inverse).copy()
    rows, columns, weights = [], [], []
    for start in range(0, count, _ROWS):
        here = np.arange(start, min(start + _ROWS, count))
        full = np.where(here[:, None] >= np.arange(count), inverse[here], inverse[:, here].T)
        weight = -full / diagonal
        weight[np.arange(len(here)), here] = 0.0
        best = np.argpartition(-weight, min(top, count) - 1, axis=1)[:, :top]
        value = np.take_along_axis(weight, best, axis=1)
        held = value > 0
        rows.append(np.broadcast_to(covered[here][:, None], best.shape)[held])
        columns.append(covered[best[held]])
        weights.append(value[held])
    where = (np.concatenate(rows), np.concatenate(columns))
    return Neighbours.of(sp.csr_array((np.concatenate(weights), where), shape=(products, products)), top)
