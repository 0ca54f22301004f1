"""Whether answers for sums are the sums of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from evaluation.demand_measures import MEANING
from evaluation.demand_requests import REQUEST
from evaluation.measure import Measure

Predict = Callable[[pd.DataFrame, dict[str, Any] | None], pd.DataFrame]
Question = dict[str, str]
Group = tuple[Question, list[Question]]  # a sum, and what it is the sum of
Keys = pd.DataFrame  # product_id, region, category, country of every series

HORIZON: Final = 4  # weeks that are compared; every week is reconciled alike


def incoherence(predict: Predict, series: Keys, origin: str, most: int, seed: int) -> Measure:
    """Ask for sums and their parts, and compare the means.

    Args:
        predict: The model.
        series: Every series of the state that the model forecasts from.
        origin: First day of the first week that is asked.
        most: Questions in all, about; which sums are asked is drawn by `seed`.
        seed: Of the draw.
    """
    groups = list(_groups(series, most, seed))
    asked = pd.DataFrame([one for whole, parts in groups for one in (whole, *parts)], columns=list(REQUEST))
    asked = asked.assign(origin=origin).fillna("").astype("str")
    answers = predict(asked, {"horizon": HORIZON})
    means = answers["mean"].to_numpy(np.float64).reshape(len(asked), -1)
    largest, at = 0.0, 0
    for _, parts in groups:
        whole, summed = means[at], means[at + 1 : at + 1 + len(parts)].sum(axis=0)
        largest = max(largest, float(np.max(np.abs(whole - summed) / np.maximum(np.abs(whole), 1.0))))
        at += 1 + len(parts)
    return Measure(largest, n=len(groups), higher_is_better=False, meaning=MEANING["incoherence"])


def _groups(series: Keys, most: int, seed: int) -> Iterator[Group]:
    """Total by region and by category, a country by region, and series under products, regions and categories."""
    regions = series.drop_duplicates("region")
    yield {}, [_region(row) for row in regions.itertuples()]
    if bool((series["category"] != "").all()):
        yield {}, [{"category": str(name)} for name in sorted(series["category"].unique())]
    for country, rows in regions.groupby("country"):
        if country:
            yield {"country": str(country)}, [_region(row) for row in rows.itertuples()]
    left = most
    shuffled = series.sample(frac=1.0, random_state=seed)
    for column in ("product_id", "region", "category"):
        for name in shuffled[column].unique()[: max(1, most // 20)]:
            parts = series[series[column] == name]
            if not name or len(parts) > left:
                continue
            left -= len(parts)
            yield {column: str(name)}, [{"product_id": r.product_id, "region": r.region} for r in parts.itertuples()]


def _region(row: Any) -> Question:
    return {"region": str(row.region)}
