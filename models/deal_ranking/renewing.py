"""Deals that are told again: what is told of them takes the place of what was stored."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .deal_columns import Columns, differ, put, taken
from .deal_fields import PRODUCTS
from .stored_deals import StoredDeals

Ints = npt.NDArray[np.int64]


def renewed(stored: StoredDeals, told: StoredDeals) -> tuple[StoredDeals, Ints]:
    """Stored deals with what is told in place of what was known, and those that are new behind them.

    Args:
        stored: By position; what is not told of one of them stays.
        told: Each once, in any order.

    Returns:
        The deals, and the positions of those that are new or whose content is another than before, in rising order.

    Raises:
        InputError: A deal would end before it starts, or a known one would have another offer.
    """
    place = stored.positions(told.columns["deal_id"])
    whole = stored.filled(told.columns | {PRODUCTS: told.products}, place)
    known, new = np.flatnonzero(place >= 0), np.flatnonzero(place < 0)
    other = known[differ(taken(whole, known), stored.take(place[known]))]
    _of(taken(whole, np.append(other, new))).check_spans()
    columns = put(stored.columns | {PRODUCTS: stored.products}, place[other], taken(whole, other))
    again = _of(columns)
    _check_offers(stored, again)
    behind = again.joined(_of(taken(whole, new)))
    return behind, np.append(np.sort(place[other]), np.arange(len(stored), len(behind)))


def _of(columns: Columns) -> StoredDeals:
    names = columns["deal_id"]
    content = {name: column for name, column in columns.items() if name != PRODUCTS}
    return StoredDeals(content, columns[PRODUCTS], {name: row for row, name in enumerate(names)})


def _check_offers(stored: StoredDeals, again: StoredDeals) -> None:
    pairs = zip(stored.columns["deal_id"], stored.offers(), again.offers(), strict=True)
    moved = [name for name, before, after in pairs if before != after]
    if moved:
        raise InputError(
            f"the table deals, column offer_id: {len(moved)} deals that are known have another offer, the first is "
            f"{moved[0]}; what was learnt of an offer stays with its deals, so tell them under another deal_id."
        )
