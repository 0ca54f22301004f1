"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of

DEALS: Final = "deals.parquet"
PRODUCTS: Final = "products.parquet"
CUSTOMERS: Final = "customers.parquet"
PURCHASES: Final = "purchases.parquet"
REDEMPTIONS: Final = "redemptions.parquet"
SHOWN: Final = "shown.parquet"
FACTS: Final = "facts.json"
SPLITS: Final = ("train", "valid")
ASSUMED: Final = "assumed"

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Examples:
    """All that a model is made from; the requests of train, then those of valid, each in the order of time.

    Attributes:
        deals, products, customers, purchases, redemptions: Tables as they lie there; deals in the order of their ids.
        requests: One row a request, with a column `split`.
        shown: One row a deal of a request, in the requests' order.
        request, deal: Of each row of `shown`, positions in `requests` and `deals`; (shown,).
        facts: What the features say of themselves.
    """

    deals: pd.DataFrame
    products: pd.DataFrame
    customers: pd.DataFrame
    purchases: pd.DataFrame
    redemptions: pd.DataFrame
    requests: pd.DataFrame
    shown: pd.DataFrame
    request: Ints
    deal: Ints
    facts: dict[str, Any]

    def known(self) -> Known:
        """What is known of customers when the test begins."""
        border = self.facts.get("test_from")
        until = np.inf if border is None else datetime.fromisoformat(border).timestamp()
        bought, redeemed = (seconds_of(one["time"]) < until for one in (self.purchases, self.redemptions))
        purchases, redemptions = self.purchases[bought], self.redemptions[redeemed]
        return Known(self.customers, purchases.reset_index(drop=True), redemptions.reset_index(drop=True))

    @property
    def assumed(self) -> bool:
        """Whether what was shown is assumed, since no exposures were logged."""
        return self.facts.get("exposures") == ASSUMED

    def rows_of(self, split: str) -> Truths:
        """Rows of `shown` that are of a split; (shown,)."""
        return (self.requests["split"] == split).to_numpy(dtype=bool)[self.request]

    def redeemed_before(self, until: float, rows: Ints) -> tuple[Truths, Numbers]:
        """Whether rows of `shown` were redeemed before a moment, and for what, NaN where not; (rows,) each."""
        shown = self.shown.iloc[rows]
        label = shown["redeemed"].to_numpy(dtype=bool).copy()
        label[label] = seconds_of(shown["redeemed_at"].iloc[np.flatnonzero(label)]) < until
        return label, np.where(label, shown["revenue"].to_numpy(dtype=np.float64, na_value=np.nan), np.nan)


@dataclass(frozen=True)
class Known:
    """What customers did until a moment: tables as in `Examples`."""

    customers: pd.DataFrame
    purchases: pd.DataFrame
    redemptions: pd.DataFrame


def read(directory: Path) -> Examples:
    """Read all tables and the requests of train and valid; those of the test are never opened.

    Raises:
        InputError: There is no deal, or nothing of train was shown.
        ValueError: An id occurs twice, or a row names a request or a deal that is not there.
    """
    deals = pd.read_parquet(directory / DEALS).sort_values("deal_id", ignore_index=True)
    if deals.empty:
        raise InputError("there is no deal to rank; the table deals has no row.")
    requests = pd.concat([_requests(directory, split) for split in SPLITS], ignore_index=True)
    shown = pd.read_parquet(directory / SHOWN, filters=[("split", "in", list(SPLITS))])
    request = _found(shown, "example_id", requests, "a request that train and valid do not hold")
    deal = _found(shown, "deal_id", deals, "no deal of deals")
    order = np.argsort(request, kind="stable")
    if not bool((shown["split"] == SPLITS[0]).any()):
        raise InputError(
            f"no deal was shown before valid begins; deals has {len(deals)} rows, but train has no row of shown. "
            "Give exposures or redemptions before features.valid_from, or a later date there."
        )
    return Examples(
        deals,
        pd.read_parquet(directory / PRODUCTS),
        pd.read_parquet(directory / CUSTOMERS),
        pd.read_parquet(directory / PURCHASES),
        pd.read_parquet(directory / REDEMPTIONS),
        requests,
        shown.iloc[order].reset_index(drop=True),
        request[order],
        deal[order],
        json.loads((directory / FACTS).read_text(encoding="utf-8")),
    )


def _requests(directory: Path, split: str) -> pd.DataFrame:
    asked = pd.read_parquet(directory / f"{split}.parquet")
    return asked.sort_values(["time", "example_id"], ignore_index=True).assign(split=split)


def _found(rows: pd.DataFrame, column: str, among: pd.DataFrame, what: str) -> Ints:
    """Position of each row's id in another table's column of the same name."""
    ids = pd.Index(among[column].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"{int(ids.duplicated().sum())} of {len(ids)} {column} occur twice.")
    found = ids.get_indexer(pd.Index(rows[column].astype("str"))).astype(np.int64)
    if (found < 0).any():
        raise ValueError(f"shown: {int((found < 0).sum())} of {len(rows)} rows name {what}.")
    return found
