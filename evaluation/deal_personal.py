"""Whether lists are better for the customer who asks than one order for all, by how much the customer has bought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.deal_lists import Lists
from evaluation.deal_outcomes import FIRST
from evaluation.deal_slices import BY_PURCHASES, MEANING, purchases_before
from evaluation.deal_truth import Truth
from evaluation.lifts import least, lift
from evaluation.measure import Measure

_LIFT: Final = "personal_lift"
_LEAST: Final = "personal_lift_at_least"
_SAYS: Final = {
    "ndcg_5_personal": "ndcg_5 of the requests that were asked again",
    "ndcg_5_global": "the same deals, scored without the customer and what the customer did before",
    _LIFT: "what a list gains by who asks: ndcg_5_personal less ndcg_5_global",
}
MEASURES: Final = (*_SAYS, _LEAST, *(f"{_LIFT}_{part}" for part in BY_PURCHASES))


def measures(
    personal: Lists, impersonal: Lists, table: pd.DataFrame, known: Truth, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """NDCG@5 with and without the customer, and the difference by purchases before; none without a request.

    Args:
        personal: Lists of the table's requests.
        impersonal: The same with `personal=False`.
        table: Requests in which an order matters.
        known: Of the test.
        settings: `resamples`, `confidence`, `seed`.
    """
    if len(table) == 0:
        return {}
    told, tells = personal.ndcg(known, FIRST)
    untold = impersonal.ndcg(known, FIRST)[0]
    columns = {"group": table["group"].to_numpy(), "measurable": tells, "told": told, "untold": untold}
    found = lift(columns, settings, _SAYS)
    found[_LEAST] = least(found, _LIFT)
    for part, holds in purchases_before(table).items():
        if (holds & tells).any():
            of_part = {name: np.asarray(one)[holds] for name, one in columns.items()}
            says = {"told": "", "untold": "", f"{_LIFT}_{part}": f"{_LIFT} of {MEANING[part]}"}
            name = f"{_LIFT}_{part}"
            found[name] = lift(of_part, settings, says)[name]
    return found
