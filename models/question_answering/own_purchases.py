"""What was bought last, how often, and for how much."""

from __future__ import annotations

import math

from .account import Order
from .days import spoken, written
from .finding import Finding, refused
from .own_place import LATEST, singled, unclear
from .own_question import Chosen, OwnQuestion
from .own_rows import is_cancelled, is_void, listed, order_evidence, pieces

SOURCE = "orders"
_ONCE, _TWICE = 1, 2


def last_bought(asked: OwnQuestion, found: Chosen[Order]) -> Finding:
    """The latest order that was not cancelled, or the one before it; of a period all that was bought in it.

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
    why = unclear(asked.within(found.rows, _made), asked.place, bought=True)
    # of one product it was the same day, whichever order is meant
    if why and not (asked.place == LATEST and _is_once(bought)):
        return refused(why, SOURCE)
    meant = singled(bought, asked.place)
    if not meant:
        return refused(f"there is no order{asked.when} before the last", SOURCE)
    order = meant[0]
    if math.isnan(order.time):
        return refused("it is not known when the orders that are meant were made", SOURCE)
    several = _several(asked, bought, found.share)
    if several is not None:
        return several
    together = [asked.names.title(one.product_id) for one in bought if one.order_id == order.order_id]
    said = "You last bought" if order.order_id == bought[0].order_id else "Before your last order you bought"
    title = ", ".join(dict.fromkeys(together[: asked.settings.listed]))
    return Finding(
        f"{said} {title}, {written(order.time)}.",
        SOURCE,
        order_evidence(order, asked.names),
        order.order_id,
        found.share,
        f"{said} {asked.spoken_title(order.product_id)}, {spoken(order.time, asked.now)}.",
    )


def _several(asked: OwnQuestion, bought: list[Order], share: float) -> Finding | None:
    """All things of a period or of several orders; None where neither is asked about, or the last one is meant."""
    of_several = asked.place is None and (asked.period is not None or asked.several)
    if not of_several or len({order.order_id for order in bought}) == 1:
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
    kept, when = asked.within(found.rows, _made), asked.when
    if asked.place is not None:
        why = unclear(kept, asked.place, bought=True)
        if why:
            return refused(why, SOURCE)
        kept = list(singled([order for order in kept if not is_cancelled(order)], asked.place))
        latest = "the order before your last" if asked.place else "your last order"
        when = f" in {latest} of it{when}" if found.called else f" for {latest}{when}"
    kept = [order for order in kept if not is_void(order)]
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


def _is_once(bought: list[Order]) -> bool:
    """Whether these are of one product and known to be of a time."""
    return len({one.product_id for one in bought}) == 1 and not any(math.isnan(one.time) for one in bought)


def _made(order: Order) -> float:
    return order.time


def _days(order: Order, asked: OwnQuestion) -> tuple[str, str]:
    if math.isnan(order.time):
        return "", ""
    return written(order.time), spoken(order.time, asked.now)
