"""The products that are recommended, known by their position: their row in the order of their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from ..ragged import Ragged

Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

FILE: Final = "catalogue.parquet"
ARRAYS: Final = "catalogue.npz"
NONE: Final = -1
_PART: Final = ">"


@dataclass(frozen=True)
class Catalogue:
    """What is looked up of n products.

    Attributes:
        ids: Their ids, sorted; (n,).
        category: Node of each, -1 where not known; (n,).
        parents: Of each node of the category tree the node above it; the first is the root, above itself; (nodes,).
        brand: Number of each, -1 where not known; (n,).
        attributes: Numbers of each product's attributes.
        log_price: Natural logarithm, NaN where not known or not above 0; (n,).
        launched: Seconds since 1970, NaN where not known; (n,).
        listed: Whether it may be recommended; (n,).
    """

    ids: npt.NDArray[np.object_]
    category: Codes
    parents: Codes
    brand: Codes
    attributes: Ragged
    log_price: Floats
    launched: Numbers
    listed: Truths

    @classmethod
    def of(cls, products: pd.DataFrame) -> Self:
        """From products in the order of their ids."""
        category, parents = _tree(products["category"].astype("str"))
        brand, _ = pd.factorize(products["brand"].astype("str").str.strip().str.casefold(), sort=True)
        price = products["price"].to_numpy(dtype=np.float64, na_value=np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            log_price = np.where(price > 0, np.log(price), np.nan).astype(np.float32)
        seconds = seconds_of(products["launch_date"])
        return cls(
            products["product_id"].to_numpy(dtype=object),
            category,
            parents,
            brand.astype(np.int32),
            _attributes(products["attributes"]),
            log_price,
            seconds,
            products["listed"].to_numpy(dtype=bool),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def positions(self, ids: Iterable[str]) -> Ints:
        """Where products lie, -1 for those that are not among them."""
        known = self._rows
        return np.fromiter((known.get(one, NONE) for one in ids), dtype=np.int64)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.ids.tolist())}

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        pd.DataFrame({"product_id": pd.array(self.ids, dtype="str")}).to_parquet(directory / FILE, index=False)
        names = ("category", "parents", "brand", "log_price", "launched", "listed")
        arrays = {name: getattr(self, name) for name in names} | self.attributes.arrays("attributes")
        np.savez(directory / ARRAYS, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        ids = pd.read_parquet(directory / FILE)["product_id"].to_numpy(dtype=object)
        with np.load(directory / ARRAYS, allow_pickle=False) as arrays:
            told = {name: arrays[name] for name in ("category", "parents", "brand", "log_price", "launched", "listed")}
            found = cls(ids, attributes=Ragged.read(arrays, "attributes"), **told)
        _ = found._rows  # made now: the first request should not wait for it
        return found


def _tree(paths: pd.Series[str]) -> tuple[Codes, Codes]:
    """Node of each path, and the node above each; the root has the number 0."""
    codes, names = pd.factorize(paths, sort=True)
    numbers: dict[tuple[str, ...], int] = {(): 0}
    parents, leaves = [0], []
    for name in names.tolist():
        parts = tuple(part.strip() for part in str(name).split(_PART) if part.strip())
        for depth in range(1, len(parts) + 1):
            if parts[:depth] not in numbers:
                numbers[parts[:depth]] = len(parents)
                parents.append(numbers[parts[: depth - 1]])
        leaves.append(numbers[parts] if parts else NONE)
    nodes = np.array([*leaves, NONE], dtype=np.int32)  # a code of -1, a missing path, finds the last
    return nodes[codes], np.array(parents, dtype=np.int32)


def _attributes(column: pd.Series[Any]) -> Ragged:
    """Numbers of the attributes, texts of a JSON list, of each product; each once."""
    lists = pd.Series([[] if pd.isna(cell) else sorted(set(json.loads(cell))) for cell in column], dtype="object")
    sizes = lists.map(len).to_numpy(dtype=np.int64)
    codes, _ = pd.factorize(pd.Series([one for row in lists for one in row], dtype="object"), sort=True)
    return Ragged.of(np.repeat(np.arange(len(lists)), sizes), codes.astype(np.int32), len(lists))
