"""What deals are counted by: the numbers of their offers, campaigns, types, categories and brands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from .deals import Deals
from .products import NONE, Products

FILE: Final = "deal_names.json"
KINDS: Final = ("offer", "campaign", "type", "category", "brand")

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class DealCodes:
    """Names that were seen, by kind; each name's number is its place."""

    names: dict[str, list[str]]

    @classmethod
    def of(cls, deals: Deals, products: Products) -> Self:
        """All names of some deals."""
        told = _told(deals, products)
        return cls({kind: sorted({one for one in told[kind] if one is not None}) for kind in KINDS})

    def numbers(self, deals: Deals, products: Products) -> dict[str, Ints]:
        """By kind, the number of each deal's name, -1 where it has none or was not seen; (deals,) each."""
        told = _told(deals, products)
        return {
            kind: np.fromiter(map(self._rows[kind].get, told[kind], repeat(NONE)), np.int64, len(deals))
            for kind in KINDS
        }

    @cached_property
    def _rows(self) -> dict[str, dict[str | None, int]]:
        return {kind: {name: row for row, name in enumerate(names)} for kind, names in self.names.items()}

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        (directory / FILE).write_text(json.dumps(self.names, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        return cls(json.loads((directory / FILE).read_text(encoding="utf-8")))


def _told(deals: Deals, products: Products) -> dict[str, Sequence[str | None]]:
    """Names by kind; category and brand of most of a deal's products stand for those that it does not tell.

    A category on which products lie counts as the one above it, which is what their deals count by.
    """
    categories = [products.above_leaf.get(one or "", one) for one in deals.categories.tolist()]
    return {
        "offer": deals.offers.tolist(),
        "campaign": deals.campaigns.tolist(),
        "type": deals.types.tolist(),
        "category": _filled(deals, categories, products.upper, products.upper_names),
        "brand": _filled(deals, deals.brands.tolist(), products.brand, products.brand_names),
    }


def _filled(deals: Deals, told: list[str | None], code: Ints, names: list[str]) -> list[str | None]:
    blank = np.array([one is None for one in told], dtype=bool)
    if not names or not blank.any() or not len(deals.products.values):
        return told
    rows = np.flatnonzero(blank)
    values, owner = deals.products.take(rows)
    found = code[values]
    owner, found = owner[found >= 0], found[found >= 0]
    pairs, counts = np.unique(owner * len(names) + found, return_counts=True)
    order = np.lexsort((counts, pairs // len(names)))
    for row, name in zip((pairs // len(names))[order].tolist(), (pairs % len(names))[order].tolist(), strict=True):
        told[int(rows[row])] = names[name]
    return told
