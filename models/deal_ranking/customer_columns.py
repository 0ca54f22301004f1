"""Declared columns of customers as numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

FILE: Final = "customer_columns.json"

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CustomerColumns:
    """How cells are read.

    Attributes:
        words: By column, its texts in their order, of which each is its place; None: the cells are numbers.
    """

    words: dict[str, list[str] | None]

    @classmethod
    def of(cls, customers: pd.DataFrame) -> Self:
        """From the table of customers; all its columns but the id."""
        found: dict[str, list[str] | None] = {}
        for name in customers.columns:
            if name == "customer_id":
                continue
            cells = customers[name].dropna()
            numeric = pd.to_numeric(cells, errors="coerce").notna().all() if len(cells) else False
            found[str(name)] = None if numeric else sorted({str(one) for one in cells.tolist()})
        return cls(found)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns."""
        return tuple(self.words)

    def numbers(self, cells: Mapping[str, Sequence[Any]] | None, count: int) -> Numbers:
        """Cells as numbers, NaN where one is missing or was not seen; (count, columns)."""
        found = np.full((count, len(self.words)), np.nan)
        for at, (name, words) in enumerate(self.words.items()):
            if cells is None or name not in cells:
                continue
            if words is None:
                found[:, at] = pd.to_numeric(pd.Series(list(cells[name]), dtype="object"), errors="coerce")
            else:
                row = {word: float(place) for place, word in enumerate(words)}
                found[:, at] = [np.nan if one is None else row.get(str(one), np.nan) for one in cells[name]]
        return found

    def of_customers(self, customers: pd.DataFrame, asked: pd.Series[Any]) -> Numbers:
        """Cells of the customers that are asked for by id; (asked, columns)."""
        rows = customers.drop_duplicates("customer_id")
        cells = {name: [None if pd.isna(one) else one for one in rows[name].tolist()] for name in self.names}
        found = np.vstack([self.numbers(cells, len(rows)), np.full((1, len(self.words)), np.nan)])
        known = pd.Index(rows["customer_id"].astype("str"))
        return found[known.get_indexer(pd.Index(asked.astype("str")))]

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        (directory / FILE).write_text(json.dumps(self.words, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        return cls(json.loads((directory / FILE).read_text(encoding="utf-8")))
