"""Orders by how late they were made: the one that is meant, and whether that is clear."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .account import Order
from .own_rows import is_cancelled, is_open

LATEST, BEFORE_LATEST = 0, 1


def singled(rows: Sequence[Order], place: int | None) -> tuple[Order, ...]:
    """Rows of the order that is meant; all where none is singled out, none where there are not so many orders.

    Args:
        rows: Lines of orders, the latest first.
        place: Of the order among them; None for all.
    """
    if place is None:
        return tuple(rows)
    orders = list(by_order(rows).values())
    return tuple(orders[place]) if place < len(orders) else ()


def unclear(rows: Sequence[Order], place: int | None, *, bought: bool = False) -> str | None:
    """Why it is not clear which order is meant; None where it is.

    Args:
        rows: Lines of orders that may be meant, the latest first.
        place: Of the order among them; None for all.
        bought: Whether cancelled ones are passed over.
    """
    if place is None:
        return None
    orders = list(by_order(rows).values())
    if place == BEFORE_LATEST and any(all(map(is_cancelled, lines)) for lines in orders[: BEFORE_LATEST + 1]):
        return "one of the last two orders was cancelled, so it is not clear which is meant"
    if bought:
        orders = list(by_order([row for row in rows if not is_cancelled(row)]).values())
    times = [lines[0].time for lines in orders]
    if len(times) > 1 and any(math.isnan(time) for time in times):
        return "it is not known of each order when it was made, so it is not clear which is meant"
    beside = times[max(place - 1, 0) : place + 2]
    if len(set(beside)) < len(beside):
        return "orders were made at the same time, so it is not clear which is meant"
    return None


def otherwise_meant(rows: Sequence[Order], *, of_delivery: bool, previous: bool, ahead: bool) -> str | None:
    """Why the latest order may be another than the latest that was made; None where it is the same.

    Args:
        rows: Lines of orders that may be meant, the latest first.
        of_delivery: Whether the latest to come, or that came, may be meant.
        previous: Whether the one before an open one may be meant.
        ahead: Whether what is to come is asked about.
    """
    orders = by_order(rows)
    if len(orders) < 2:
        return None
    newest = next(iter(orders.values()))
    if previous and any(map(is_open, newest)):
        return "the latest order is still open, so it is not clear which is the previous one"
    others = [row for lines in list(orders.values())[1:] for row in lines]
    if not of_delivery:
        return None
    if ahead and all(map(is_open, newest)):
        same = not any(map(is_open, others))
    else:
        came = [row.delivered for row in others if not math.isnan(row.delivered)]
        same = all(row.delivered > max(came, default=-math.inf) for row in newest)
    return None if same else "the last that was ordered may not be the last that came"


def by_order(rows: Sequence[Order]) -> dict[str, list[Order]]:
    """Lines of each order by its id, in the order of the rows."""
    found: dict[str, list[Order]] = {}
    for row in rows:
        found.setdefault(row.order_id, []).append(row)
    return found


def coming_of(rows: Sequence[Order]) -> list[Order]:
    """Open orders, the soonest first; of those without a day the latest first."""
    still = [order for order in rows if is_open(order)]
    return sorted(still, key=lambda one: math.inf if math.isnan(one.expected) else one.expected)
