"""Turns the sequences of Amazon Beauty into the tables `events` and `products`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from infra.errors import DataError
from sources.public.fetch import obtain
from sources.public.source import Source

REMEDY: Final = "Fetch the file again."
_FEWEST: Final = 2  # a customer and a product


def write(source: Source, out: Path, cache: Path) -> None:
    """Write `events.parquet` and `products.parquet`."""
    sequences, attributes = (obtain(file, cache) for file in source.files)
    events, known = read_sequences(sequences), read_attributes(attributes)
    out.mkdir(parents=True, exist_ok=True)
    events.to_parquet(out / "events.parquet", index=False)
    products(events, known).to_parquet(out / "products.parquet", index=False)


def read_sequences(path: Path) -> pd.DataFrame:
    """Events of lines `customer product product ...`: customer_id, product_id, order (1 is the customer's first).

    Raises:
        DataError: The file is no such text, or holds a customer twice.
    """
    try:
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except UnicodeDecodeError as unreadable:
        raise DataError(f"{path.name}: not a UTF-8 text ({unreadable}).", REMEDY) from unreadable
    short = next((at for at, line in enumerate(lines, start=1) if len(line) < _FEWEST), None)
    if short is not None or not lines:
        raise DataError(f"{path.name}: line {short or 1} names no customer with a product.", REMEDY)
    sizes = np.array([len(line) - 1 for line in lines])
    customers = [line[0] for line in lines]
    if len(set(customers)) < len(customers):
        raise DataError(f"{path.name}: {len(customers) - len(set(customers)):,} customers have two lines.", REMEDY)
    return pd.DataFrame(
        {
            "customer_id": np.repeat(np.array(customers, dtype=object), sizes),
            "product_id": [product for line in lines for product in line[1:]],
            "order": np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + 1,
        }
    )


def read_attributes(path: Path) -> dict[str, list[str]]:
    """Numbers of attributes, as texts, by product.

    Raises:
        DataError: The file is no JSON object of lists.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as unreadable:
        raise DataError(f"{path.name}: not a JSON text ({unreadable}).", REMEDY) from unreadable
    if not isinstance(told, dict) or not all(isinstance(own, list) for own in told.values()):
        raise DataError(f"{path.name}: not an object with a list for each product.", REMEDY)
    return {product: [str(number) for number in own] for product, own in told.items()}


def products(events: pd.DataFrame, attributes: dict[str, list[str]]) -> pd.DataFrame:
    """product_id and attributes (a JSON list of texts) of every product that has events or attributes."""
    known = sorted(set(events["product_id"]) | set(attributes))
    own = [json.dumps(attributes[product]) if attributes.get(product) else None for product in known]
    return pd.DataFrame({"product_id": known, "attributes": pd.Series(own, dtype="str")})
