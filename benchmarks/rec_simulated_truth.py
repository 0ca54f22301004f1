"""Requests of the simulated test, what is truly preferred in them, and what could truly be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.rec_log import LEARNT, wanted
from benchmarks.simulated_shelves import Shelves
from evaluation.asked_again import spread
from evaluation.rec_requests import requests
from sources.simulator.rec_market import rec_market
from sources.simulator.rec_time import FIRST

_MOMENT: Final = "datetime64[us, UTC]"


@dataclass(frozen=True)
class Truth:
    """n requests of the test, each a visit whose truth is told.

    Attributes:
        requests: As `evaluation` asks them, with `visit_id`, `wish`, `season` and `where` (the region) of the truth.
        preferred: `example_id`, `product_id`, `gain` (1 for what is most likely the first choice) and `unseen`.
        wanted: The same of what the log says: bought, put into the cart, viewed.
        discovered: Those of them that the customer had not met before.
        of_test: Requests of the whole test.
    """

    requests: pd.DataFrame
    preferred: pd.DataFrame
    wanted: pd.DataFrame
    discovered: pd.DataFrame
    of_test: int


def read_truth(examples: Path, tables: Path, clean: Path, *, most: int) -> Truth:
    """Requests of the test whose visit is known for sure.

    Args:
        examples: What `build` wrote.
        tables: What the simulator wrote, with `truth/` in it.
        clean: Events as they passed validation.
        most: Requests, evenly over the test.

    Raises:
        ValueError: No request of the test has a truth.
    """
    test = requests(examples)
    names = ["visit_id", "wish", "season", "region"]
    visits = pd.read_parquet(tables / "truth" / "visit_truth.parquet", columns=names)
    visits = visits.rename(columns={"region": "where"})
    told = _visits_of(test, clean).merge(visits, on="visit_id")
    found = test.merge(told, on="example_id").sort_values(["time", "example_id"])
    preferred = pd.read_parquet(tables / "truth" / "preference_truth.parquet")
    found = found[found["visit_id"].isin(preferred["visit_id"])]
    if found.empty:
        raise ValueError(f"{tables} tells the truth of no request of the test.")
    found = found.iloc[spread(len(found), most)].reset_index(drop=True)
    preferred = preferred.merge(found[["visit_id", "example_id"]], on="visit_id")
    gains = wanted(examples, "test")
    learnt = pd.concat(
        [pd.read_parquet(examples / f"{name}.parquet", columns=["product_id"]) for name in LEARNT["test"]]
    )
    unseen = ~preferred["product_id"].isin(learnt["product_id"])
    preferred = preferred[["example_id", "product_id"]].assign(gain=preferred["preference"], unseen=unseen)
    gains = gains[gains["example_id"].isin(found["example_id"])].reset_index(drop=True)
    return Truth(found, preferred, gains, _discovered(gains, examples), len(test))


def _discovered(gains: pd.DataFrame, examples: Path) -> pd.DataFrame:
    """The pairs whose product is not in the history of the request."""
    pair = ["example_id", "product_id"]
    before = pd.read_parquet(examples / "histories.parquet", filters=[("split", "==", "test")], columns=pair)
    met = pd.MultiIndex.from_frame(gains[pair]).isin(pd.MultiIndex.from_frame(before))
    return gains[~met].reset_index(drop=True)


def _visits_of(test: pd.DataFrame, clean: Path) -> pd.DataFrame:
    """`example_id` and `visit_id` of requests that one visit alone can be."""
    events = pd.read_parquet(clean / "events.parquet", columns=["customer_id", "visit_id", "time"]).dropna()
    events = events.assign(time=pd.to_datetime(events["time"], utc=True, format="ISO8601").astype(_MOMENT))
    first = events.groupby(["customer_id", "visit_id"], as_index=False, sort=False)["time"].min()
    first = first.drop_duplicates(["customer_id", "time"], keep=False)
    asked = test[["example_id", "customer_id", "time"]].assign(time=test["time"].astype(_MOMENT))
    asked = asked.drop_duplicates(["customer_id", "time"], keep=False)
    return asked.merge(first, on=["customer_id", "time"])[["example_id", "visit_id"]]


def shelves_of(seed: int, scale: float) -> Shelves:
    """What can be had in the world that the simulator writes tables of."""
    return Shelves.of(rec_market(seed, scale), FIRST)
