"""Requests as callers send them: listings to match, or pairs to score."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ..errors import InputError

TEXT_COLUMNS: Final = ("listing_id", "title", "description", "brand", "category", "currency", "attributes", "seller")
COLUMNS: Final = (*TEXT_COLUMNS, "price")
PREFIX: Final = "other_"
DEFAULT_K: Final = 5
MATCH: Final = "match"
CLUSTER: Final = "cluster"


def signature_columns() -> list[tuple[str, str, bool]]:
    """Name, type (`string` or `double`) and whether it is required, of every column a request may hold."""
    own = [(name, "double" if name == "price" else "string", name == "title") for name in COLUMNS]
    return own + [(PREFIX + name, kind, False) for name, kind, _ in own]


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    answers: list[tuple[str, str, object]] = [
        ("listing_id", "string", False),
        ("match_id", "string", False),
        ("rank", "long", False),
        ("probability", "double", False),
        ("match", "boolean", False),
        ("probable", "boolean", False),
        ("reasons", "string", False),
        ("cluster_id", "long", False),
    ]
    return {
        "inputs": list(signature_columns()),
        "outputs": answers,
        "params": [("k", "long", DEFAULT_K), ("task", "string", MATCH)],
    }


def input_example() -> pd.DataFrame:
    """A request for matches of two listings."""
    return pd.DataFrame({"listing_id": ["a", "b"], "title": ["Nordwind W55 kettle 1.7 l black", "Wasserkocher W-55"]})


def asked(params: dict[str, Any] | None) -> tuple[str, int]:
    """Task and k of a request's parameters.

    Raises:
        InputError: One of them is unknown or out of bounds.
    """
    given = params or {}
    task, k = str(given.get("task", MATCH)), int(given.get("k", DEFAULT_K))
    if task not in (MATCH, CLUSTER):
        raise InputError(f"task is {task!r}; it is {MATCH} or {CLUSTER}.")
    if k < 1:
        raise InputError(f"k is {k}; at least one match per listing must be asked for.")
    return task, k


def identified(frame: pd.DataFrame) -> pd.DataFrame:
    """The request's listings, numbered where they have no ids."""
    listings = listings_of(frame)
    if "listing_id" not in listings:
        listings["listing_id"] = pd.array([str(position) for position in range(len(listings))], dtype="str")
    return listings


def is_pair_request(request: pd.DataFrame) -> bool:
    return f"{PREFIX}title" in request.columns


def listings_of(request: pd.DataFrame, prefix: str = "") -> pd.DataFrame:
    """The listing columns that the request holds under a prefix, of the types that the model reads.

    Raises:
        InputError: The title is absent, or a price is no number.
    """
    if f"{prefix}title" not in request.columns:
        raise InputError(
            f"the request ({len(request)} rows) lacks the column {prefix}title; give it, nulls are allowed."
        )
    columns = {name: _text(request[prefix + name]) for name in TEXT_COLUMNS if prefix + name in request.columns}
    if f"{prefix}price" in request.columns:
        columns["price"] = _numbers(request[f"{prefix}price"], f"{prefix}price").array
    return pd.DataFrame(columns)


def distinct(listings: pd.DataFrame) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Distinct listings and, for each row, which of them it is."""
    keys = listings.drop(columns="listing_id", errors="ignore")
    codes, first = pd.factorize(pd.util.hash_pandas_object(keys, index=False).to_numpy())
    where = pd.Series(np.arange(len(codes))).groupby(codes).first().to_numpy() if len(first) else np.zeros(0, dtype=int)
    return listings.iloc[where].reset_index(drop=True), codes.astype(np.int64)


def _text(column: pd.Series[Any]) -> ExtensionArray:
    """Cells as strings, missing ones kept missing."""
    strings = column if column.dtype == "str" else column.where(column.notna(), None).astype("str")
    array: ExtensionArray = strings.array
    return array


def _numbers(column: pd.Series[float], name: str) -> pd.Series[float]:
    numbers = pd.to_numeric(column, errors="coerce")
    lost = int((numbers.isna() & column.notna()).sum())
    if lost:
        raise InputError(f"the request's column {name} holds {lost} cells of {len(column)} that are no numbers.")
    return numbers.astype("float64")
