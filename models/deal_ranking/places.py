"""Where purchases lie: on products, or on shelves of which alone they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .products import NONE, Products, tidy

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Of each position that a purchase may have: those of products, then of their shelves, then of those above.

    Attributes:
        products: All of them.
        row: Position of each known category path.
        product, leaf, upper, brand, shelf: Product, shelf, shelf above, brand, and shelf of the space of each position,
            -1 where it is not told; (positions,).
    """

    products: Products
    row: dict[str, int]
    product: Ints
    leaf: Ints
    upper: Ints
    brand: Ints
    shelf: Ints

    @classmethod
    def of(cls, products: Products) -> Places:
        """Of all products and their shelves."""
        count, leaves, uppers = len(products), len(products.leaf_names), len(products.upper_names)
        row = {name: count + leaves + at for at, name in enumerate(products.upper_names)}
        row |= {name: count + at for at, name in enumerate(products.leaf_names)}
        upper = {name: at for at, name in enumerate(products.upper_names)}
        above = np.array([upper[products.above_leaf[one]] for one in products.leaf_names], dtype=np.int64)
        own, none = np.arange(leaves), np.full(uppers, NONE)
        leaf = np.concatenate([products.leaf, own, none])
        return cls(
            products,
            row,
            np.concatenate([np.arange(count), np.full(leaves + uppers, NONE)]),
            leaf,
            np.concatenate([products.upper, above, np.arange(uppers)]),
            np.concatenate([products.brand, np.full(leaves + uppers, NONE)]),
            leaf if leaves else np.arange(count),
        )

    def positions(self, paths: Sequence[str]) -> Ints:
        """Of category paths, -1 where no product lies there; (paths,)."""
        return np.fromiter((self.row.get(tidy(one), NONE) for one in paths), dtype=np.int64, count=len(paths))
