"""Discounted gains of deals in the order of a score, of equal scores at random or the redeemed one last."""

from __future__ import annotations

import numpy as np

from benchmarks.deal_rows import Floats, Ints, Mask


def ndcg(request: Ints, score: Floats, gain: Floats, places: int) -> tuple[Floats, Floats]:
    """NDCG of each request (Jarvelin and Kekalainen, 2002, TOIS 20).

    Args:
        request: Number of each row's request, from 0 on without a gap; (n,).
        score: The more the better; (n,).
        gain: >= 0; (n,).
        places: How many count.

    Returns:
        With ties broken at random, as the exact expectation; and with ties broken against the score, the least gain
        first; each (requests,), NaN where nothing has a gain.
    """
    count = int(request.max()) + 1 if len(request) else 0
    best = _dcg(request, gain, gain, places, count)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _expected(request, score, gain, places, count) / best, _dcg(request, score, gain, places, count) / best


def _dcg(request: Ints, score: Floats, gain: Floats, places: int, count: int) -> Floats:
    order = np.lexsort((gain, -score, request))
    worth = gain[order] * _discount(_place(request[order]), places)
    return np.asarray(np.bincount(request[order], worth, count), dtype=np.float64)


def _expected(request: Ints, score: Floats, gain: Floats, places: int, count: int) -> Floats:
    order = np.lexsort((-score, request))
    own, value = request[order], score[order]
    begins = np.append(True, (own[1:] != own[:-1]) | (value[1:] != value[:-1]))[: len(own)]
    tie = np.cumsum(begins) - 1
    size = np.bincount(tie)
    # each of the tied stands at each of their places equally often
    mean = np.bincount(tie, gain[order]) / size
    places_worth = np.bincount(tie, _discount(_place(own), places))
    return np.asarray(np.bincount(own[begins], mean * places_worth, count), dtype=np.float64)


def _place(request: Ints) -> Ints:
    """Places from 0 on of rows in the order of their requests."""
    first = np.append(True, request[1:] != request[:-1])[: len(request)]
    start = np.flatnonzero(first)
    return np.arange(len(request)) - np.repeat(start, np.diff(np.append(start, len(request))))


def _discount(place: Ints, places: int) -> Floats:
    counts: Mask = place < places
    return np.where(counts, 1.0 / np.log2(place + 2.0), 0.0)
