"""When an order comes, and how it stands."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Final

from .account import Order
from .days import spoken, written
from .finding import Finding, refused
from .own_question import Chosen, OwnQuestion
from .own_rows import is_open, is_void, order_evidence

SOURCE = "orders"
_PLACED: Final = re.compile(
    r"\b(?:ordered|bought|purchased|placed|bestellt\w*|gekauft\w*|pedí|compré|commandée?s?|achetée?s?)\b"
    r"|\borders? (?:from|of)\b"
)
_PAST: Final = re.compile(r"\b(?:was|were|did|wurden?|kam|fue|llegó|entregaron|était|(?:a|est) (?:été|arrivée?))\b")


def delivery(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """When the orders that are meant come, the soonest open one; of a question about the past, when the latest came.

    Args:
        asked: The question.
        found: Orders that it is about, at least one.
    """
    past, when = is_past(asked.text), asked.when
    if _is_of_placing(asked):
        found = replace(found, rows=tuple(asked.within(found.rows, lambda row: row.time)))
        if not found.rows:
            return refused(f"no order{when} is known", SOURCE)
    elif past:
        found = replace(found, rows=tuple(asked.within(found.rows, lambda row: row.delivered)))
    coming = [] if past else _coming(found)
    expected = [] if _is_of_placing(asked) else asked.within(coming, lambda row: row.expected)
    none_then = bool(coming and when and not expected and not _is_of_placing(asked))
    coming = expected or coming
    order = coming[0] if coming else _latest_delivered(found)
    if order is None:
        return refused(f"nothing that is meant is known to have come{when}", SOURCE)
    if not coming and not past:
        return refused("no order that is meant is on its way", SOURCE)
    title = asked.names.title(order.product_id)
    if not coming and math.isnan(order.delivered):
        return refused(f"the order of {title} is {order.status or 'closed'}, and no day is known", SOURCE)
    if coming and math.isnan(order.expected):
        return refused(f"no day is known on which {title} comes; its status is {order.status or 'not known'}", SOURCE)
    day = order.expected if coming else order.delivered
    late = coming and order.expected < asked.now
    says = "was delivered" if not coming else "should have arrived" if late else "should arrive"
    more = _further(asked, coming)
    late_too = "; it is late" if late else ""
    none = f"Nothing is expected{when}; " if none_then else ""
    return Finding(
        f"{none}{title} {says} {written(day)}{late_too}.{more}",
        SOURCE,
        order_evidence(order, asked.names),
        order.order_id,
        found.share * (asked.settings.several if more else 1.0),
        f"{none}{asked.spoken_title(order.product_id)} {says} {spoken(day, asked.now)}{late_too.replace(';', ' and')}.",
    )


def status(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """How the order that is meant stands: the soonest open one, else the latest.

    Args:
        asked: The question.
        found: Orders that it is about, at least one.
    """
    rows = asked.within(found.rows, lambda row: row.time)
    if not rows:
        return refused(f"no order{asked.when} is known", SOURCE)
    coming = _coming(replace(found, rows=tuple(rows)))
    order = coming[0] if coming else rows[0]
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


def is_past(text: str) -> bool:
    """Whether it is asked when something came."""
    return _PAST.search(text.lower()) is not None


def _is_of_placing(asked: OwnQuestion) -> bool:
    """Whether the period is the one in which the order was made, not the one in which it comes."""
    begun = asked.period is not None and asked.period.start <= asked.now
    over = asked.period is not None and asked.period.end <= asked.now and not is_past(asked.text)
    return begun and (over or _PLACED.search(asked.text) is not None)


def _was(title: str, state: str) -> str:
    return f"Your order of {title} was {state}"


def _coming(found: Chosen[Order]) -> list[Order]:
    """Open orders, the soonest first; of those without a day the latest first."""
    still = [order for order in found.rows if is_open(order)]
    return sorted(still, key=lambda one: math.inf if math.isnan(one.expected) else one.expected)


def _latest_delivered(found: Chosen[Order]) -> Order | None:
    here = [order for order in found.rows if not is_void(order)]
    return max(here, key=lambda one: -math.inf if math.isnan(one.delivered) else one.delivered, default=None)


def _further(asked: OwnQuestion, coming: list[Order]) -> str:
    """When further open orders come."""
    told = [
        f"{asked.names.title(one.product_id)} {written(one.expected)}"
        for one in coming[1 : asked.settings.listed + 1]
        if not math.isnan(one.expected)
    ]
    return f" Further: {'; '.join(told)}." if told else ""


def _others(coming: list[Order]) -> str:
    """What to say of further open orders."""
    more = len({order.order_id for order in coming[1:]} - {order.order_id for order in coming[:1]})
    return "" if not more else f" {more} other order{'s are' if more > 1 else ' is'} open."
