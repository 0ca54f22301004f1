"""When an order comes or came."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Final

from .account import Order
from .days import spoken, written
from .finding import Finding, refused
from .own_place import coming_of, singled, unclear
from .own_question import Chosen, OwnQuestion
from .own_rows import is_open, is_void, listed, order_evidence

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
    why = unclear(found.rows, asked.place)
    if why:
        return refused(why, SOURCE)
    found = replace(found, rows=singled(found.rows, asked.place))
    if asked.place is not None and found.rows and all(is_void(row) for row in found.rows):
        title, state = asked.names.title(found.rows[0].product_id), found.rows[0].status
        return refused(f"the order that is meant, of {title}, is {state}", SOURCE)
    # of an order that is singled out and still to come it is told when it comes
    past = past and not (asked.place is not None and all(is_open(row) for row in found.rows))
    coming = [] if past else coming_of(found.rows)
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
    none = _none_then(asked) if none_then else ""
    page, aloud = _still_to_come(asked, found, order) if past else ("", "")
    heard = f"{spoken(day, asked.now)}{late_too.replace(';', ' and')}{aloud}"
    return Finding(
        f"{none}{title} {says} {written(day)}{late_too}{page}.{more}",
        SOURCE,
        order_evidence(order, asked.names),
        order.order_id,
        found.share * (asked.settings.several if more else 1.0),
        f"{none}{asked.spoken_title(order.product_id)} {says} {heard}.",
    )


def is_past(text: str) -> bool:
    """Whether it is asked when something came."""
    return _PAST.search(text.lower()) is not None


def _is_of_placing(asked: OwnQuestion) -> bool:
    """Whether the period is the one in which the order was made, not the one in which it comes."""
    begun = asked.period is not None and asked.period.start <= asked.now
    over = asked.period is not None and asked.period.end <= asked.now and not is_past(asked.text)
    return begun and (over or _PLACED.search(asked.text) is not None)


def _latest_delivered(found: Chosen[Order]) -> Order | None:
    here = [order for order in found.rows if not is_void(order)]
    return max(here, key=lambda one: -math.inf if math.isnan(one.delivered) else one.delivered, default=None)


def _none_then(asked: OwnQuestion) -> str:
    """What to say where nothing that is meant is expected in a period; another order may be."""
    others = asked.within(coming_of(asked.account.orders), lambda row: row.expected)
    return f"Not{asked.when}: " if others else f"Nothing is expected{asked.when}; "


def _still_to_come(asked: OwnQuestion, found: Chosen[Order], order: Order) -> tuple[str, str]:
    """What is still to come of an order of which a part came, as it is written and said; empty where nothing is."""
    parts = coming_of([row for row in found.rows if row.order_id == order.order_id])
    if not parts:
        return "", ""
    page, aloud = (
        listed(list(dict.fromkeys(titles)), asked.settings.listed)
        for titles in (
            [asked.names.title(one.product_id) for one in parts],
            [asked.spoken_title(one.product_id) for one in parts],
        )
    )
    is_ = "is" if len({one.product_id for one in parts}) == 1 else "are"
    days, soonest = ("", ""), parts[0].expected
    if not math.isnan(soonest):
        first = ", the first of them" if is_ == "are" else ","
        days = (f"{first} expected {written(soonest)}", f"{first} expected {spoken(soonest, asked.now)}")
    return f"; {page} {is_} still to come{days[0]}", f", and {aloud} {is_} still to come{days[1]}"


def _further(asked: OwnQuestion, coming: list[Order]) -> str:
    """When further open orders come."""
    told = [
        f"{asked.names.title(one.product_id)} {written(one.expected)}"
        for one in coming[1 : asked.settings.listed + 1]
        if not math.isnan(one.expected)
    ]
    return f" Further: {'; '.join(told)}." if told else ""
