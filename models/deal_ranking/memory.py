"""What is known of all customers together at a moment: what sells, what was redeemed, and what goes together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .deals import Deals
from .log import Log
from .outlook_settings import MemorySettings
from .products import Products
from .space import directions
from .titles import Titles

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

FILE: Final = "memory.npz"
RATED: Final = ("type", "category", "brand")


@dataclass(frozen=True)
class Memory:
    """Counts of all that was before a moment.

    A rate divides the showings that were redeemed by the showings, whatever part of them was logged or drawn, each for
    as many as it stands for. Redemptions of what was not seen to be shown count as such, and in no rate.

    Attributes:
        bought: Purchases of each product; (products,).
        offer_shown, offer_redeemed: Showings and redemptions of each offer; (offers,).
        offer_came: Its showings that were redeemed; (offers,).
        offer_expected: How many of so many showings are in the campaigns that the offer ran in; (offers,).
        product_came, product_expected: The same of each product, an offer shared evenly among its products;
            (products,).
        shown, came: Showings, and those that were redeemed, of each type, then each category, then each brand.
        rated: How many types, categories and brands there are; (3,).
        rate: Share of all showings that were redeemed.
        word_came, word_expected: Of the offers with each word in their title; (places,), none without titles.
        space: Directions of shelves; (shelves, directions).
    """

    bought: Numbers
    offer_shown: Numbers
    offer_redeemed: Numbers
    offer_came: Numbers
    offer_expected: Numbers
    product_came: Numbers
    product_expected: Numbers
    shown: Numbers
    came: Numbers
    rated: Ints
    rate: Numbers
    word_came: Numbers
    word_expected: Numbers
    space: Floats

    @classmethod
    def of(
        cls,
        log: Log,
        until: float,
        deals: Deals,
        codes: dict[str, Ints],
        sizes: dict[str, int],
        products: Products,
        settings: MemorySettings,
        titles: Titles | None,
    ) -> Memory:
        """Of what the log holds before a moment.

        Args:
            log: All that happened.
            until: Seconds since 1970; what is at or after it is not looked at.
            deals: All deals of the log.
            codes: Their numbers by kind, see `DealCodes`.
            sizes: How many names there are of each kind.
            products: All products.
            settings: Of memories.
            titles: Of the deals, where they have any.
        """
        buys, uses, shows = log.bought_at < until, log.redeemed_at < until, log.shown_at < until
        shown, came = (
            np.bincount(log.shown[one], log.weight[one], len(deals)).astype(np.float64)
            for one in (shows, shows & (log.used_at < until))
        )
        redeemed = np.bincount(log.redeemed[uses], minlength=len(deals)).astype(np.float64)
        expected = shown * _rates(shown, came, codes, sizes, settings.rate_smoothing)
        sold = np.bincount(log.bought[buys], minlength=len(products))
        by_kind = [[_by(codes[kind], one, sizes[kind]) for kind in RATED] for one in (shown, came)]
        shelf = products.shelf[log.bought[buys]]
        offer_came, offer_expected = (_by(codes["offer"], one, sizes["offer"]) for one in (came, expected))
        words = (np.zeros(0), np.zeros(0))
        if titles is not None:
            words = (titles.offers.T @ offer_came, titles.offers.T @ offer_expected)
        return cls(
            bought=sold.astype(np.float64),
            offer_shown=_by(codes["offer"], shown, sizes["offer"]),
            offer_redeemed=_by(codes["offer"], redeemed, sizes["offer"]),
            offer_came=offer_came,
            offer_expected=offer_expected,
            product_came=_shared(deals, came, len(products)),
            product_expected=_shared(deals, expected, len(products)),
            shown=np.concatenate(by_kind[0]),
            came=np.concatenate(by_kind[1]),
            rated=np.array([sizes[kind] for kind in RATED], dtype=np.int64),
            rate=np.array(came.sum() / max(shown.sum(), 1.0)),
            word_came=words[0],
            word_expected=words[1],
            space=directions(log.buyer[buys], shelf, products.shelves, settings.rank, settings.fewest_customers),
        )

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        np.savez(directory / FILE, allow_pickle=False, **{one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def load(cls, directory: Path) -> Memory:
        """Read what `save` wrote."""
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            told: dict[str, Any] = {one.name: arrays[one.name] for one in fields(cls)}
        return cls(**told)


def _rates(shown: Numbers, came: Numbers, codes: dict[str, Ints], sizes: dict[str, int], smoothing: float) -> Any:
    """Share redeemed of what each deal's campaign showed, drawn to that of its type, and this to all; (deals,)."""
    rate: Any = came.sum() / max(shown.sum(), 1.0)
    for kind in ("type", "campaign"):
        have, had = (_by(codes[kind], one, sizes[kind]) for one in (came, shown))
        own = np.append(have, 0.0)[codes[kind]] + smoothing * rate
        rate = own / (np.append(had, 0.0)[codes[kind]] + smoothing)
    return rate


def _by(code: Ints, values: Numbers, count: int) -> Numbers:
    """Sums of the values of deals by number; those without one are left out."""
    known = code >= 0
    return np.asarray(np.bincount(code[known], values[known], count), dtype=np.float64)


def _shared(deals: Deals, values: Numbers, products: int) -> Numbers:
    sizes = np.diff(deals.products.starts)
    share = np.repeat(values / np.maximum(sizes, 1), sizes)
    return np.asarray(np.bincount(deals.products.values, share, products), dtype=np.float64)
