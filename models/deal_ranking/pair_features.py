"""Pairs of a request and a deal as trees read them; learning and serving have no other way to describe one."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from . import looks
from .deal_rows import unit_rows
from .looks import Looks
from .memory import Memory
from .tastes import Tastes

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_OWN: Final = (
    "own",
    "own_money",
    "own_lately",
    "own_share",
    "leaf_share",
    "leaf_expected",
    "upper_expected",
    "brand_expected",
    "expected",
    "likeness",
)
_REDEEMED: Final = ("redeemed_products", "redeemed_offer", "redeemed_type", "redeemed_category", "redeemed_brand")
_CUSTOMER: Final = ("bought", "spent", "bought_lately", "since", "uses", "uses_lately", "since_use")
_MOMENT: Final = (
    "price_usual",
    "stock_left",
    "hours_since_start",
    "hours_left",
    "life_gone",
    "hour",
    "weekday",
    "rank",
)
NAMES: Final = (*_OWN, *_REDEEMED, *_CUSTOMER, *_MOMENT, *looks.NAMES)
OF_TIME: Final = ("hours_since_start", "hours_left", "life_gone", "hour", "weekday")
RISING: Final = frozenset(
    (
        "own",
        "own_money",
        "own_lately",
        "own_share",
        "leaf_share",
        "leaf_expected",
        "upper_expected",
        "brand_expected",
        "expected",
        "pull",
        "shelf_pull",
        "products",
        "offer_ratio",
        "product_ratio",
        "uses",
        "uses_lately",
        "redeemed_products",
        "redeemed_type",
        "type_rate",
        "discount",
        "title_redeemed",
        "title_bought",
        "title_ratio",
    )
)
FALLING: Final = frozenset(("since_use", "rank", "campaign_deals"))
_HOUR: Final = 3600.0  # seconds
_HOURS: Final = 24.0
_DAYS: Final = 7.0


def features_of(
    tastes: Tastes,
    shown: Looks,
    memory: Memory,
    pair_state: Ints,
    pair_deal: Ints,
    seconds: Numbers,
    stock_left: Numbers,
    rank: Numbers,
    columns: Numbers,
    smoothing: float,
) -> Floats:
    """Features of pairs; (pairs, `NAMES`, declared columns, `titles.NAMES` where deals have any), NaN where not known.

    Args:
        tastes: Of the requests' customers.
        shown: The deals.
        memory: Of all customers.
        pair_state, pair_deal: Request and deal of each pair; (pairs,).
        seconds: Of the requests; (requests,).
        stock_left: Of each pair's deal, NaN without a bound; (pairs,).
        rank: At which it is shown, NaN where not known; (pairs,).
        columns: Declared columns of customers; (requests, columns).
        smoothing: Purchases as everybody makes them that are added to a customer's own.
    """
    own = _own(tastes, shown, memory, pair_state, pair_deal, smoothing)
    redeemed = [_sums(tastes.redeemed, shown.members, pair_state, pair_deal)]
    for kind in ("offer", "type", "category", "brand"):
        redeemed.append(_cells(tastes.kinds[kind], pair_state, shown.codes[kind][pair_deal]))
    customer = (
        tastes.count,
        tastes.spent,
        tastes.recent,
        tastes.since,
        tastes.uses,
        tastes.recent_uses,
        tastes.since_use,
    )
    return np.column_stack(
        [
            *own,
            *redeemed,
            *(one[pair_state] for one in customer),
            *_moment(tastes, shown, pair_state, pair_deal, seconds, stock_left, rank),
            shown.features[pair_deal],
            columns[pair_state],
            *_titles(tastes, shown, pair_state, pair_deal),
        ]
    ).astype(np.float32)


def _own(
    tastes: Tastes, shown: Looks, memory: Memory, state: Ints, deal: Ints, smoothing: float
) -> tuple[Numbers, ...]:
    """`_OWN`; expected purchases are those of the shelves that are of the deal if one buys there as everybody does."""
    count, pull = tastes.count[state], shown.pull[deal]
    shelf_pull = np.nan_to_num(shown.features[deal, looks.NAMES.index("shelf_pull")])
    own, money, lately = (
        _sums(one, shown.members, state, deal) for one in (tastes.bought, tastes.money, tastes.lately)
    )
    any_leaf, leaf, upper, brand = (
        _sums(one, two, state, deal)
        for one, two in (
            (tastes.leaves, shown.any_leaf),
            (tastes.leaves, shown.leaves),
            (tastes.uppers, shown.uppers),
            (tastes.brands, shown.brands),
        )
    )
    known, prior = count + smoothing, smoothing * pull
    likeness = np.full(len(state), np.nan)
    if memory.space.shape[1]:
        near = unit_rows(np.asarray(tastes.shelves @ memory.space, dtype=np.float64))
        likeness = np.einsum("ij,ij->i", near[state], shown.direction[deal])
    expected = [(one + prior) / known for one in (leaf, upper, brand)]
    whole = (own + expected[0] * known + expected[1] * known / 4) / known
    return (
        own,
        money,
        lately,
        (own + prior) / known,
        (any_leaf + smoothing * shelf_pull) / known,
        *expected,
        whole,
        likeness,
    )


def _titles(tastes: Tastes, shown: Looks, state: Ints, deal: Ints) -> tuple[Numbers, ...]:
    """`titles.NAMES`; nothing where no deal of the bundle has a title."""
    if tastes.title_words is None or shown.words is None:
        return ()
    named = np.isfinite(shown.title_ratio)[deal]
    alike = (
        np.where(named & (np.diff(words.indptr) > 0)[state], _sums(words, shown.words, state, deal), np.nan)
        for words in tastes.title_words
    )
    return (*alike, shown.title_ratio[deal])


def _moment(
    tastes: Tastes, shown: Looks, state: Ints, deal: Ints, seconds: Numbers, stock_left: Numbers, rank: Numbers
) -> tuple[Numbers, ...]:
    """`_MOMENT`; hours and days are those of UTC."""
    now, start, end = seconds[state], shown.deals.start[deal], shown.deals.end[deal]
    gone, left = (now - start) / _HOUR, (end - now) / _HOUR
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.log(shown.deals.paid[deal] / tastes.spent[state])
        share = stock_left / shown.deals.stock[deal]
        life = gone / (gone + left)
    hour = now / _HOUR % _HOURS
    weekday = np.floor(now / _HOUR / _HOURS + 3) % _DAYS  # 1970 began on a Thursday
    return tuple(
        np.where(np.isfinite(one), one, np.nan) for one in (usual, share, gone, left, life, hour, weekday, rank)
    )


def _sums(rows: Any, columns: Any, state: Ints, deal: Ints) -> Numbers:
    """Of each pair, the product of a request's row and a deal's column; (pairs,)."""
    both = rows @ columns
    both.sort_indices()
    return _cells(both, state, deal)


def _cells(rows: Any, state: Ints, place: Ints) -> Numbers:
    """Cells of sparse rows; 0 where the place is -1; (pairs,)."""
    if not rows.nnz or not len(state):
        return np.zeros(len(state))
    found = np.asarray(rows[state, np.maximum(place, 0)], dtype=np.float64).reshape(-1)
    return np.where(place >= 0, found, 0.0)
