"""Sparse rows of what customers bought and redeemed, beside the rows of deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .deal_codes import KINDS
from .deals import Deals
from .outlook_settings import HistorySettings
from .places import Places
from .states import States
from .titles import Titles

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_DAY = 86_400.0  # seconds


@dataclass(frozen=True)
class Tastes:
    """Of n requests.

    Attributes:
        bought, money, lately: Purchases of each product: their number, their money, and their number where the old
            counts less; (n, products).
        leaves, uppers, brands, shelves: Purchases of each shelf, shelf above, brand, and of what the space knows.
        redeemed: Redemptions of each product, one redemption shared among the products of its deal; (n, products).
        kinds: Redemptions by number of the deal's offer, campaign, type, category and brand, by kind.
        title_words: Words of the titles of what was redeemed, and of what was bought; (n, places) each. None where
            deals have no titles.
        count, spent, recent: Purchases, their mean money (NaN where not known), and those where the old counts less;
            (n,).
        since: Days since the last purchase, NaN without one; (n,).
        uses, recent_uses, since_use: The same of redemptions; (n,).
    """

    bought: Any
    money: Any
    lately: Any
    leaves: Any
    uppers: Any
    brands: Any
    shelves: Any
    redeemed: Any
    kinds: dict[str, Any]
    title_words: tuple[Any, Any] | None
    count: Numbers
    spent: Numbers
    recent: Numbers
    since: Numbers
    uses: Numbers
    recent_uses: Numbers
    since_use: Numbers

    @classmethod
    def of(
        cls,
        states: States,
        seconds: Numbers,
        places: Places,
        deals: Deals,
        codes: dict[str, Ints],
        sizes: dict[str, int],
        chosen: HistorySettings,
        titles: Titles | None,
    ) -> Tastes:
        """As of the requests' times.

        Args:
            states: What customers had done.
            seconds: Of the requests; (n,).
            places: Of purchases.
            deals: Of the bundle, which redemptions name.
            codes: Their numbers, by kind.
            sizes: How many names there are of each kind.
            chosen: What counts of a customer.
            titles: Of deals and products, where deals have any.
        """
        count, half = len(states), chosen.half_life_days
        owner, product = states.buyer, states.purchases.values
        age = (seconds[owner] - states.purchase_seconds) / _DAY
        fade = _faded(age, half)
        money = np.nan_to_num(states.purchase_amounts)
        ones = np.ones(len(owner))
        user, deal = states.redeemer, states.redeemed.values
        use_age = (seconds[user] - states.redeemed_seconds) / _DAY
        total = np.bincount(owner, minlength=count).astype(np.float64)
        paid = np.isfinite(states.purchase_amounts)
        priced = np.bincount(owner, paid, count)
        with np.errstate(invalid="ignore", divide="ignore"):
            spent = np.where(priced > 0, np.bincount(owner, money, count) / priced, np.nan)
        words = None
        if titles is not None:
            words = (titles.redeemed_by(user, deal, count), titles.bought_by(owner, product, count))
        shares, at = deals.products.take(deal)
        size = np.diff(deals.products.starts)[deal]
        products, bought = places.products, places.product[product]
        kinds = {
            "leaves": (places.leaf, len(products.leaf_names)),
            "uppers": (places.upper, len(products.upper_names)),
            "brands": (places.brand, len(products.brand_names)),
            "shelves": (places.shelf, products.shelves),
        }
        by_place: dict[str, Any] = {
            name: _rows(owner, place[product], ones, count, many) for name, (place, many) in kinds.items()
        }
        return cls(
            bought=_rows(owner, bought, ones, count, len(products)),
            money=_rows(owner, bought, money, count, len(products)),
            lately=_rows(owner, bought, fade, count, len(products)),
            **by_place,
            redeemed=_rows(user[at], shares, 1.0 / size[at], count, len(products)),
            kinds={kind: _rows(user, codes[kind][deal], np.ones(len(user)), count, sizes[kind]) for kind in KINDS},
            title_words=words,
            count=total,
            spent=spent,
            recent=np.bincount(owner, fade, count).astype(np.float64),
            since=_least(owner, age, count),
            uses=np.bincount(user, minlength=count).astype(np.float64),
            recent_uses=np.bincount(user, _faded(use_age, half), count).astype(np.float64),
            since_use=_least(user, use_age, count),
        )


def _faded(age: Numbers, half_life: float) -> Numbers:
    """What an event of an age in days counts; one whose age is not known counts as one half-life old."""
    return np.exp2(-np.where(np.isfinite(age), np.maximum(age, 0.0) / half_life, 1.0))


def _least(owner: Ints, age: Numbers, count: int) -> Numbers:
    found = np.full(count, np.inf)
    np.minimum.at(found, owner[np.isfinite(age)], age[np.isfinite(age)])
    return np.where(np.isfinite(found), found, np.nan)


def _rows(owner: Ints, place: Ints, values: Numbers, rows: int, places: int) -> Any:
    """Sparse rows of events whose owner rises; those of one place are not added up, as no reader needs it."""
    known = place >= 0
    starts = np.append(0, np.cumsum(np.bincount(owner[known], minlength=rows)))
    return sp.csr_matrix((values[known], place[known], starts), shape=(rows, places))
