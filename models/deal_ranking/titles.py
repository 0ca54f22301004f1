"""Words of titles: what a deal is for where it names neither a product nor a category, and a hint where it does."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .products import Products

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]

NAMES: Final = ("title_redeemed", "title_bought", "title_ratio")
_WORD: Final = re.compile(r"\w+")
_KEPT: Final = 200_000  # titles whose words are not looked for again


@dataclass(frozen=True)
class Titles:
    """Words of the bundle, each in one of some places by its hash (Weinberger et al., ICML 2009).

    Attributes:
        rarity: Of each place; a word that all deals have counts nothing; (places,).
        offers: 1 for each word of each offer; (offers, places).
        deals: Of the bundle, weighed by rarity, of unit length; (deals, places).
        products: Titles and paths of products, likewise; (products, places).
    """

    rarity: Numbers
    offers: Any
    deals: Any
    products: Any

    @classmethod
    def of(cls, titles: Objects, offer: Ints, offers: int, products: Products, places: int) -> Titles | None:
        """Of a bundle; None where no deal has a title, or all have the same words.

        Args:
            titles: Of the deals, None where not given; (deals,).
            offer: Number of each deal's offer; (deals,).
            offers: How many there are.
            products: All of them.
            places: How many.
        """
        words = word_rows(titles.tolist(), places)
        shape = (offers, len(titles))
        of_offer = sp.csr_matrix((np.ones(len(titles)), (offer, np.arange(len(titles)))), shape=shape) @ words
        had = np.asarray((of_offer > 0).sum(axis=0), dtype=np.float64).reshape(-1)
        rarity = np.log((offers + 1.0) / (had + 1.0))
        own = _unit(words, rarity)
        if not own.nnz:
            return None
        told = [
            f"{title} {path}" for title, path in zip(products.titles.tolist(), products.paths.tolist(), strict=True)
        ]
        return cls(rarity, of_offer.sign(), own, _unit(word_rows(told, places), rarity))

    def unit(self, titles: Objects) -> Any:
        """Words of any deals, weighed, of unit length; (deals, places)."""
        return _unit(word_rows(titles.tolist(), len(self.rarity)), self.rarity)

    def redeemed_by(self, request: Ints, deal: Ints, requests: int) -> Any:
        """Words of what customers redeemed, of unit length; (requests, places)."""
        return _summed(request, deal, requests, self.deals)

    def bought_by(self, request: Ints, product: Ints, requests: int) -> Any:
        """Words of what customers bought, of unit length; (requests, places)."""
        return _summed(request, product, requests, self.products)


def ratios(unit: Any, counts: tuple[Numbers, Numbers], own: tuple[Numbers, Numbers], smoothing: float) -> Numbers:
    """What other offers whose titles are alike were redeemed, over what was expected of them; NaN without a title.

    Offers count by the likeness of their titles (Nadaraya, 1964; Watson, 1964), a deal's own offer not at all, so that
    one never seen and one long seen are told alike.

    Args:
        unit: Words of the deals; (deals, places).
        counts: Redemptions and expected redemptions of offers by word; (places,) each.
        own: Those of each deal's own offer; (deals,) each.
        smoothing: Redemptions had and expected that are added.
    """
    weight = unit.multiply(unit).tocsr()
    had, expected = (
        np.maximum(weight @ words - mine, 0.0) + smoothing for words, mine in zip(counts, own, strict=True)
    )
    return np.where(np.diff(unit.indptr) > 0, had / expected, np.nan)


def word_rows(texts: Sequence[str | None], places: int) -> Any:
    """1 for each word of each text; (texts, places)."""
    found = [() if one is None else _places(one, places) for one in texts]
    starts = np.append(0, np.cumsum([len(one) for one in found], dtype=np.int64))
    columns = np.array([place for one in found for place in one], dtype=np.int64)
    return sp.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(texts), places))


@lru_cache(_KEPT)
def _places(text: str, places: int) -> tuple[int, ...]:
    words = set(_WORD.findall(text.casefold()))
    return tuple(sorted({zlib.crc32(word.encode()) % places for word in words}))


def _unit(words: Any, rarity: Numbers) -> Any:
    weighed = words.copy()
    weighed.data = words.data * rarity[words.indices]
    weighed.eliminate_zeros()
    return _normal(weighed)


def _summed(request: Ints, one: Ints, requests: int, words: Any) -> Any:
    rows = sp.csr_matrix((np.ones(len(one)), (request, one)), shape=(requests, words.shape[0]))
    return _normal((rows @ words).tocsr())


def _normal(rows: Any) -> Any:
    """Rows of length one, in place; an empty row stays, and no cell is 0."""
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    rows.data /= np.sqrt(np.bincount(owner, rows.data**2, rows.shape[0]))[owner]
    return rows
