"""Requests as searches: names become numbers, and what may be shown is decided."""

from __future__ import annotations

from typing import Final

import numpy as np

from ..stock import Availability, Mask
from .ask import Ask
from .asked_how import Asked
from .places import Places
from .request import Questions
from .searching import Searcher

UNKNOWN: Final = "unknown region: what can be had in any"
EMPTY: Final = "region without stock: nothing can be had there"

_MICROSECONDS = 1_000_000


def asks_of(
    questions: Questions, asked: Asked, searcher: Searcher, availability: Availability, places: Places
) -> tuple[list[Ask], list[str | None]]:
    """Searches, and what their callers should know.

    Where a request does not say the region or the language, the customer's own hold: what can be had is a rule and no
    matter of taste, so they do too where the answer is to be impersonal.

    Args:
        questions: Requests.
        asked: How they are to be answered.
        searcher: Knows names.
        availability: What can be had.
        places: Knows where customers are at home, and regions.
    """
    texts, catalogue = questions.texts, searcher.tables.catalogue
    homes = [places.home(customer) for customer in texts["customer_id"]]
    said = [_told(one, home) for one, (home, _) in zip(texts["region"], homes, strict=True)]
    spoken = [_told(one, own) for one, (_, own) in zip(texts["language"], homes, strict=True)]
    named = [places.known.spelt(one) for one in said]
    customers = searcher.names.numbered("customer", texts["customer_id"])
    if not asked.personal:
        customers[:] = -1
    regions = searcher.names.numbered("region", named)
    languages = catalogue.numbered("language", spoken)
    asks, notes = [], []
    for row, (query, region) in enumerate(zip(texts["query"], named, strict=True)):
        time = float(questions.times[row])
        allowed = availability.mask(region, int(time * _MICROSECONDS))
        if questions.excluded[row]:
            allowed = _without(allowed, catalogue.positions(questions.excluded[row]))
        who = (int(customers[row]), int(regions[row]), int(languages[row]), region)
        asks.append(Ask(query or "", *who, time, time, allowed))
        notes.append(_note(said[row], region, availability))
    return asks, notes


def _told(cell: str | None, own: str | None) -> str | None:
    return (cell or "").strip() or own


def _note(said: str | None, region: str | None, availability: Availability) -> str | None:
    if said is None or not availability.limited:
        return None
    if region is None:
        return UNKNOWN
    return None if availability.knows(region) else EMPTY


def _without(allowed: Mask, positions: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Mask:
    known = positions[positions >= 0]
    if not len(known):
        return allowed
    left = allowed.copy()
    left[known] = False
    return left
