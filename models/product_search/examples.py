"""Training examples as they lie on disk, checked before any work is spent on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..moments import seconds_of
from .example_parts import Pairs, Part

PRODUCTS: Final = "products.parquet"
STOCK: Final = "stock.parquet"
CUSTOMERS: Final = "customers.parquet"
PAIRS: Final = "pairs.parquet"
FIELDS: Final = (
    "product_id",
    "title",
    "description",
    "bullets",
    "brand",
    "colour",
    "category",
    "price",
    "launch_date",
    "language",
)

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Examples:
    """All that a model is made from; products in the order of their ids."""

    products: pd.DataFrame
    stock: pd.DataFrame | None
    customers: pd.DataFrame | None
    train: Part
    valid: Part


def read(directory: Path) -> Examples:
    """Read products, stock, customers, and the searches of train and valid; the test split is never opened.

    Raises:
        InputError: There is no product.
        ValueError: An id occurs twice, or a pair names a search or a product that is not there.
    """
    products = pd.read_parquet(directory / PRODUCTS)
    products = products.reindex(columns=list(FIELDS)).sort_values("product_id", ignore_index=True)
    if products.empty:
        raise InputError("there is no product to find; the table products has no row.")
    twice = int(products["product_id"].duplicated().sum())
    if twice:
        raise ValueError(f"products: {twice} of {len(products)} product_id occur twice.")
    pairs = pd.read_parquet(directory / PAIRS, filters=[("split", "in", ["train", "valid"])])
    ids = pd.Index(products["product_id"].astype("str"))
    train, valid = (_part(directory, name, pairs, ids) for name in ("train", "valid"))
    return Examples(products, _optional(directory / STOCK), _optional(directory / CUSTOMERS), train, valid)


def _optional(path: Path) -> pd.DataFrame | None:
    return pd.read_parquet(path) if path.is_file() else None


def _part(directory: Path, name: str, pairs: pd.DataFrame, products: pd.Index[Any]) -> Part:
    frame = pd.read_parquet(directory / f"{name}.parquet").reset_index(drop=True)
    ids = pd.Index(frame["example_id"].astype("str"))
    if ids.has_duplicates:
        raise ValueError(f"{name}: {int(ids.duplicated().sum())} of {len(ids)} example_id occur twice.")
    own = pairs[(pairs["split"] == name).to_numpy()]
    search = ids.get_indexer(pd.Index(own["example_id"].astype("str")))
    product = products.get_indexer(pd.Index(own["product_id"].astype("str")))
    for lost, what in ((search < 0, f"a search that {name} does not hold"), (product < 0, "no product of products")):
        if lost.any():
            raise ValueError(f"pairs: {int(lost.sum())} of {len(own)} rows of {name} name {what}.")
    order = np.argsort(search, kind="stable")
    read_pairs = Pairs(
        search.astype(np.int64),
        product.astype(np.int64),
        own["gain"].to_numpy(dtype=np.float64, na_value=0.0),
        own["grade"].astype("Int64").fillna(-1).to_numpy(dtype=np.int64).astype(np.int64),
        own["rank"].to_numpy(dtype=np.float64, na_value=np.nan),
        own["click"].astype("boolean").fillna(False).to_numpy(dtype=bool),
        own["purchase"].astype("boolean").fillna(False).to_numpy(dtype=bool),
    ).take(order)
    said = frame.reindex(columns=["example_id", "query", "customer_id", "region", "language"]).astype("str")
    return Part(said, seconds_of(frame["time"]), (frame["kind"] == "logged").to_numpy(dtype=bool), read_pairs)
