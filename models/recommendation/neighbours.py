"""For each product the products that go with it, and what a history says through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sparse_dot_topn import sp_matmul_topn  # type: ignore[import-untyped]

from ..ragged import entries_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """Rows of weights from a product to others.

    Attributes:
        starts: Where each product's row begins, and the end of the last; (products + 1,).
        product: Position of each neighbour; (entries,).
        weight: Of each; (entries,).
    """

    starts: Ints
    product: Codes
    weight: Floats

    @classmethod
    def of(cls, matrix: sp.csr_array, top: int) -> Self:
        """The `top` largest weights above zero of each row of a matrix (products, products), never to itself."""
        matrix = sp.csr_array(matrix)
        rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        matrix.data = np.where((rows == matrix.indices) | (matrix.data < 0), 0.0, matrix.data)
        matrix.eliminate_zeros()
        return cls.cut(sp.csr_array(matrix.astype(np.float32)), top)

    @classmethod
    def cut(cls, matrix: sp.csr_array, top: int) -> Self:
        """The `top` largest weights of each row, the largest first; of equal ones those of the lower positions."""
        rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        order = np.lexsort((matrix.indices, -matrix.data, rows))
        within = np.arange(len(rows)) - np.repeat(matrix.indptr[:-1], np.diff(matrix.indptr))
        kept = order[within < top]
        sizes = np.minimum(np.diff(matrix.indptr), top)
        starts = np.append(0, np.cumsum(sizes)).astype(np.int64)
        return cls(starts, matrix.indices[kept].astype(np.int32), matrix.data[kept].astype(np.float32))

    @classmethod
    def none(cls, products: int) -> Self:
        """Of so many products without any."""
        return cls(np.zeros(products + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def matrix(self) -> sp.csr_array:
        """As a sparse matrix (products, products)."""
        shape = (len(self), len(self))
        return sp.csr_array((self.weight, self.product, self.starts), shape=shape)

    def scaled(self) -> Self:
        """The same with weights of which the largest of a row is 1 on average, so that sources can be added up."""
        held = np.flatnonzero(np.diff(self.starts))
        if not len(held):
            return self
        usual = np.maximum.reduceat(self.weight, self.starts[held]).mean()
        return replace(self, weight=self.weight / np.float32(usual))

    def entries(self, history: Ints, weights: Floats) -> tuple[Codes, Floats, Ints]:
        """What each product of a history says of its neighbours: position, score and place in the history."""
        entry, owner = entries_of(self.starts, history)
        return self.product[entry], self.weight[entry] * weights[owner], owner

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {f"{name}_starts": self.starts, f"{name}_product": self.product, f"{name}_weight": self.weight}

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> Self:
        """From what `arrays` gave."""
        return cls(arrays[f"{name}_starts"], arrays[f"{name}_product"], arrays[f"{name}_weight"])


def product_top(left: sp.csr_array, right: sp.csr_array, top: int, threads: int) -> sp.csr_array:
    """The `top` largest entries of each row of a product of two sparse matrices, without the product itself."""
    found = sp_matmul_topn(sp.csr_matrix(left), sp.csr_matrix(right), top_n=top, n_threads=threads, sort=True)
    held = found.indptr[-1]  # what lies behind is room that was not needed
    return sp.csr_array((found.data[:held], found.indices[:held], found.indptr), shape=found.shape)
