"""Labelled listings as peers of product classification take them: one text a listing, and the numbers of its leaves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from features.splits import SPLITS

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

TEXTS: Final = ("title", "description", "brand", "attributes")


@dataclass(frozen=True)
class Rows:
    """n listings of a split.

    Attributes:
        frame: The rows of the split's file.
        pairs: Every (row, leaf number) in the order of rows, (m, 2).
    """

    frame: pd.DataFrame
    pairs: Longs

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def leaves(self) -> Longs:
        """One leaf number of each listing, the lowest where there are several; (n,)."""
        _, first = np.unique(self.pairs[:, 0], return_index=True)
        return self.pairs[first, 1]

    def texts(self) -> list[str]:
        """The words of all fields of each listing, small letters, parted by spaces."""
        parts = [self.frame[name].fillna("").astype("str") for name in TEXTS if name in self.frame]
        joined = parts[0].str.cat(parts[1:], sep=" ")
        return joined.str.normalize("NFKC").str.casefold().str.split().str.join(" ").tolist()

    def brands(self) -> list[str]:
        """The brand of each listing as one word, empty where it has none."""
        if "brand" not in self.frame:
            return [""] * len(self)
        brands = self.frame["brand"].fillna("").astype("str")
        return brands.str.normalize("NFKC").str.casefold().str.split().str.join("_").tolist()


@dataclass(frozen=True)
class Labelled:
    """The three splits of a directory of examples, leaves numbered alike.

    Attributes:
        ids: Id of each leaf by its number: those that any listing is labelled with, ascending.
    """

    train: Rows
    valid: Rows
    test: Rows
    ids: pd.Index[str]

    @classmethod
    def read(cls, folder: Path) -> Labelled:
        """From `train.parquet`, `valid.parquet`, `test.parquet` and `labels.parquet`."""
        labels = pd.read_parquet(folder / "labels.parquet")
        ids = pd.Index(np.unique(labels["leaf_id"].to_numpy(dtype=object)))
        labels["leaf"] = ids.get_indexer(pd.Index(labels["leaf_id"]))
        train, valid, test = (_rows(pd.read_parquet(folder / f"{split}.parquet"), labels) for split in SPLITS)
        return cls(train, valid, test, ids)


def _rows(frame: pd.DataFrame, labels: pd.DataFrame) -> Rows:
    row = pd.Index(frame["example_id"]).get_indexer(pd.Index(labels["example_id"]))
    pairs = np.column_stack([row, labels["leaf"].to_numpy(np.int64)])[row >= 0]
    return Rows(frame.reset_index(drop=True), pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])
