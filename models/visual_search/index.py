"""Entries of the catalogue by their vectors: a main index that was built, and a few that came since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..dense_index import DenseIndex
from ..minilm import unit
from .entries_found import GONE as GONE
from .entries_found import Found as Found
from .entries_found import best_of
from .index_settings import IndexSettings

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

PRODUCTS: Final = "products.parquet"
ENTRIES: Final = "entries.npz"


@dataclass(frozen=True)
class PictureIndex:
    """Vectors of pictures, each of a product. It never changes: who adds or removes gets another one.

    Attributes:
        main: What was built.
        fresh: Vectors that came since, after those of `main`; (f, dimensions).
        owners: Product of each entry, `GONE` for one that was removed; (entries,).
        products: Ids; those without entries are not answered.
        settings: Of it.
    """

    main: DenseIndex
    fresh: Floats
    owners: Ints
    products: tuple[str, ...]
    settings: IndexSettings

    @classmethod
    def build(
        cls,
        vectors: Floats,
        owners: Ints,
        products: tuple[str, ...],
        settings: IndexSettings,
        *,
        seed: int,
        threads: int,
    ) -> PictureIndex:
        """Index entries.

        Args:
            vectors: Of unit length; (entries, dimensions).
            owners: Product of each; (entries,).
            products: Ids.
            settings: Of the index.
            seed: Of the draw that centres are learnt from.
            threads: Of the build.
        """
        main = DenseIndex.build(vectors, settings.nearest, seed=seed, threads=threads)
        return cls(main, np.zeros((0, vectors.shape[1]), dtype=np.float32), owners, products, settings)

    def __len__(self) -> int:
        return int((self.owners != GONE).sum())

    @property
    def dimensions(self) -> int:
        """Of its vectors."""
        return self.main.dimensions

    def search(self, vectors: Floats, k: int, *, threads: int, without: frozenset[str] = frozenset()) -> Found:
        """The nearest entries of regions.

        Args:
            vectors: Of unit length; (regions, dimensions).
            k: Entries wanted of each.
            threads: Of the search.
            without: Products that are not to be found.
        """
        allowed = self._allowed(without)
        built = len(self.main)
        entries, scores = self.main.search_many(
            vectors, k, threads=threads, allowed=None if allowed is None else allowed[:built]
        )
        if len(self.fresh):
            near = np.where(vectors.any(axis=1, keepdims=True), vectors @ self.fresh.T, np.float32(-np.inf))
            if allowed is not None:
                near[:, ~allowed[built:]] = -np.inf
            positions = np.broadcast_to(np.arange(built, built + len(self.fresh)), near.shape)
            entries, scores = best_of(np.hstack([entries, positions]), np.hstack([scores, near]), k)
            entries[np.isneginf(scores)] = -1
        np.minimum(scores, np.float32(1), out=scores)  # what is kept in 8 bits is a little longer at times
        return Found(entries, self._owners_of(entries), scores)

    def added(self, vectors: Floats, names: list[str], *, threads: int) -> PictureIndex:
        """An index that has further entries, of products that it knows or not.

        What is added waits in an array that is copied each time: give all at once that comes at once.

        Args:
            vectors: Of unit length; (n, dimensions).
            names: Products of these; (n,).
            threads: Of a main index that takes in what came since.
        """
        new = [name for name in dict.fromkeys(names) if name not in self.codes]
        codes = self.codes | {name: len(self.products) + place for place, name in enumerate(new)} if new else self.codes
        owners = np.array([codes[name] for name in names], dtype=np.int64)
        grown = replace(
            self,
            fresh=np.concatenate([self.fresh, vectors.astype(np.float32)]),
            owners=np.concatenate([self.owners, owners]),
            products=(*self.products, *new) if new else self.products,
        )
        vars(grown)["codes"] = codes  # so that they need not be numbered anew
        return grown.merged(threads=threads) if len(grown.fresh) > self.settings.fresh_up_to else grown

    def merged(self, *, threads: int) -> PictureIndex:
        """The same entries, all of them in the main index."""
        return replace(self, main=self.main.added(self.fresh, threads=threads), fresh=self.fresh[:0])

    def removed(self, names: Iterable[str]) -> PictureIndex:
        """An index that does not find these products."""
        return replace(self, owners=np.where(np.isin(self.owners, self._places(names)), GONE, self.owners))

    def vectors(self, entries: Ints) -> Floats:
        """Unit-length vectors of entries, as the index holds them; (entries, dimensions)."""
        built = len(self.main)
        out = np.zeros((len(entries), self.dimensions), dtype=np.float32)
        late = entries >= built
        out[~late] = self.main.vectors(entries[~late])
        out[late] = unit(self.fresh[entries[late] - built])
        return out

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        directory.mkdir(parents=True, exist_ok=True)
        self.main.save(directory)
        np.savez(directory / ENTRIES, owners=self.owners, fresh=self.fresh)
        pd.DataFrame({"product_id": pd.array(list(self.products), dtype="str")}).to_parquet(
            directory / PRODUCTS, index=False
        )

    @classmethod
    def load(cls, directory: Path, settings: IndexSettings) -> PictureIndex:
        """Read what `save` wrote."""
        products = tuple(pd.read_parquet(directory / PRODUCTS)["product_id"].astype(str))
        with np.load(directory / ENTRIES, allow_pickle=False) as arrays:
            return cls(DenseIndex.open(directory), arrays["fresh"], arrays["owners"], products, settings)

    @cached_property
    def codes(self) -> dict[str, int]:
        """Place of each product among `products`."""
        return {name: place for place, name in enumerate(self.products)}

    def _owners_of(self, entries: Ints) -> Ints:
        if not len(self.owners):
            return np.full(entries.shape, GONE, dtype=np.int64)
        owners: Ints = self.owners[entries]
        owners[entries < 0] = GONE
        return owners

    @cached_property
    def _some_gone(self) -> bool:
        return bool((self.owners == GONE).any())

    def _places(self, names: Iterable[str]) -> Ints:
        return np.array(sorted({self.codes[name] for name in names if name in self.codes}), dtype=np.int64)

    def _allowed(self, without: frozenset[str]) -> Bools | None:
        if not without and not self._some_gone:
            return None
        kept: Bools = (self.owners != GONE) & ~np.isin(self.owners, self._places(without))
        return kept
