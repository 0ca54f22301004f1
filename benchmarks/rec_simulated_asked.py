"""The requests of the simulated test asked in several ways: as they were, of nobody, nowhere, and later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.rec_ranks import DEPTH
from benchmarks.simulated_shelves import Shelves
from evaluation.rec_asking import nothing
from evaluation.rec_context import A_YEAR, HALF_A_YEAR
from evaluation.rec_histories import histories
from evaluation.rec_requests import request_columns

AS_ASKED, IMPERSONAL = "ours", "ours, of nobody"
HERE, ANYWHERE = "ours, region told", "ours, region not told"
LATER, IN_SEASON = "ours, half a year later", "ours, a year later"
MOVED: Final = {LATER: HALF_A_YEAR, IN_SEASON: A_YEAR}


@dataclass(frozen=True)
class Way:
    """One way to ask all requests.

    Attributes:
        asked: What the model is told, a row a request.
        params: Of the requests.
    """

    asked: pd.DataFrame
    params: dict[str, Any]


def ways(requests: pd.DataFrame, examples: Path) -> dict[str, Way]:
    """All ways by name.

    Args:
        requests: Of `rec_simulated_truth.Truth`.
        examples: What `build` wrote.
    """
    asked = request_columns(requests)
    of_nobody = asked.assign(customer_id=nothing(asked))
    moved = {
        name: requests.assign(
            asked_at=requests["asked_at"] + by, history=histories(requests["example_id"], examples, by)
        )
        for name, by in MOVED.items()
    }
    return {
        AS_ASKED: Way(asked, {"k": DEPTH}),
        IMPERSONAL: Way(asked, {"k": DEPTH, "personal": False}),
        HERE: Way(of_nobody, {"k": DEPTH}),
        ANYWHERE: Way(of_nobody.assign(region=nothing(asked)), {"k": DEPTH}),
        **{name: Way(request_columns(later), {"k": DEPTH}) for name, later in moved.items()},
    }


def answered(model: Any, way: Way) -> pd.DataFrame:
    """`example_id`, `product_id`, `rank` and `score` of what the model answers."""
    found: pd.DataFrame = model.predict(way.asked, way.params)
    found = found[found["rank"] > 0].rename(columns={"request_id": "example_id"})
    return found[["example_id", "product_id", "rank", "score"]].reset_index(drop=True)


def on_shelves(
    rows: pd.DataFrame, requests: pd.DataFrame, shelves: Shelves, *, later: bool = False, column: str = "rank"
) -> pd.DataFrame:
    """The rows of products that can be had then and there, with `later` at the `MOVED` times too; places close up.

    Args:
        rows: `example_id`, `product_id` and whatever else.
        requests: Of `rec_simulated_truth.Truth`.
        shelves: Of the world.
        later: Whether a product has to be there half a year and a year later as well.
        column: Places in a list, where the rows have such a column.
    """
    rows = rows[rows["product_id"].isin(shelves.ids)].reset_index(drop=True)
    asked = rows[["example_id"]].merge(requests[["example_id", "where", "asked_at"]], on="example_id", how="left")
    there = shelves.have(rows["product_id"], asked["where"], asked["asked_at"])
    for by in MOVED.values() if later else ():
        there &= shelves.have(rows["product_id"], asked["where"], asked["asked_at"] + by)
    kept = rows[there].reset_index(drop=True)
    if column in kept:
        kept = kept.sort_values(["example_id", column], kind="stable", ignore_index=True)
        kept[column] = kept.groupby("example_id", sort=False).cumcount() + 1
    return kept
