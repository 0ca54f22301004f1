"""The answer to requests: deals in their order, what each is expected to bring, and what the caller should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..request_cells import words_of
from .request import OUTPUTS

Numbers = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ranked:
    """Pairs of a request and a deal that may be shown; (pairs,) each.

    Attributes:
        request: Its place in the call.
        ids: Of deals.
        score: By which they are ordered, the largest first.
        probability, revenue: Of a redemption.
        hours_left: Infinite where there is no end.
    """

    request: Ints
    ids: npt.NDArray[np.object_]
    score: Numbers
    probability: Numbers
    revenue: Numbers
    hours_left: Numbers

    def __len__(self) -> int:
        return len(self.request)

    def take(self, rows: Ints) -> Ranked:
        """Some of them."""
        taken: dict[str, Any] = {one.name: getattr(self, one.name)[rows] for one in fields(self)}
        return Ranked(**taken)

    def best(self, k: int) -> Ranked:
        """The best k of each request, in the order of requests; equal ones stay in the order of the candidates."""
        found = self.take(np.lexsort((-self.score, self.request)))
        return found.take(np.flatnonzero(places_of(found.request) < k))


def places_of(request: Ints) -> Ints:
    """Place of each row within its request, from 0; requests in rising order; (rows,)."""
    return np.arange(len(request)) - np.searchsorted(request, request)


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Several parts, one after another."""
    columns: dict[str, Any] = {
        one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Ranked)
    }
    return Ranked(**columns)


def nothing() -> Ranked:
    """No pair."""
    none = np.zeros(0)
    return Ranked(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=object), none, none, none, none)


def frame_of(ids: Sequence[str], best: Ranked, notes: Sequence[str | None]) -> pd.DataFrame:
    """One row a deal answered, in the requests' order, best first; one of rank 0 where there is none.

    Args:
        ids: Of the requests.
        best: As `Ranked.best` orders them.
        notes: One a request.
    """
    empty = np.flatnonzero(np.bincount(best.request, minlength=len(ids)) == 0)
    request = np.concatenate([best.request, empty])
    order = np.argsort(request, kind="stable")
    request = request[order]
    found = np.concatenate([np.ones(len(best), dtype=bool), np.zeros(len(empty), dtype=bool)])[order]

    def spread(values: Numbers) -> Numbers:
        return np.concatenate([values, np.full(len(empty), np.nan)])[order]

    names = np.concatenate([best.ids, np.full(len(empty), None, dtype=object)])[order]
    hours = np.where(np.isfinite(best.hours_left), best.hours_left, np.nan)
    columns: dict[str, Any] = {
        "request_id": words_of(np.array(ids, dtype=object)[request]),
        "rank": np.where(found, places_of(request) + 1, 0),
        "deal_id": words_of(names),
        "score": spread(best.score),
        "probability": spread(best.probability),
        "expected_revenue": spread(best.probability * best.revenue),
        "revenue": spread(best.revenue),
        "hours_left": spread(hours),
        "note": words_of(np.array(notes, dtype=object)[request]),
    }
    return pd.DataFrame({name: columns[name] for name, _ in OUTPUTS}, copy=False)
