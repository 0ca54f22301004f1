"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of
from ..ragged import Ragged

PRODUCTS: Final = "products.parquet"
STOCK: Final = "stock.parquet"
CUSTOMERS: Final = "customers.parquet"
EVENTS: Final = "train.parquet"
VALID_EVENTS: Final = "valid_events.parquet"
VALID: Final = "valid.parquet"
HISTORIES: Final = "histories.parquet"
RELEVANT: Final = "relevant.parquet"
FACTS: Final = "facts.json"
LEAVE_ONE_OUT: Final = "leave_one_out"
CUSTOMER: Final = "customer"
_VALID: Final = [("split", "==", "valid")]

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Requests:
    """Requests of valid with what was wanted.

    Attributes:
        regions: Of each, None where not known.
        customers: Number of the customer who asks; (n,).
        seconds: When it was asked, since 1970, NaN where not known; (n,).
        history: Positions of products, oldest first.
        history_seconds, history_kinds: Of each event of the histories.
        relevant: Positions of the products that were wanted.
        gains: Of each of these.
    """

    regions: list[str | None]
    customers: Ints
    seconds: Numbers
    history: Ragged
    history_seconds: Numbers
    history_kinds: npt.NDArray[np.int8]
    relevant: Ragged
    gains: Numbers

    def __len__(self) -> int:
        return len(self.regions)


@dataclass(frozen=True)
class Examples:
    """All that a model is made from; products in the order of their ids."""

    products: pd.DataFrame
    stock: pd.DataFrame | None
    customers: pd.DataFrame | None
    events: pd.DataFrame
    valid_events: pd.DataFrame
    valid: Requests
    facts: dict[str, Any]

    @property
    def leave_one_out(self) -> bool:
        """Whether valid is a last event of each customer, and no later time."""
        return self.facts.get("split") == LEAVE_ONE_OUT


def read(directory: Path) -> Examples:
    """Read products, stock, customers, events, and the requests of valid; those of the test are never opened.

    Raises:
        InputError: There is no product, or none that is listed, or no event to learn from.
        ValueError: An id occurs twice, or a row names a request or a product that is not there.
    """
    products = pd.read_parquet(directory / PRODUCTS).sort_values("product_id", ignore_index=True)
    if products.empty or not products["listed"].any():
        raise InputError(f"there is no product to recommend; of {len(products)} products none is listed.")
    twice = int(products["product_id"].duplicated().sum())
    if twice:
        raise ValueError(f"products: {twice} of {len(products)} product_id occur twice.")
    events = pd.read_parquet(directory / EVENTS)
    if events.empty:
        raise InputError("there is no event to learn from; the table events has no row before valid begins.")
    return Examples(
        products,
        _optional(directory / STOCK),
        _optional(directory / CUSTOMERS),
        events,
        pd.read_parquet(directory / VALID_EVENTS),
        _requests(directory, pd.Index(products["product_id"].astype("str"))),
        json.loads((directory / FACTS).read_text(encoding="utf-8")),
    )


def _optional(path: Path) -> pd.DataFrame | None:
    return pd.read_parquet(path) if path.is_file() else None


def _requests(directory: Path, products: pd.Index[Any]) -> Requests:
    asked = pd.read_parquet(directory / VALID).reset_index(drop=True)
    ids = pd.Index(asked["example_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"valid: {int(ids.duplicated().sum())} of {len(ids)} example_id occur twice.")
    history = pd.read_parquet(directory / HISTORIES, filters=_VALID)
    relevant = pd.read_parquet(directory / RELEVANT, filters=_VALID)
    history, told, before = _placed(history, "histories", ids, products, ["place"])
    relevant, wanted, good = _placed(relevant, "relevant", ids, products, [])
    kinds = pd.Index(("view", "cart", "buy")).get_indexer(pd.Index(history["type"].astype("str")))
    return Requests(
        [None if pd.isna(cell) else str(cell) for cell in asked["region"].tolist()],
        pd.factorize(asked["customer_id"].astype("str"))[0].astype(np.int64),
        seconds_of(asked["time"]),
        Ragged.of(told, before, len(ids)),
        seconds_of(history["time"]),
        kinds.astype(np.int8),
        Ragged.of(wanted, good, len(ids)),
        relevant["gain"].to_numpy(dtype=np.float64),
    )


def _placed(
    rows: pd.DataFrame, name: str, ids: pd.Index[Any], products: pd.Index[Any], within: list[str]
) -> tuple[pd.DataFrame, Ints, Ints]:
    """Rows in the order of requests, with the request and the product of each as numbers."""
    request = ids.get_indexer(pd.Index(rows["example_id"].astype("str"))).astype(np.int64)
    product = products.get_indexer(pd.Index(rows["product_id"].astype("str"))).astype(np.int64)
    for lost, what in ((request < 0, "a request that valid does not hold"), (product < 0, "no product of products")):
        if lost.any():
            raise ValueError(f"{name}: {int(lost.sum())} of {len(rows)} rows name {what}.")
    order = np.lexsort((*[rows[column].to_numpy() for column in within], request))
    return rows.iloc[order], request[order], product[order]
