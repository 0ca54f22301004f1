"""The products that customers buy and deals are made of, known by their position."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

FILE: Final = "products.parquet"
NONE: Final = -1
_PART: Final = ">"

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Products:
    """Ids of n products, and the shelves they lie on.

    Attributes:
        ids: Sorted; (n,).
        paths: Category of each as a path, "" where not known; (n,).
        brands: Of each, "" where not known; (n,).
        titles: Of each, "" where not known; (n,).
    """

    ids: npt.NDArray[np.object_]
    paths: npt.NDArray[np.object_]
    brands: npt.NDArray[np.object_]
    titles: npt.NDArray[np.object_]

    @classmethod
    def of(cls, products: pd.DataFrame, others: Iterable[str]) -> Self:
        """From the table of products, and ids that occur elsewhere.

        Args:
            products: With the columns product_id, category and brand, and where there is one title.
            others: Ids that customers bought or deals name, in the table or not.
        """
        told = products.drop_duplicates("product_id").set_index(products["product_id"].drop_duplicates().astype("str"))
        ids = np.array(sorted(set(told.index) | set(others)), dtype=object)
        cells = told.reindex(columns=["category", "brand", "title"]).reindex(ids)
        paths = np.array([tidy(one) for one in _texts(cells["category"])], dtype=object)
        brands = np.array([one.strip().casefold() for one in _texts(cells["brand"])], dtype=object)
        return cls(ids, paths, brands, np.array(_texts(cells["title"]), dtype=object))

    def __len__(self) -> int:
        return len(self.ids)

    def positions(self, ids: Sequence[str]) -> Ints:
        """Where products lie, -1 for those that are not known; (ids,)."""
        return np.fromiter(map(self.rows.get, ids, repeat(NONE)), dtype=np.int64, count=len(ids))

    @cached_property
    def rows(self) -> dict[str, int]:
        """Position of each id."""
        return {name: row for row, name in enumerate(self.ids.tolist())}

    @cached_property
    def leaf_names(self) -> list[str]:
        """Paths that products have, sorted."""
        return sorted(set(self.paths.tolist()) - {""})

    @cached_property
    def upper_names(self) -> list[str]:
        """Paths one above those, sorted; a path of one part is its own."""
        return sorted({above(one) for one in self.leaf_names})

    @cached_property
    def above_leaf(self) -> dict[str, str]:
        """The path above each that products have."""
        return {one: above(one) for one in self.leaf_names}

    @cached_property
    def brand_names(self) -> list[str]:
        """Brands that products have, sorted."""
        return sorted(set(self.brands.tolist()) - {""})

    @cached_property
    def leaf(self) -> Ints:
        """Number of each product's path, -1 where not known; (n,)."""
        return numbers(self.paths.tolist(), self.leaf_names)

    @cached_property
    def upper(self) -> Ints:
        """Number of the path above it, -1 where not known; (n,)."""
        of_leaf = numbers([above(one) for one in self.leaf_names], self.upper_names)
        return np.append(of_leaf, NONE)[self.leaf]

    @cached_property
    def brand(self) -> Ints:
        """Number of each product's brand, -1 where not known; (n,)."""
        return numbers(self.brands.tolist(), self.brand_names)

    @property
    def shelf(self) -> Ints:
        """Number of the path of each product, or of itself where no product has one; (n,)."""
        return self.leaf if self.leaf_names else np.arange(len(self))

    @property
    def shelves(self) -> int:
        """How many there are."""
        return len(self.leaf_names) or len(self)

    def beneath(self, path: str) -> Ints:
        """Numbers of the paths that are this one or lie beneath it."""
        names = self.leaf_names
        first, last = (bisect_left(names, f"{path} {mark} ") for mark in (_PART, chr(ord(_PART) + 1)))
        own = bisect_left(names, path)
        inner = np.arange(first, last)
        return np.append(inner, own) if own < len(names) and names[own] == path else inner

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        columns = {"product_id": self.ids, "category": self.paths, "brand": self.brands, "title": self.titles}
        frame = pd.DataFrame({name: pd.array(cells, dtype="str") for name, cells in columns.items()})
        frame.to_parquet(directory / FILE, index=False)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        frame = pd.read_parquet(directory / FILE)
        found = cls(*(frame[name].to_numpy(dtype=object) for name in ("product_id", "category", "brand", "title")))
        _ = found.rows  # made now: the first request should not wait for it
        return found


def numbers(names: Sequence[str | None], known: Sequence[str]) -> Ints:
    """Number of each name among those known, -1 where it is not among them; (names,)."""
    row = {name: at for at, name in enumerate(known)}
    return np.array([NONE if one is None else row.get(one, NONE) for one in names], dtype=np.int64)


def tidy(path: str) -> str:
    """A category path with one space around each ">"."""
    return f" {_PART} ".join(part.strip() for part in path.split(_PART) if part.strip())


def above(path: str) -> str:
    """The path without its last part; itself where it has but one."""
    return path.rpartition(f" {_PART} ")[0] or path


def _texts(cells: pd.Series[Any]) -> list[str]:
    return ["" if pd.isna(one) else str(one) for one in cells.tolist()]
