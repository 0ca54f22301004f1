"""Rows of different lengths in one flat array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ragged:
    """n rows of values.

    Attributes:
        values: Of all rows, one after another.
        starts: Where each row begins, and the end of the last; (n + 1,).
    """

    values: npt.NDArray[Any]
    starts: Ints

    @classmethod
    def of(cls, rows: Ints, values: npt.NDArray[Any], count: int) -> Self:
        """Rows from values whose row is told, in rising order; (values,) each."""
        return cls(values, np.append(0, np.cumsum(np.bincount(rows, minlength=count))).astype(np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: Ints) -> tuple[npt.NDArray[Any], Ints]:
        """Values of some rows and, of each, the place of its row in `rows`."""
        entries, owner = entries_of(self.starts, rows)
        return self.values[entries], owner

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {f"{name}_values": self.values, f"{name}_starts": self.starts}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Self:
        """From what `arrays` gave."""
        return cls(arrays[f"{name}_values"], arrays[f"{name}_starts"])


def entries_of(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Entries of some rows and, of each, the place of its row in `rows`.

    Args:
        starts: Where each row begins, and the end of the last; (n + 1,).
        rows: Rows wanted.
    """
    return runs_of(starts[rows], starts[rows + 1])


def runs_of(begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Places of runs, one run after another, and the run of each.

    Args:
        begins, ends: Of each run, half open; (runs,).
    """
    sizes = ends - begins
    owner = np.repeat(np.arange(len(begins)), sizes)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(begins, sizes) + offset, owner
