"""What requests tell of a customer's past: purchases and redeemed deals, as JSON lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..request_cells import texts_of
from ..told_lists import list_of
from .deal_fields import ids_of, numbers_of, times_of

PURCHASES: Final = "purchases"
REDEEMED: Final = "redeemed"

Numbers = npt.NDArray[np.float64]
_Columns = tuple[list[str | None], list[str | None], Numbers, Numbers, npt.NDArray[np.int64]]
T = TypeVar("T")


@dataclass(frozen=True)
class ToldPurchases:
    """Of one customer, oldest first.

    Attributes:
        products, categories: Of each, None where it is not told.
        seconds: Since 1970, NaN where not known; (purchases,).
        amounts: Money, NaN where not known; (purchases,).
    """

    products: tuple[str | None, ...]
    categories: tuple[str | None, ...]
    seconds: Numbers
    amounts: Numbers

    def __len__(self) -> int:
        return len(self.products)


@dataclass(frozen=True)
class ToldRedeemed:
    """Of one customer, oldest first.

    Attributes:
        deals, offers: Ids of each, None where it is not told.
        seconds: Since 1970, NaN where not known; (redeemed,).
    """

    deals: tuple[str | None, ...]
    offers: tuple[str | None, ...]
    seconds: Numbers

    def __len__(self) -> int:
        return len(self.deals)


def purchases_of(frame: pd.DataFrame) -> tuple[ToldPurchases | None, ...]:
    """The purchases of a request frame, None where the cell is missing or empty.

    They are in the order of the list. Where each has a time, they are in the order of time.

    Raises:
        InputError: Cells are no JSON lists of product ids or of objects with a product_id or a category.
    """
    how = '["p1", "p2"] or [{"product_id": "p1", "time": "2026-01-31T18:30:00Z", "amount": 9.5}]'
    return _told(frame, PURCHASES, _purchases, how)


def redeemed_of(frame: pd.DataFrame) -> tuple[ToldRedeemed | None, ...]:
    """The redeemed deals of a request frame, None where the cell is missing or empty; ordered as `purchases_of` does.

    Raises:
        InputError: Cells are no JSON lists of deal ids or of objects with a deal_id or an offer_id.
    """
    return _told(frame, REDEEMED, _redeemed, '["d1"] or [{"deal_id": "d1", "time": "2026-01-31T18:30:00Z"}]')


def _told(frame: pd.DataFrame, column: str, read: Callable[[str], T | str], how: str) -> tuple[T | None, ...]:
    cells = texts_of(frame, column)
    found = [None if cell is None or not cell.strip() else read(cell) for cell in cells]
    strange = [one for one in found if isinstance(one, str)]
    if strange:
        raise InputError(
            f"the request's column {column} holds {len(strange)} cells of {len(cells)} that cannot be read, the first "
            f"since {strange[0]}; write them like {how}, the oldest first, null where it is not told."
        )
    return tuple(None if one is None or isinstance(one, str) else one for one in found)


def _purchases(cell: str) -> ToldPurchases | str:
    columns = _columns(cell, ("product_id", "category"))
    if isinstance(columns, str):
        return columns
    products, categories, seconds, amounts, order = columns
    return ToldPurchases(_taken(products, order), _taken(categories, order), seconds[order], amounts[order])


def _redeemed(cell: str) -> ToldRedeemed | str:
    columns = _columns(cell, ("deal_id", "offer_id"))
    if isinstance(columns, str):
        return columns
    deals, offers, seconds, _, order = columns
    return ToldRedeemed(_taken(deals, order), _taken(offers, order), seconds[order])


def _columns(cell: str, names: tuple[str, str]) -> _Columns | str:
    """Names, seconds and amounts of the entries of a cell and their order, or why it cannot be read."""
    entries = list_of(cell)
    if isinstance(entries, str):
        return entries
    objects = [one if isinstance(one, dict) else {names[0]: one} for one in entries]
    found: list[Any] = []
    for key, read in ((names[0], ids_of), (names[1], ids_of), ("time", times_of), ("amount", _amounts)):
        column = read([one.get(key) for one in objects])
        if isinstance(column, str):
            return f"of an entry's {key}, {column}"
        found.append(column)
    if any(one is None and other is None for one, other in zip(found[0], found[1], strict=True)):
        return f"an entry has neither {names[0]} nor {names[1]}"
    timed = not np.isnan(found[2]).any()
    order = np.argsort(found[2], kind="stable") if timed else np.arange(len(objects))
    return found[0], found[1], found[2], found[3], order


def _amounts(cells: Sequence[Any]) -> Numbers | str:
    return numbers_of(cells, 0.0, np.inf)


def _taken(names: list[str | None], order: npt.NDArray[np.int64]) -> tuple[str | None, ...]:
    return tuple(names[at] for at in order.tolist())
