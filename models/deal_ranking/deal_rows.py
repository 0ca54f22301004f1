"""Sparse rows of deals over products, shelves and brands."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .deals import Deals
from .products import Products, numbers

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_TINY: Final = 1e-12  # of a sum that divides; what it divides is 0 there


def members_of(deals: Deals, products: int) -> Any:
    """1 for each product of each deal; (deals, products)."""
    ragged = deals.products
    ones = np.ones(len(ragged.values))
    return sp.csr_matrix((ones, ragged.values, ragged.starts), shape=(len(deals), products))


def shares_of(deals: Deals, weight: Numbers, place: Ints, places: int) -> Any:
    """Share of the weight of each place that is of a deal's products; (deals, places).

    Args:
        deals: Any.
        weight: Of each product; (products,).
        place: Of each product, -1 where not known; (products,).
        places: How many there are.
    """
    ragged = deals.products
    owner = np.repeat(np.arange(len(deals)), np.diff(ragged.starts))
    at = place[ragged.values]
    known = at >= 0
    whole = sums_of(place, weight, places)
    cells = weight[ragged.values[known]] / np.maximum(whole[at[known]], _TINY)
    return sp.csr_matrix((cells, (owner[known], at[known])), shape=(len(deals), places))


def with_categories(leaves: Any, deals: Deals, products: Products) -> Any:
    """A deal that names no product but a category stands for all shelves of it."""
    bare = np.flatnonzero((np.diff(deals.products.starts) == 0) & (deals.categories != np.array(None)))
    found = [products.beneath(deals.categories[row]) for row in bare.tolist()]
    rows = np.repeat(bare, [len(one) for one in found])
    return _with_ones(leaves, rows, np.concatenate([*found, np.zeros(0, dtype=np.int64)]).astype(np.int64))


def with_brands(brands: Any, deals: Deals, products: Products) -> Any:
    """A deal that names neither a product nor a category but a brand stands for all of it."""
    none = np.array(None)
    bare = (np.diff(deals.products.starts) == 0) & (deals.categories == none) & (deals.brands != none)
    rows = np.flatnonzero(bare)
    code = numbers(deals.brands[rows].tolist(), products.brand_names)
    return _with_ones(brands, rows[code >= 0], code[code >= 0])


def sums_of(place: Ints, weight: Numbers, places: int) -> Numbers:
    """Weight of all products of each place; (places,)."""
    known = place >= 0
    return np.asarray(np.bincount(place[known], weight[known], places), dtype=np.float64)


def unit_rows(vectors: Numbers) -> Numbers:
    """Rows of length one; a row of zeros stays."""
    found: Numbers = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _TINY)
    return found


def _with_ones(rows: Any, row: Ints, column: Ints) -> Any:
    if not len(row):
        return rows
    return (rows + sp.csr_matrix((np.ones(len(row)), (row, column)), shape=rows.shape)).tocsr()
