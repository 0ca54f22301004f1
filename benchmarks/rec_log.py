"""The examples of recommendation as peers take them: a log, requests with what went before, what was wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

REPEATED_FROM: Final = 0.01  # share of events of what the customer had before, from which customers buy again
LEARNT: Final = {"valid": ("train",), "test": ("train", "valid_events")}  # what each split may know


@dataclass(frozen=True)
class Log:
    """Events to learn from; products are known by their position in products.parquet.

    Attributes:
        products: Their ids.
        listed: Whether each can be recommended; (products,).
        customer, product: Of each event; (events,).
        seconds: Of each event, NaN where not known; (events,).
        region: Number of the region of each event, -1 where none is known; (events,).
        regions: Their names.
    """

    products: pd.Index[str]
    listed: Mask
    customer: Ints
    product: Ints
    seconds: Floats
    region: Ints
    regions: pd.Index[str]

    @classmethod
    def of(cls, examples: Path, split: str) -> Self:
        """What the requests of `valid` or of the `test` may be answered from."""
        products = pd.read_parquet(examples / "products.parquet", columns=["product_id", "listed"])
        ids = pd.Index(products["product_id"].astype("str"))
        columns = ["customer_id", "product_id", "time", "region"]
        parts = [pd.read_parquet(examples / f"{name}.parquet", columns=columns) for name in LEARNT[split]]
        events = pd.concat(parts, ignore_index=True)
        region, regions = pd.factorize(events["region"].astype("str"))
        return cls(
            ids,
            products["listed"].to_numpy(dtype=bool),
            pd.factorize(events["customer_id"].astype("str"))[0].astype(np.int64),
            ids.get_indexer(events["product_id"].astype("str")).astype(np.int64),
            seconds_of(events["time"]),
            region.astype(np.int64),
            pd.Index(regions),
        )

    def matrix(self) -> Any:
        """How often each customer had each product, CSR of shape (customers, products)."""
        shape = (int(self.customer.max(initial=-1)) + 1, len(self.products))
        entries = (np.ones(len(self.product), np.float32), (self.customer, self.product))
        return sparse.coo_array(entries, shape).tocsr()

    @property
    def repeats(self) -> bool:
        """Whether customers take what they had before."""
        return len(self.product) > 0 and 1 - self.matrix().nnz / len(self.product) >= REPEATED_FROM

    @property
    def timed(self) -> bool:
        """Whether late events can be told from early ones."""
        return bool(np.isfinite(self.seconds).any())


@dataclass(frozen=True)
class Asked:
    """n requests and the events before each.

    Attributes:
        ids: Of the requests; (n,).
        place: Row of each in the table of its split; (n,).
        region: Number of the region of each in `Log.regions`, -1 where the log knows none; (n,).
        request, product: Of each earlier event of a known product, in the order of requests; (events,).
        back: How many events of the request lie behind each, 0 for the latest; (events,).
    """

    ids: pd.Series[str]
    place: Ints
    region: Ints
    request: Ints
    product: Ints
    back: Ints

    @classmethod
    def of(cls, examples: Path, split: str, log: Log) -> Self:
        """The requests of `valid` or of the `test`."""
        table = pd.read_parquet(examples / f"{split}.parquet", columns=["example_id", "region"])
        columns = ["example_id", "place", "product_id"]
        before = pd.read_parquet(examples / "histories.parquet", columns=columns, filters=[("split", "==", split)])
        ids = table["example_id"].astype("str")
        request = pd.Index(ids).get_indexer(before["example_id"].astype("str")).astype(np.int64)
        product = log.products.get_indexer(before["product_id"].astype("str")).astype(np.int64)
        known = np.flatnonzero((request >= 0) & (product >= 0))
        order = known[np.lexsort((before["place"].to_numpy(np.int64)[known], request[known]))]
        request, product = request[order], product[order]
        end = np.cumsum(np.bincount(request, minlength=len(ids)))
        back = end[request] - 1 - np.arange(len(request))
        region = log.regions.get_indexer(pd.Index(table["region"].astype("str"))).astype(np.int64)
        return cls(ids, np.arange(len(ids)), region, request, product, back)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def known(self) -> Mask:
        """Which requests have a history; (n,)."""
        return np.asarray(np.bincount(self.request, minlength=len(self)) > 0)

    def some(self, rows: Ints) -> Asked:
        """Those of some rows, which rise."""
        place = np.full(len(self), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        kept = place[self.request] >= 0
        ids = self.ids.iloc[rows].reset_index(drop=True)
        own = {name: getattr(self, name)[rows] for name in ("place", "region")}
        events = {name: getattr(self, name)[kept] for name in ("product", "back")}
        return replace(self, ids=ids, request=place[self.request[kept]], **own, **events)

    def matrix(self, products: int, fading: float = 0.0) -> Any:
        """Histories as CSR of shape (n, products): of each event (1 + the events behind it) to the power of -fading."""
        worth = (1.0 + self.back) ** -fading
        entries = (worth.astype(np.float32), (self.request, self.product))
        return sparse.coo_array(entries, (len(self), products)).tocsr()


def wanted(examples: Path, split: str) -> pd.DataFrame:
    """`example_id`, `product_id`, `gain` and `unseen` of what was wanted."""
    columns = ["example_id", "product_id", "gain", "unseen"]
    rows = pd.read_parquet(examples / "relevant.parquet", filters=[("split", "==", split)], columns=columns)
    return rows.astype({"example_id": "str", "product_id": "str", "gain": "float64"})


def seconds_of(times: pd.Series[Any]) -> Floats:
    """Seconds since 1970, NaN where there is none; (n,)."""
    micros = pd.to_datetime(times, utc=True).dt.tz_convert(None).to_numpy("datetime64[us]")
    return np.where(np.isnat(micros), np.nan, micros.astype(np.int64) / 1e6)
