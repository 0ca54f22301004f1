"""What is known of the test requests of deal ranking: what was shown, whether it ran, and what was redeemed of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_catalogue import Catalogue
from evaluation.deal_facts import facts
from evaluation.deal_past import Past
from evaluation.shelf import Flags, Longs, micros

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """The test requests, and the deals that each was shown, by request.

    Attributes:
        deals: All of the examples.
        requests: Ids of the test requests.
        moment: Microseconds since 1970; (requests,).
        customer: Number of the customer, one of its own where nobody is named; (requests,).
        first: First shown deal of each request, and behind the last one; (requests + 1,).
        request: Of each shown deal; (shown,), as are all below.
        deal: Place in the catalogue.
        redeemed: Whether the customer took it.
        revenue: Of that, 0 where not redeemed.
        weight: How many shown deals the row stands for.
        new: Whether nothing was known of its offer before the test.
        live: Whether it ran then, with stock and budget left.
        already: Whether the customer had redeemed it before.
        impressions: How often its offer had been shown in the test before.
        before: Redemptions of the whole log by customer and deal, their numbers as one.
        logged: Whether shown deals were logged, not assumed.
    """

    deals: Catalogue
    requests: pd.Index[Any]
    moment: Longs
    customer: Longs
    first: Longs
    request: Longs
    deal: Longs
    redeemed: Flags
    revenue: Floats
    weight: Floats
    new: Flags
    live: Flags
    already: Flags
    impressions: Longs
    before: Past
    logged: bool

    @classmethod
    def of(cls, examples: Path, facts: dict[str, Any]) -> Self:
        """Read what `build` wrote."""
        deals = Catalogue.of(examples)
        test = pd.read_parquet(examples / "test.parquet").reset_index(drop=True)
        ids, moment = pd.Index(test["example_id"].astype("str")), micros(test["time"], 0)
        shown = pd.read_parquet(examples / "shown.parquet", filters=[("split", "==", "test")])
        request = ids.get_indexer(pd.Index(shown["example_id"].astype("str"))).astype(np.int64)
        deal = deals.numbers(shown["deal_id"])
        kept = np.flatnonzero((request >= 0) & (deal >= 0))
        kept = kept[np.argsort(request[kept], kind="stable")]
        request, deal, shown = request[kept], deal[kept], shown.iloc[kept]
        customers = pd.Index(test["customer_id"].astype("str").dropna().unique())
        known = customers.get_indexer(pd.Index(test["customer_id"].astype("str"))).astype(np.int64)
        customer = np.where(known >= 0, known, len(customers) + np.arange(len(test)))
        stock, budget = deals.left(deal, moment[request])
        before = _before(examples, deals, customers)
        redeemed = shown["redeemed"].to_numpy(dtype=bool)
        return cls(
            deals,
            ids,
            moment,
            customer,
            np.searchsorted(request, np.arange(len(test) + 1)),
            request,
            deal,
            redeemed,
            np.where(redeemed, shown["revenue"].fillna(0).to_numpy(np.float64), 0.0),
            shown["weight"].to_numpy(np.float64),
            shown["new_deal"].to_numpy(dtype=bool),
            deals.runs(deal, moment[request]) & (stock >= 1) & (budget > 0) & (budget >= deals.cost[deal]),
            before.before(customer[request] * len(deals) + deal, moment[request])[0] > 0,
            Past.of(deals.offer[deal], moment[request]).before(deals.offer[deal], moment[request])[0],
            before,
            facts.get("exposures") != "assumed",
        )

    def numbers(self, table: pd.DataFrame) -> Longs:
        """Which test request each row is.

        Raises:
            ValueError: Some are none.
        """
        number = self.requests.get_indexer(pd.Index(table["example_id"].astype("str"))).astype(np.int64)
        if (number < 0).any():
            raise ValueError(f"{int((number < 0).sum()):,} of {len(table):,} requests are not of the test.")
        return number

    def rows(self, number: Longs) -> tuple[Longs, Longs]:
        """Shown deals of requests: which of the requests each is of, and its own place; (n,) both."""
        count = self.first[number + 1] - self.first[number]
        row = np.repeat(np.arange(len(number)), count)
        return row, np.arange(len(row)) - (np.cumsum(count) - count)[row] + self.first[number][row]

    def told_apart(self) -> Flags:
        """Whether one of a request's deals was redeemed and one was not: only there an order matters; (requests,)."""
        hits = np.bincount(self.request[self.redeemed], minlength=len(self.requests))
        return (hits > 0) & (hits < np.diff(self.first))


def _before(examples: Path, deals: Catalogue, customers: pd.Index[Any]) -> Past:
    """Redemptions of the whole log by customer and deal."""
    log = pd.read_parquet(examples / "redemptions.parquet", columns=["customer_id", "deal_id", "time"])
    customer = customers.get_indexer(pd.Index(log["customer_id"].astype("str"))).astype(np.int64)
    deal = deals.numbers(log["deal_id"])
    return Past.of(np.where((customer >= 0) & (deal >= 0), customer * len(deals) + deal, -1), micros(log["time"], 0))


def truth_of(table: pd.DataFrame) -> Truth:
    """Of rows of `deal_requests.requests`, which say where their examples lie."""
    return truth(Path(str(table["examples"].cat.categories[0])))


def truth(examples: Path) -> Truth:
    """What is known of the examples that `build` wrote; read once while its files stay as they are."""
    files = [examples / f"{name}.parquet" for name in ("test", "shown", "deals", "redemptions")]
    return _read(examples, *(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=2)
def _read(examples: Path, *_changed: int) -> Truth:
    return Truth.of(examples, facts(examples))
