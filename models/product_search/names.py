"""Queries, regions and customers by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Names:
    """Queries, regions and customers of the log, by number.

    Attributes:
        numbers: Of each of query (its words), region and customer, the number of each name.
    """

    numbers: dict[str, dict[str, int]]

    @classmethod
    def of(cls, columns: dict[str, Iterable[Any]]) -> Self:
        """Names that occur, in order; a missing or empty one is none."""
        known = {
            kind: sorted({str(one) for one in set(column) if not pd.isna(one) and one != ""})
            for kind, column in columns.items()
        }
        return cls({kind: {name: place for place, name in enumerate(names)} for kind, names in known.items()})

    def numbered(self, kind: str, names: Iterable[Any]) -> Ints:
        """Numbers of names, -1 where not known."""
        known = self.numbers[kind]
        return np.fromiter((-1 if pd.isna(name) else known.get(name, -1) for name in names), dtype=np.int64)

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        for kind, numbers in self.numbers.items():
            pd.DataFrame({"name": pd.array(list(numbers), dtype="str")}).to_parquet(_file(directory, kind), index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        columns = {kind: pd.read_parquet(_file(directory, kind))["name"] for kind in ("query", "region", "customer")}
        return cls({kind: {str(name): place for place, name in enumerate(one)} for kind, one in columns.items()})


def _file(directory: Path, kind: str) -> Path:
    return directory / f"names_{kind}.parquet"
