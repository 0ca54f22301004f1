"""Requests of the simulated test, what is truly preferred in them, and what could truly be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.rec_log import LEARNT, Ints, Mask, wanted
from evaluation.asked_again import spread
from evaluation.rec_requests import requests
from sources.simulator.rec_market import RecMarket, rec_market
from sources.simulator.rec_time import FIRST
from sources.simulator.search_regions import REGIONS
from sources.simulator.words import hexadecimal

_SECOND: Final = np.timedelta64(1, "s")
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


@dataclass(frozen=True)
class Shelves:
    """What can be had in the world itself, whatever a table or an index says of it.

    Attributes:
        world: Of a seed and a scale.
        ids: Of its products.
    """

    world: RecMarket
    ids: pd.Index[str]

    @classmethod
    def of(cls, seed: int, scale: float) -> Self:
        """Of the world that the simulator writes tables of."""
        world = rec_market(seed, scale)
        return cls(world, pd.Index(hexadecimal("p", world.goods.number).to_pylist()))

    def have(self, products: pd.Series[str], regions: pd.Series[str], times: pd.Series[Any]) -> Mask:
        """Whether each product is on sale in the region at the time; (rows,).

        Raises:
            ValueError: A product is not of this world.
        """
        place = self.ids.get_indexer(pd.Index(products))
        if (place < 0).any():
            raise ValueError(f"{int((place < 0).sum())} products are not of this world.")
        found: Mask = self.world.available(place, _regions(regions), _seconds(times))
        return found

    def masks(self, products: pd.Index[str], regions: pd.Series[str], times: pd.Series[Any]) -> Mask:
        """Of each region and time which of the products can be had, somewhere where the region is missing; (rows,
        products)."""
        place = self.ids.get_indexer(products)
        known = np.flatnonzero(place >= 0)
        found = np.zeros((len(regions), len(place)), dtype=bool)
        where, when = _regions(regions), _seconds(times)
        one: npt.NDArray[np.int64] = np.ones(len(known), dtype=np.int64)
        for row, (region, second) in enumerate(zip(where, when, strict=True)):
            for each in (region,) if region >= 0 else range(len(REGIONS)):
                found[row, known] |= self.world.available(place[known], each * one, second * one)
        return found


def _regions(names: pd.Series[str]) -> Ints:
    return pd.Index([region.name for region in REGIONS]).get_indexer(pd.Index(names)).astype(np.int64)


def _seconds(times: pd.Series[Any]) -> Any:
    return (times.dt.tz_convert(None).to_numpy("datetime64[us]") - FIRST) // _SECOND
