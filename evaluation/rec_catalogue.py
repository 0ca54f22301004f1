"""The products of recommendation: which are listed, how often each was met before the test, and of which category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evaluation.shelf import Flags, Longs, Shelf

Floats = npt.NDArray[np.float64]

_LOG: Final = ("train", "valid_events")


@dataclass(frozen=True)
class Catalogue:
    """Products, numbered by their places on the shelf.

    Attributes:
        shelf: What can be had.
        listed: Whether a product may be recommended at all; (products,).
        events: Events in train and valid; (products,).
        category: Number of the category, -1 where it has none; (products,).
        standing: 0 is the listed product with most events; products that are not listed come last; (products,).
    """

    shelf: Shelf
    listed: Flags
    events: Longs
    category: Longs
    standing: Longs

    @classmethod
    def of(cls, examples: Path) -> Self:
        """Read what `build` wrote."""
        shelf = Shelf.of(examples)
        products = pd.read_parquet(examples / "products.parquet", columns=["category", "listed"])
        listed = products["listed"].to_numpy(dtype=bool)
        events = _counts(examples, shelf.ids)
        standing = np.empty(len(listed), dtype=np.int64)
        standing[np.lexsort((-events, ~listed))] = np.arange(len(listed))
        return cls(shelf, listed, events, pd.factorize(products["category"])[0].astype(np.int64), standing)

    def at_hand(self, product: Longs, region: pd.Series[Any], moment: Longs) -> Flags:
        """Whether a product may be shown in a region at a moment; see `Shelf.at_hand`; (n,)."""
        return self.shelf.at_hand(product, region, moment) & self.listed[np.where(product >= 0, product, 0)]

    def information(self, product: Longs) -> Floats:
        """Bits that it takes to name a product by how often it was met, one added to each; 0 of a stranger; (n,).

        The self-information of Zhou et al., 2010, PNAS 107.
        """
        counts = self.events + 1.0
        return np.where(product >= 0, np.log2(counts.sum() / counts[np.maximum(product, 0)]), 0.0)

    def top_share(self, product: Longs) -> Floats:
        """How far down the listed products by events one stands, 0 to 1; above 1 of what is not listed; (n,)."""
        most = max(int(self.listed.sum()), 1)
        return np.where(product >= 0, (self.standing[np.maximum(product, 0)] + 1) / most, np.inf)


def _counts(examples: Path, ids: pd.Index[Any]) -> Longs:
    counts: Counter[str] = Counter()
    for name, number in (pair for split in _LOG for pair in _counted(examples / f"{split}.parquet")):
        counts[name] += number
    place = ids.get_indexer(pd.Index(list(counts), dtype="str"))
    weight = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
    return np.bincount(place[place >= 0], weight[place >= 0], len(ids)).astype(np.int64)


def _counted(file: Path) -> Iterator[tuple[str, int]]:
    """Events by product of each block of rows, so that a large log is never in memory whole."""
    for rows in pq.ParquetFile(file).iter_batches(columns=["product_id"]):
        for one in pc.value_counts(rows.column(0)).to_pylist():
            yield str(one["values"]), int(one["counts"])
