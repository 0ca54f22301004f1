"""Whether a model ever answers a deal that must not come: asked of all deals of the log, also those that are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.asked_again import spread
from evaluation.deal_asking import Asking
from evaluation.deal_requests import request_columns
from evaluation.deal_told import Told
from evaluation.measure import Measure
from evaluation.ranked_answers import rows_of, shown_again
from evaluation.shelf import Flags, Longs

_ALL: Final = "violations"
_SAYS: Final = {
    "violations_expired": "over",
    "violations_not_started": "not started",
    "violations_no_stock": "without stock left",
    "violations_no_budget": "without budget left for one more",
    "violations_redeemed_already": "redeemed by the customer before, where deals are once a customer",
    "violations_twice": "in the same list higher up",
    "violations_stranger": "not among the candidates",
}
MEASURES: Final = (_ALL, *_SAYS)
_SOLD_OUT: Final = 10  # every so manieth candidate is told to have nothing left


def measures(asking: Asking, told: Told, table: pd.DataFrame) -> dict[str, Measure]:
    """How many answers break a rule, in all and by rule; each has to be 0.

    Requests are asked of all deals of the tables, whenever they run, and every tenth is told to have no stock left.

    Args:
        asking: `violation_requests` and `violation_deals`: the most requests, and deals of each, evenly over all.
        told: How deals are told.
        table: Rows of `deal_requests.requests`.
    """
    known, settings = asking.known, asking.settings
    rows = table.iloc[spread(len(table), int(settings["violation_requests"]))].reset_index(drop=True)
    deal = spread(len(known.deals), int(settings["violation_deals"]))
    if len(rows) == 0 or len(deal) == 0:
        return {}
    number = known.numbers(rows)
    # Another tenth for each request, so that all deals have their turn.
    sold_out = (np.arange(len(deal)) + np.arange(len(rows))[:, None]) % _SOLD_OUT == 0
    cells = [
        told.cells(deal, np.full(len(deal), known.moment[one]), sold_out[row])
        for row, one in enumerate(number.tolist())
    ]
    asked = request_columns(rows).assign(deals=pd.Series(["[" + ",".join(one) + "]" for one in cells], dtype=object))
    answers = asking.model.predict(asked, {"alpha": 1.0, "k": len(deal)})
    broken = _broken(asking, rows, deal, sold_out, answers)
    count = int((answers["rank"] > 0).sum())
    any_rule = int(np.stack(list(broken.values())).any(axis=0).sum())
    where = f"of {count:,} answers to requests of all deals, also those that are over, not begun or sold out; must be 0"
    found = {_ALL: _measure(any_rule, count, f"answers that break any rule, {where}")}
    return found | {
        name: _measure(int(holds.sum()), count, f"deals {_SAYS[name]}, {where}") for name, holds in broken.items()
    }


def _broken(
    asking: Asking, rows: pd.DataFrame, deal: Longs, sold_out: Flags, answers: pd.DataFrame
) -> Mapping[str, Flags]:
    """Which answers break which rule."""
    known = asking.known
    row, kept = rows_of(rows, answers), answers["rank"].to_numpy(np.int64) > 0
    row, answers = row[kept], answers[kept]
    named = known.deals.numbers(answers["deal_id"])
    one = np.maximum(named, 0)
    number = known.numbers(rows)[row]
    moment = known.moment[number]
    stock, budget = known.deals.left(one, moment)
    without = np.zeros((len(rows), len(known.deals)), dtype=bool)
    without[:, deal] = sold_out
    already = known.before.before(known.customer[number] * len(known.deals) + one, moment)[0] > 0
    once = bool(_facts(asking.model).get("once", False))
    return {
        "violations_expired": known.deals.until[one] <= moment,
        "violations_not_started": known.deals.since[one] > moment,
        "violations_no_stock": (stock < 1) | without[row, one],
        "violations_no_budget": (budget <= 0) | (budget < known.deals.cost[one]),
        "violations_redeemed_already": already & once,
        "violations_twice": shown_again(row, answers["deal_id"], answers["rank"].to_numpy(np.int64)),
        "violations_stranger": ~np.isin(named, deal),
    }


def _facts(model: Any) -> Mapping[str, Any]:
    facts = getattr(model, "facts", None)
    return facts if isinstance(facts, Mapping) else {}


def _measure(count: int, answers: int, meaning: str) -> Measure:
    return Measure(float(count), n=answers, unit="answers", higher_is_better=False, meaning=meaning)
