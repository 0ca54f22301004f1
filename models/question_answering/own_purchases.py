"""What was bought last, how often, and for how much."""

from __future__ import annotations

import math
import re
from typing import Final

from .account import Order
from .days import spoken, written
from .finding import Finding, refused
from .own_question import Chosen, OwnQuestion
from .own_rows import is_cancelled, is_void, listed, order_evidence, pieces

SOURCE = "orders"
_ONCE, _TWICE = 1, 2
_LAST: Final = re.compile(r"\b(?:last|latest|most recent\w*|letzte\w*|zuletzt|últim[oa]|derni(?:er|ère))\b")
_LAST_ORDER: Final = re.compile(
    r"\b(?:last|latest|most recent|previous|letzten?|letzter)\s+(?:order|purchase|bestellung|einkauf)\b"
    r"|últim[oa]\s+(?:pedido|compra)|derni(?:er|ère)\s+(?:commande|achat)"
)


def last_bought(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """The latest order that was not cancelled, of a period all that was bought in it.

    Args:
        asked: The question.
        found: Orders that it is about.
    """
    bought = [order for order in found.rows if not is_cancelled(order)]
    if not bought:
        return refused("all orders that are meant were cancelled", SOURCE)
    bought = asked.within(bought, _made)
    if not bought:
        return refused(f"there is no order{asked.when}", SOURCE)
    order = bought[0]
    if math.isnan(order.time):
        return refused("it is not known when the orders that are meant were made", SOURCE)
    several = _several(asked, bought, found.share)
    if several is not None:
        return several
    together = [asked.names.title(one.product_id) for one in bought if one.order_id == order.order_id]
    title = ", ".join(dict.fromkeys(together[: asked.settings.listed]))
    return Finding(
        f"You last bought {title}, {written(order.time)}.",
        SOURCE,
        order_evidence(order, asked.names),
        order.order_id,
        found.share,
        f"You last bought {asked.spoken_title(order.product_id)}, {spoken(order.time, asked.now)}.",
    )


def _several(asked: OwnQuestion, bought: list[Order], share: float) -> Finding | None:
    """All things of a period; None where no period is asked about, or it has one order, or the last is meant."""
    if asked.period is None or len({order.order_id for order in bought}) == 1 or _LAST.search(asked.text):
        return None
    titles = list(dict.fromkeys(asked.names.title(order.product_id) for order in bought))
    short = list(dict.fromkeys(asked.spoken_title(order.product_id) for order in bought))
    page, aloud = (listed(names, asked.settings.listed) for names in (titles, short))
    last, heard = written(bought[0].time), spoken(bought[0].time, asked.now)
    return Finding(
        f"You bought {page}{asked.when}, the last time {last}.",
        SOURCE,
        order_evidence(bought[0], asked.names),
        bought[0].order_id,
        share,
        f"You bought {aloud}{asked.when}, the last time {heard}.",
    )


def how_often(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """How many orders there were of it, cancelled ones not counted; none is an answer as well."""
    bought = [order for order in found.rows if not is_cancelled(order)]
    bought, when = asked.within(bought, _made), asked.when
    what = found.called or "anything"
    if not bought:
        return Finding(f"No, you have not bought {what}{when}.", SOURCE, "", None, found.share)
    count = len({order.order_id for order in bought})
    times = {_ONCE: "once", _TWICE: "twice"}.get(count, f"{count} times")
    page, aloud = (
        f"Yes, you have bought {one} {times}{when}" if found.called else f"You have ordered from us {times}{when}"
        for one in (asked.names.title(bought[0].product_id), asked.spoken_title(bought[0].product_id))
    )
    known = not math.isnan(bought[0].time)
    last = [f", the last time {day}" if known else "" for day in _days(bought[0], asked)]
    return Finding(
        f"{page}{last[0]}.", SOURCE, order_evidence(bought[0], asked.names), bought[0].order_id, found.share,
        f"{aloud}{last[1]}.",
    )  # fmt: skip


def spent(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """What was paid: pieces times price of what was neither cancelled nor returned."""
    kept = [order for order in found.rows if not is_void(order)]
    kept, when = asked.within(kept, _made), asked.when
    if kept and asked.period is None and _LAST_ORDER.search(asked.text):
        kept = [order for order in kept if order.order_id == kept[0].order_id]
        when = " for your last order"
    if not kept:
        return refused(f"there is no order{when} that was paid", SOURCE)
    priced = [order for order in kept if not math.isnan(order.price)]
    if not priced:
        return refused("the prices of the orders that are meant are not known", SOURCE)
    total = sum(order.price * pieces(order) for order in priced)
    what = f" for {asked.names.title(priced[0].product_id)}" if found.called else ""
    orders = len({order.order_id for order in priced})
    how = f", in {orders} orders" if orders > 1 else ""
    short = f" for {asked.spoken_title(priced[0].product_id)}" if found.called else ""
    finding = Finding(
        f"You paid {total:.2f}{what}{when}{how}.",
        SOURCE,
        order_evidence(priced[0], asked.names),
        priced[0].order_id,
        found.share,
        f"You paid {total:.2f}{short}{when}{how}.",
    )
    lost = len(kept) - len(priced)
    return finding.with_reason(f"the price of {lost} more is not known" if lost else None)


def _made(order: Order) -> float:
    return order.time


def _days(order: Order, asked: OwnQuestion) -> tuple[str, str]:
    if math.isnan(order.time):
        return "", ""
    return written(order.time), spoken(order.time, asked.now)
