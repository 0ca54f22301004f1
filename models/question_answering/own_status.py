"""How an order stands."""

from __future__ import annotations

import math

from .account import Order
from .days import spoken, written
from .finding import Finding, refused
from .own_place import coming_of, singled, unclear
from .own_question import Chosen, OwnQuestion
from .own_rows import is_open, is_void, order_evidence

SOURCE = "orders"


def status(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """How the order that is meant stands: the soonest open one, else the latest.

    Args:
        asked: The question.
        found: Orders that it is about, at least one.
    """
    rows = asked.within(found.rows, lambda row: row.time)
    why = unclear(rows, asked.place)
    if why:
        return refused(why, SOURCE)
    rows = list(singled(rows, asked.place))
    if not rows:
        return refused(f"no order{asked.when} that is meant is known", SOURCE)
    coming = coming_of(rows)
    order = coming[0] if coming else _standing(rows)
    title = asked.names.title(order.product_id)
    if order.status is None and math.isnan(order.delivered):
        return refused(f"the status of the order of {title} is not known", SOURCE)
    state, short = order.status or "delivered", asked.spoken_title(order.product_id)
    page = aloud = ""
    if is_open(order) and not math.isnan(order.expected):
        page, aloud = (f" and expected {day}" for day in (written(order.expected), spoken(order.expected, asked.now)))
    elif not math.isnan(order.delivered) and not is_void(order):
        page, aloud = (f" {day}" for day in (written(order.delivered), spoken(order.delivered, asked.now)))
    more = _others(coming)
    return Finding(
        f"Your order of {title} is {state}{page}.{more}" if is_open(order) else f"{_was(title, state)}{page}.",
        SOURCE,
        order_evidence(order, asked.names),
        order.order_id,
        found.share * (asked.settings.several if more else 1.0),
        f"Your order of {short} is {state}{aloud}." if is_open(order) else f"{_was(short, state)}{aloud}.",
    )


def _standing(rows: list[Order]) -> Order:
    """Of the latest order the first line that was neither cancelled nor sent back, where it has one."""
    return next((row for row in rows if row.order_id == rows[0].order_id and not is_void(row)), rows[0])


def _was(title: str, state: str) -> str:
    return f"Your order of {title} was {state}"


def _others(coming: list[Order]) -> str:
    """What to say of further open orders."""
    more = len({order.order_id for order in coming[1:]} - {order.order_id for order in coming[:1]})
    return "" if not more else f" {more} other order{'s are' if more > 1 else ' is'} open."
