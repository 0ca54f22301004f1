"""Whether products come that the request says must not."""

from __future__ import annotations

import json
from typing import Final

import pandas as pd

from evaluation.dcg import PLACES
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ranked_answers import rows_of
from evaluation.ratios import of_sums
from evaluation.rec_asking import Asking
from evaluation.rec_requests import request_columns

_NAME: Final = "excluded_shown"
MEASURES: Final = (_NAME,)
_EVERY: Final = 2  # every second product is excluded, so that what is left of the list can be told from another list


def measures(asking: Asking, table: pd.DataFrame) -> dict[str, Measure]:
    """Of the products shown where every second one of the first list was excluded, those that were.

    Args:
        asking: Asks the model.
        table: Rows of `rec_requests.requests`.
    """
    says = {_NAME: "of the products shown, those that the request excludes; must be 0"}
    asked = request_columns(table)
    answers, _ = asking.answers(table, asked, k=PLACES)
    row, rank = rows_of(table, answers), answers["rank"].to_numpy()
    out = (rank > 0) & (rank % _EVERY == 1)
    excluded = pd.MultiIndex.from_arrays([row[out], answers["product_id"][out].astype("str")])
    lists = answers["product_id"][out].astype("str").groupby(row[out]).agg(list).reindex(range(len(table)))
    told = ["[]" if one is None or one != one else json.dumps(one) for one in lists]
    again, _ = asking.answers(table, asked.assign(exclude=pd.Series(told, dtype="str")), k=PLACES)
    row, there = rows_of(table, again), again["rank"].to_numpy() > 0
    came = pd.MultiIndex.from_arrays([row[there], again["product_id"][there].astype("str")]).isin(excluded)
    rows = pd.DataFrame({"group": table["group"].to_numpy(), "shown": 0.0, "excluded": 0.0})
    rows["shown"] = pd.Series(row[there]).value_counts().reindex(rows.index, fill_value=0)
    rows["excluded"] = pd.Series(row[there][came]).value_counts().reindex(rows.index, fill_value=0)
    if not rows["shown"].any():
        return {_NAME: Measure(None, n=0, higher_is_better=False, meaning=says[_NAME])}
    return measured(rows, {_NAME: of_sums("excluded", "shown")}, says, asking.settings, (_NAME,))
