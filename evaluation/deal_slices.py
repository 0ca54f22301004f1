"""Parts of the test of deal ranking on which a gate may guard the primary metric."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_catalogue import OPEN
from evaluation.deal_truth import Truth
from evaluation.shelf import Flags, Longs
from evaluation.wording import slug

_HOUR: Final = 3_600_000_000  # microseconds
_ANY: Final = np.iinfo(np.int64).max
# Purchases of the customer before the request: from and to.
BY_PURCHASES: Final = {
    "purchases_0": (0, 0),
    "purchases_1_5": (1, 5),
    "purchases_6_20": (6, 20),
    "purchases_more": (21, _ANY),
}
# Hours that the deal has left when it is shown: from, and up to but not.
BY_HOURS: Final = {"ends_6h": (0, 6), "ends_24h": (6, 24), "ends_later": (24, _ANY // _HOUR)}
FIXED: Final = ("new_deal", "seen_deal", *BY_PURCHASES, *BY_HOURS, "no_products", "scarce")
SLICES: Final = (*FIXED, "type_*")
TYPES: Final = 5  # the most redeemed ones that are told apart: of rare ones chance tells more
KINDS: Final = "redeemed_types"
MEANING: Final = {
    "new_deal": "requests with a redeemed deal whose offer was never met before the test",
    "seen_deal": "requests with a redeemed deal whose offer was met before the test",
    "purchases_0": "customers without a purchase before",
    "purchases_1_5": "customers with one to five purchases before",
    "purchases_6_20": "customers with six to twenty purchases before",
    "purchases_more": "customers with more than twenty purchases before",
    "ends_6h": "requests with a redeemed deal that had less than 6 hours left",
    "ends_24h": "requests with a redeemed deal that had 6 to 24 hours left",
    "ends_later": "requests with a redeemed deal that had at least 24 hours left, or no end",
    "no_products": "requests with a redeemed deal that names no products",
    "scarce": "requests with a redeemed deal that has a stock or a budget",
}


def purchases_before(table: pd.DataFrame) -> dict[str, Flags]:
    """Whether each request's customer had bought so often; (rows,) each."""
    before = table["purchases_before"].fillna(0).to_numpy(np.int64)
    return {name: (low <= before) & (before <= high) for name, (low, high) in BY_PURCHASES.items()}


def flags(table: pd.DataFrame, known: Truth) -> dict[str, npt.NDArray[Any]]:
    """Whether each request falls into each part, and the types of what it redeemed; (rows,) each.

    By what was shown and redeemed alone: two models are cut alike, whatever they answer.
    """
    row, pair = known.rows(known.numbers(table))
    row, pair = row[known.redeemed[pair]], pair[known.redeemed[pair]]
    deals, deal, new = known.deals, known.deal[pair], known.new[pair]
    hours = _hours_left(known, pair)
    of_deals = {
        "new_deal": new,
        "seen_deal": ~new,
        **{name: (low <= hours) & (hours < high) for name, (low, high) in BY_HOURS.items()},
        "no_products": ~deals.products[deal],
        "scarce": deals.scarce[deal],
    }
    return {
        **{name: np.bincount(row[holds], minlength=len(table)) > 0 for name, holds in of_deals.items()},
        **purchases_before(table),
        KINDS: _types(row, deals.kinds()[deal], len(table)),
    }


def _types(row: Longs, kind: npt.NDArray[np.object_], count: int) -> npt.NDArray[np.object_]:
    """The different types of each request, as lists; (count,)."""
    types: list[list[str]] = [[] for _ in range(count)]
    for at, one in zip(row.tolist(), kind.tolist(), strict=True):
        if one is not None and one not in types[at]:
            types[at].append(one)
    held = np.empty(count, dtype=object)
    held[:] = types
    return held


def _hours_left(known: Truth, pair: Longs) -> Longs:
    """Whole hours that each shown deal had left, the most there can be where it has no end; (n,)."""
    until = known.deals.until[known.deal[pair]]
    left = (until - known.moment[known.request[pair]]) // _HOUR
    return np.where(until == OPEN, _ANY // _HOUR - 1, left).astype(np.int64)


def slices(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Parts of the outcomes by name; one may be empty, and of types there are only the most redeemed."""
    fixed = {name: table[table[name].to_numpy(bool)] for name in FIXED}
    kinds = [list(one) for one in table[KINDS]]
    # Of equally frequent ones the first by name, so that two models are cut alike.
    counts = Counter(kind for one in kinds for kind in one)
    largest = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))][:TYPES]
    held = {name: np.array([name in one for one in kinds], dtype=bool) for name in largest}
    return fixed | {f"type_{slug(name).removeprefix('type_')}": table[rows] for name, rows in held.items()}


def meaning(name: str) -> str:
    """What a part is, in words."""
    return MEANING.get(name, f"requests with a redeemed deal of the type {name.removeprefix('type_')}")
