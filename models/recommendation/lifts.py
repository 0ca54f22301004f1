"""Which products are taken more often in a cell, a region or a season, than everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lifts:
    """Products of cells that have events there.

    Attributes:
        starts: Where each cell's products begin, and the end of the last; (cells + 1,).
        product: Positions, rising within a cell; (entries,).
        lift: Logarithm of the share here over the share everywhere; (entries,).
        order: The same positions, the largest share first within a cell; (entries,).
        elsewhere: The same logarithm of products without events in a cell; (cells,).
    """

    starts: Ints
    product: Codes
    lift: Floats
    order: Codes
    elsewhere: Floats

    @classmethod
    def of(cls, cell: Ints, product: Ints, weight: Numbers, cells: int, products: int, smoothing: float) -> Self:
        """From events.

        Args:
            cell: Of each event; (events,).
            product: Of each event; (events,).
            weight: Of each event; (events,).
            cells: How many there are.
            products: How many there are.
            smoothing: Events, shared as everywhere, that are added to each cell's.
        """
        summed = sp.csr_array((weight, (cell, product)), shape=(cells, products))
        summed.sum_duplicates()
        here, of_product = summed.data, summed.indices.astype(np.int64)
        of_cell = np.repeat(np.arange(cells), np.diff(summed.indptr))
        everywhere = np.bincount(product, weight, minlength=products)
        share = everywhere / max(everywhere.sum(), np.finfo(np.float64).tiny)
        total = np.bincount(cell, weight, minlength=cells)
        expected = (here + smoothing * share[of_product]) / (total[of_cell] + smoothing)
        known = share[of_product] > 0
        lift = np.log(np.where(known, expected, 1.0) / np.where(known, share[of_product], 1.0))
        order = np.lexsort((of_product, -expected, of_cell))
        elsewhere = np.log(smoothing / (total + smoothing))
        return cls(
            summed.indptr.astype(np.int64),
            of_product.astype(np.int32),
            lift.astype(np.float32),
            of_product[order].astype(np.int32),
            elsewhere.astype(np.float32),
        )

    def best(self, cell: int) -> Codes:
        """Products of a cell, the largest share first."""
        return self.order[self.starts[cell] : self.starts[cell + 1]]

    def at(self, cell: int, positions: Ints) -> Floats:
        """Lifts of products in a cell; (n,)."""
        row = slice(self.starts[cell], self.starts[cell + 1])
        product, lift = self.product[row], self.lift[row]
        if not len(product):
            return np.zeros(len(positions), dtype=np.float32)
        place = np.minimum(np.searchsorted(product, positions), len(product) - 1)
        return np.where(product[place] == positions, lift[place], self.elsewhere[cell])

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        names = ("starts", "product", "lift", "order", "elsewhere")
        return {f"{name}_{part}": getattr(self, part) for part in names}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Self:
        """From what `arrays` gave."""
        return cls(*(arrays[f"{name}_{part}"] for part in ("starts", "product", "lift", "order", "elsewhere")))
