"""What rows of an account tell of a question that was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from .account import Order, Reminder, Wish
from .finding import Finding, refused
from .kind_names import DELIVERY, HOW_OFTEN, LAST_BOUGHT, ON_LIST, ORDER_STATUS, REMINDER, SPENT
from .own_delivery import delivery, is_past
from .own_lists import LISTS, REMINDERS, on_list, reminder
from .own_place import LATEST, otherwise_meant
from .own_purchases import SOURCE as ORDERS
from .own_purchases import how_often, last_bought, spent
from .own_question import Chosen, OwnQuestion, chosen
from .own_recency import Recency
from .own_status import status

_ORDERS: Final[dict[str, Callable[[OwnQuestion, Chosen[Order]], Finding]]] = {
    DELIVERY: delivery,
    ORDER_STATUS: status,
    LAST_BOUGHT: last_bought,
    HOW_OFTEN: how_often,
    SPENT: spent,
}
_STANDING: Final = frozenset({DELIVERY, ORDER_STATUS})
_CAME: Final = re.compile(r"(?<!\bbe )\b(?:delivered|received|arrived|geliefert\w*)\b")


def found_in_account(asked: OwnQuestion, recency: Recency) -> Finding:
    """The answer from the rows that are meant, or why there is none.

    Args:
        asked: The question.
        recency: What it says of how late an order was made.
    """
    if asked.kind == ON_LIST:
        wishes = chosen(asked, asked.account.wishes, _wished, lambda row: row.name or "")
        return on_list(asked, wishes) if wishes.known else _nobody_knows(wishes.called, LISTS)
    if asked.kind == REMINDER:
        reminders = chosen(asked, asked.account.reminders, _reminded, lambda row: row.text)
        return reminder(asked, reminders) if reminders.known else _nobody_knows(reminders.called, REMINDERS)
    orders = chosen(asked, asked.account.orders, _bought, lambda row: row.order_id)
    if not orders.known:
        return _nobody_knows(orders.called, ORDERS)
    if recency.titled and not orders.called:
        return refused("words of a title may say which order is meant, and name nothing by themselves", ORDERS)
    past = is_past(asked.text)
    if recency.of_delivery and asked.kind == DELIVERY and past:
        asked = replace(asked, place=None)  # the latest that came
    elif recency.place == LATEST:
        ahead = asked.kind in _STANDING and not past and not _CAME.search(asked.text)
        # a time to come is none at which an order was made
        rows = asked.within(orders.rows, lambda row: row.time) or orders.rows
        why = otherwise_meant(rows, of_delivery=recency.of_delivery, previous=recency.previous, ahead=ahead)
        if why:
            return refused(why, ORDERS)
    if not orders.rows and asked.kind != HOW_OFTEN:
        return refused(f"no order of this customer is of {orders.called!r}" if orders.called else "no orders", ORDERS)
    return _ORDERS[asked.kind](asked, orders)


def _nobody_knows(called: str, source: str) -> Finding:
    return refused(f"nothing of this customer's account, and no product, is called {called!r}", source, elsewhere=True)


def _bought(row: Order) -> str:
    return row.product_id


def _wished(row: Wish) -> str:
    return row.product_id


def _reminded(row: Reminder) -> str | None:
    return row.product_id
