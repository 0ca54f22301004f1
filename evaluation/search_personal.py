"""Whether results are better for customers who are known than for nobody in particular."""

from __future__ import annotations

from typing import Final

import pandas as pd

from evaluation.asked_again import spread
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.search_asking import Asking

_LIFT: Final = "personal_lift"
_LEAST: Final = "personal_lift_at_least"
MEASURES: Final = ("ndcg_10_personal", "ndcg_10_impersonal", _LIFT, _LEAST)


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """NDCG@10 of searches of returning customers with and without them; none where there is no such search.

    Intervals resample customers, whose searches depend on each other.

    Args:
        asking: Asks the model.
        table: Rows of `search_requests.requests`, of which at most `challenge_searches` are asked.
    """
    returning = table[table["returning_customer"].to_numpy(bool)]
    if len(returning) == 0:
        return {}
    returning = returning.iloc[spread(len(returning), int(asking.settings["challenge_searches"]))]
    found = {personal: asking.outcomes(returning, personal=personal) for personal in (True, False)}
    rows = found[True][["measurable"]].assign(
        group=found[True]["customer_id"],
        personal=found[True]["ndcg_10"],
        impersonal=found[False]["ndcg_10"],
        lift=found[True]["ndcg_10"] - found[False]["ndcg_10"],
    )
    columns = {"ndcg_10_personal": "personal", "ndcg_10_impersonal": "impersonal", _LIFT: "lift"}
    says = "ndcg_10 of customers who searched in train"
    meaning = {
        "ndcg_10_personal": says,
        "ndcg_10_impersonal": f"{says}, asked as nobody in particular",
        _LIFT: "what a result gains by who asks, of customers who searched in train; intervals resample customers",
    }
    statistics = {name: of_sums(column, "measurable") for name, column in columns.items()}
    measured_ = measured(rows, statistics, meaning, asking.settings)
    lift = measured_[_LIFT]
    return measured_ | {_LEAST: Measure(lift.low, n=lift.n, meaning=f"lower end of {_LIFT}: above 0 it is sure")}
