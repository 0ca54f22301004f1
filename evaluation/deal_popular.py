"""The order by what was redeemed most so far, which every model has to beat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_lists import Lists
from evaluation.deal_outcomes import FIRST
from evaluation.deal_truth import Truth
from evaluation.lifts import lift
from evaluation.measure import Measure

Floats = npt.NDArray[np.float64]

_ORDER: Final = "ordered by redemptions of the offer before, by all customers, equals by lot"
_SAYS: Final = {
    "ndcg_5_asked_again": "ndcg_5 of the requests that were asked again",
    "ndcg_5_popular": f"the same {_ORDER}",
    "ndcg_5_over_popular": "ndcg_5_asked_again less ndcg_5_popular",
}
MEASURES: Final = tuple(_SAYS)


def measures(found: Lists, table: pd.DataFrame, known: Truth, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """NDCG@5 by relevance and by popularity, and the difference; none without a request.

    Args:
        found: Lists of the table's requests, by relevance.
        table: Requests in which an order matters.
        known: Of the test.
        settings: `seed`, which orders equally popular deals too; `resamples`, `confidence`.
    """
    if len(table) == 0:
        return {}
    told, tells = found.ndcg(known, FIRST)
    order = popular(found, known, int(settings["seed"]))
    untold = ordered(found, order).ndcg(known, FIRST)[0]
    columns = {"group": table["group"].to_numpy(), "measurable": tells, "told": told, "untold": untold}
    return lift(columns, settings, _SAYS)


def popular(found: Lists, known: Truth, seed: int) -> Floats:
    """Less the more often the offer of a deal was redeemed before the request, equals by lot; (pairs,)."""
    offer = known.deals.offer[known.deal[found.pair]]
    count = known.deals.popular.before(offer, known.moment[found.number[found.row]])[0]
    drawn: Floats = np.random.default_rng(seed).random(len(count))
    return -(count + drawn)


def ordered(found: Lists, order: Floats) -> Lists:
    """The lists in another order, without equals.

    Args:
        found: Lists.
        order: Less the further up; (pairs,).
    """
    ranked = np.lexsort((order, found.row))
    place = np.empty(len(order), dtype=np.int64)
    place[ranked] = np.arange(len(order)) - np.searchsorted(found.row, found.row[ranked]) + 1
    return replace(found, place=place)
