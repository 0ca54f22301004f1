"""Whether lists are better for customers who are known than for nobody in particular."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.rec_asking import Asking
from evaluation.rec_found import ranked
from evaluation.rec_lift import least, lift

_LIFT: Final = "personal_lift"
_LEAST: Final = "personal_lift_at_least"
_SAYS: Final = {
    "ndcg_10_personal": "ndcg_10 of customers with events before",
    "ndcg_10_impersonal": "the same, asked as nobody in particular",
    _LIFT: "what a list gains by who asks and what came before, of customers with events before",
}
MEASURES: Final = (*_SAYS, _LEAST)


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """NDCG@10 of customers with a history with and without it; none where there is no such request.

    Args:
        asking: Asks the model.
        table: Rows of `rec_requests.requests`, of which at most `challenge_requests` are asked.
    """
    rows = table[(table["history"] != "[]").to_numpy(dtype=bool)]
    if len(rows) == 0:
        return {}
    rows = rows.iloc[spread(len(rows), int(asking.settings["challenge_requests"]))].reset_index(drop=True)
    found = {personal: ranked(asking.shown(rows, personal=personal), asking.known) for personal in (True, False)}
    measured = lift(asking, rows, found[True], found[False], _SAYS)
    return measured | {_LEAST: least(measured, _LIFT)}
