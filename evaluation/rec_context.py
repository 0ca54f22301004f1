"""What lists gain by where and when they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.rec_asking import Asking, nothing
from evaluation.rec_found import ranked
from evaluation.rec_histories import histories
from evaluation.rec_lift import lift
from evaluation.rec_requests import request_columns
from evaluation.shelf import folded, micros

# No settings: seasonal lifts of versions that were asked in other seasons cannot be compared.
HALF_A_YEAR: Final = pd.Timedelta(days=182)
A_YEAR: Final = pd.Timedelta(days=364)  # whole weeks, as half of it is
_BY_REGION: Final = {
    "ndcg_10_region_told": "ndcg_10 of requests that name a region, asked with it and the history, without the "
    "customer",
    "ndcg_10_region_untold": "the same, asked without the region",
    "regional_lift": "what a list gains by the region",
}
_IN_STOCK: Final = {
    "ndcg_10_region_told_in_stock": "ndcg_10_region_told of what could be had there alone",
    "ndcg_10_region_untold_in_stock": "ndcg_10_region_untold without what could not be had there",
    "regional_lift_in_stock": "what a list gains by the region beside what can be had there",
}
_BY_SEASON: Final = {
    "ndcg_10_in_season": "ndcg_10 asked a whole year later, after a history that is as much later, among what can be "
    "had both then and half a year later",
    "ndcg_10_half_a_year_off": "the same, asked half a year later",
    "seasonal_lift": "what a list gains by the season",
}
MEASURES: Final = (*_BY_REGION, *_IN_STOCK, *_BY_SEASON)


def regional(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """NDCG@10 with the region and without it; none where fewer than two regions are named.

    The customer is left out of both, whose home region a model may know; the history is told in both.

    Args:
        asking: Asks the model.
        table: Rows of `rec_requests.requests`, of which at most `challenge_requests` are asked.
    """
    rows = _some(asking, table[folded(table["region"]).notna().to_numpy(dtype=bool)])
    if folded(rows["region"]).nunique() < 2:
        return {}
    asked = request_columns(rows)
    asked = asked.assign(customer_id=nothing(asked))
    told = asking.shown(rows, asked)
    anywhere = rows.assign(region=nothing(rows))
    untold = asking.shown(anywhere, asked.assign(region=nothing(asked)))
    there = untold.only(asking.at_hand(rows, untold))
    found = [ranked(one, asking.known) for one in (told, untold, told.only(asking.at_hand(rows, told)), there)]
    return lift(asking, rows, found[0], found[1], _BY_REGION) | lift(asking, rows, found[2], found[3], _IN_STOCK)


def seasonal(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """NDCG@10 a year after the request and half a year after it; none where no request has a time.

    Not at the time itself: what sells of late has faded at both moments, and nothing is new any more, so that the
    season alone tells them apart. Later and not earlier, so that no product is yet to be launched. Histories move
    along, so that the last event is as long ago. What can be had at one of the two moments alone counts in neither.

    Args:
        asking: Asks the model.
        table: Rows of `rec_requests.requests`, of which at most `challenge_requests` are asked.
    """
    rows = _some(asking, table[table["time"].notna().to_numpy(dtype=bool)])
    if len(rows) == 0:
        return {}
    examples = Path(str(rows["examples"].cat.categories[0]))
    year, half = (
        rows.assign(asked_at=rows["asked_at"] + by, history=histories(rows["example_id"], examples, by))
        for by in (A_YEAR, HALF_A_YEAR)
    )
    gain = np.minimum(_gains_later(asking, rows, year), _gains_later(asking, rows, half))
    found = []
    for one in (year, half):
        shown = asking.shown(one)
        both = asking.at_hand(year, shown) & asking.at_hand(half, shown)
        found.append(ranked(shown.only(both), asking.known, gain))
    return lift(asking, rows, found[0], found[1], _BY_SEASON)


def _gains_later(asking: Asking, rows: pd.DataFrame, later: pd.DataFrame) -> Any:
    """Gains of the relevant pairs, 0 of those that could not be had later; (pairs,)."""
    known = asking.known
    asked = np.full(len(known.requests), -1, dtype=np.int64)
    asked[known.numbers(rows)] = np.arange(len(rows))
    gain = np.zeros(len(known.gain))
    own = np.flatnonzero(asked[known.request] >= 0)
    row = asked[known.request[own]]
    moment = micros(later["asked_at"], 0)[row]
    there = known.catalogue.at_hand(known.product[own], later["region"].iloc[row], moment)
    gain[own[there]] = known.gain[own[there]]
    return gain


def _some(asking: Asking, table: pd.DataFrame) -> pd.DataFrame:
    return table.iloc[spread(len(table), int(asking.settings["challenge_requests"]))].reset_index(drop=True)
