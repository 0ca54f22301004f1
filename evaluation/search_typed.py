"""Queries of which so much is typed: what is found of the full query's, and whether it is among the completions."""

from __future__ import annotations

import json
import math
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.search_asking import Asking
from evaluation.search_requests import request_columns, words

WHOLE: Final = 100
PERCENT: Final = (20, 40, 60, 80, WHOLE)
COMPLETED: Final = (40, 60)
COMPLETIONS: Final = 10  # that are asked for
MEASURES: Final = (
    *(f"ndcg_10_typed_{one}" for one in PERCENT),
    *(f"typed_{one}_of_full" for one in PERCENT if one != WHOLE),
    *(f"completion_mrr_{one}" for one in COMPLETED),
)


def typed(query: str, percent: float) -> str:
    """The first characters of a query, so many of a hundred, rounded up, and up to its first letter or digit at least.

    >>> typed("usb-c cable", 40), typed("  mug", 1), typed("mug", 100)
    ('usb-c', '  m', 'mug')
    """
    said = next((place for place, one in enumerate(query, 1) if one.isalnum()), len(query))
    return query[: max(said, math.ceil(len(query) * percent / 100))]


def in_part(table: pd.DataFrame, percent: float) -> pd.DataFrame:
    """The searches with so much of their queries."""
    return table.assign(query=[typed(query, percent) for query in table["query"].fillna("").astype("str")])


def measures(asking: Asking, sample: pd.DataFrame, full: pd.DataFrame) -> dict[str, Measure]:
    """NDCG@10 by how much is typed, itself and over that of the full query.

    Args:
        asking: Asks the model.
        sample: Rows of `search_requests.requests`.
        full: Outcomes of them as they are.
    """
    rows = full[["group", "measurable"]].copy()
    for percent in PERCENT:
        found = full if percent == WHOLE else asking.outcomes(in_part(sample, percent))
        rows[f"typed_{percent}"] = found["ndcg_10"].to_numpy()
    whole = f"typed_{WHOLE}"
    statistics = {f"ndcg_10_typed_{percent}": of_sums(f"typed_{percent}", "measurable") for percent in PERCENT}
    meaning = {f"ndcg_10_typed_{percent}": f"ndcg_10 with {percent} % of the characters typed" for percent in PERCENT}
    for percent in PERCENT[:-1]:
        statistics[f"typed_{percent}_of_full"] = of_sums(f"typed_{percent}", whole)
        meaning[f"typed_{percent}_of_full"] = f"ndcg_10_typed_{percent} over that of the full query"
    return measured(rows, statistics, meaning, asking.settings)


def completed(asking: Asking, sample: pd.DataFrame) -> dict[str, Measure]:
    """One over the place of the full query among its completions, 0 where it is not."""
    rows, wanted = sample[["group"]].copy(), words(sample["query"])
    told = sample["example_id"].astype("str")
    params: dict[str, Any] = {"mode": "complete", "completions": COMPLETIONS}
    for percent in COMPLETED:
        answers = asking.model.predict(request_columns(in_part(sample, percent)), params)
        first = answers.drop_duplicates("request_id").set_index("request_id")["completions"].reindex(told)
        rows[str(percent)] = [_reciprocal(one, query) for one, query in zip(first, wanted, strict=True)]
    says = f"one over the place of the full query among the {COMPLETIONS} completions"
    names = {f"completion_mrr_{percent}": percent for percent in COMPLETED}
    return measured(
        rows,
        {name: of_sums(str(percent)) for name, percent in names.items()},
        {name: f"{says}, with {percent} % of the characters typed" for name, percent in names.items()},
        asking.settings,
    )


def _reciprocal(completions: Any, query: str) -> float:
    offered = pd.Series(json.loads(completions) if isinstance(completions, str) else [], dtype="str")
    places = np.flatnonzero(np.array(words(offered), dtype=object) == query)
    return 1 / (places[0] + 1) if len(places) else 0.0
