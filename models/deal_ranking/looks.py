"""What hangs on a deal alone, as a memory has it: kept for the deals of a bundle, made for those that are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .campaigns import sizes_of
from .deal_codes import DealCodes
from .deal_rows import members_of, shares_of, sums_of, unit_rows, with_brands, with_categories
from .deals import Deals
from .memory import RATED, Memory
from .outlook_settings import MemorySettings
from .products import Products
from .titles import Titles, ratios

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

NAMES: Final = (
    "products",
    "shelves",
    "pull",
    "pull_a_product",
    "shelf_pull",
    "discount",
    "log_price",
    "log_paid",
    "log_stock",
    "campaign_deals",
    "lasts",
    "offer_shown",
    "offer_redeemed",
    "offer_ratio",
    "product_ratio",
    "type_rate",
    "category_rate",
    "brand_rate",
)


_HOUR: Final = 3600.0  # seconds
_LEAST_RATE: Final = 1e-12  # that divides: there is none where nothing was redeemed


@dataclass(frozen=True)
class Looks:
    """Of n deals.

    Attributes:
        deals: The deals.
        features: `NAMES`, NaN where not known; (n, names).
        codes: Their numbers by kind, -1 where not seen.
        pull: Share of all purchases that are of the deal's products, or of its shelves where it names none; (n,).
        members: Product by deal, 1 where it is one of the deal's.
        leaves, uppers, brands: Shelf, shelf above and brand by deal: share of what is bought there that is of the deal.
        any_leaf: 1 where the deal has something of the shelf.
        words: Of titles by deal, of unit length; None where no deal of the bundle has one.
        title_ratio: See `titles.ratios`; (n,).
        direction: Of unit length in the space of what is bought together, 0 where not known; (n, directions).
    """

    deals: Deals
    features: Numbers
    codes: dict[str, Ints]
    pull: Numbers
    members: Any
    leaves: Any
    uppers: Any
    brands: Any
    any_leaf: Any
    words: Any
    title_ratio: Numbers
    direction: Numbers

    @classmethod
    def of(
        cls,
        deals: Deals,
        codes: DealCodes,
        memory: Memory,
        products: Products,
        chosen: MemorySettings,
        titles: Titles | None,
        together: Numbers | None = None,
    ) -> Looks:
        """As a memory has them.

        Args:
            deals: Any.
            codes: Names that were seen.
            memory: Of all customers.
            products: All of them.
            chosen: Settings of memories.
            titles: Of the bundle, where it has any.
            together: Deals of each deal's campaign, NaN without one; None: these are all that there are; (deals,).
        """
        numbers = codes.numbers(deals, products)
        members = members_of(deals, len(products))
        weight = memory.bought + chosen.product_smoothing
        leaves, uppers, brands = (
            shares_of(deals, weight, place, len(names))
            for place, names in (
                (products.leaf, products.leaf_names),
                (products.upper, products.upper_names),
                (products.brand, products.brand_names),
            )
        )
        leaves, brands = with_categories(leaves, deals, products), with_brands(brands, deals, products)
        any_leaf = leaves.sign()
        features, pull = _features(deals, numbers, together, memory, products, members, leaves, chosen)
        words, ratio = None, np.full(len(deals), np.nan)
        if titles is not None:
            words = titles.unit(deals.titles)
            counts = (memory.word_came, memory.word_expected)
            own = (memory.offer_came, memory.offer_expected)
            mine = tuple(np.append(one, 0.0)[numbers["offer"]] for one in own)
            ratio = ratios(words, counts, (mine[0], mine[1]), chosen.title_smoothing)
        by_shelf = leaves if products.leaf_names else members
        return cls(
            deals,
            features,
            numbers,
            pull,
            members=members.T.tocsr(),
            leaves=leaves.T.tocsr(),
            uppers=uppers.T.tocsr(),
            brands=brands.T.tocsr(),
            any_leaf=any_leaf.T.tocsr(),
            words=None if words is None else words.T.tocsr(),
            title_ratio=ratio,
            direction=unit_rows(np.asarray(by_shelf @ memory.space, dtype=np.float64)),
        )

    def __len__(self) -> int:
        return len(self.deals)


def _features(
    deals: Deals,
    numbers: dict[str, Ints],
    together: Numbers | None,
    memory: Memory,
    products: Products,
    members: Any,
    leaves: Any,
    chosen: MemorySettings,
) -> tuple[Numbers, Numbers]:
    """`NAMES` of deals, and their pull."""
    sizes = np.diff(deals.products.starts).astype(np.float64)
    named, total = sizes > 0, max(float(memory.bought.sum()), 1.0)
    on_leaf = sums_of(products.leaf, memory.bought, len(products.leaf_names)) / total
    own = members @ memory.bought / total
    pull = np.where(named, own, leaves @ on_leaf)
    shown, redeemed, came, expected = (
        np.append(one, 0.0)[numbers["offer"]]
        for one in (memory.offer_shown, memory.offer_redeemed, memory.offer_came, memory.offer_expected)
    )
    smooth = chosen.pull_smoothing
    columns = [
        np.where(named, np.log1p(sizes), np.nan),
        np.log1p(np.diff(leaves.indptr)),
        pull,
        own / np.maximum(sizes, 1.0),
        leaves.sign() @ on_leaf,
        deals.discount,
        *(np.log1p(one) for one in (deals.price, deals.paid, deals.stock)),
        np.log1p(sizes_of(deals.campaigns.tolist()) if together is None else together),
        np.log1p(np.maximum(deals.end - deals.start, 0.0) / _HOUR),
        np.log1p(shown),
        np.log1p(redeemed),
        (came + smooth) / (expected + smooth),
        (members @ memory.product_came + smooth) / (members @ memory.product_expected + smooth),
        *_rates(numbers, memory, chosen.rate_smoothing),
    ]
    found = np.stack(columns, axis=1)
    return np.where(np.isfinite(found), found, np.nan), pull


def _rates(numbers: dict[str, Ints], memory: Memory, smoothing: float) -> list[Numbers]:
    """Share redeemed of what each deal's type, category and brand showed, over that of all; NaN where it has none."""
    found, first = [], 0
    rate = max(float(memory.rate), _LEAST_RATE)
    for kind, count in zip(RATED, memory.rated.tolist(), strict=True):
        shown, came = (np.append(one[first : first + count], np.nan) for one in (memory.shown, memory.came))
        found.append(((came + smoothing * rate) / (shown + smoothing) / rate)[numbers[kind]])
        first += count
    return found
