"""Questions about the customer's account, answered from that customer's own rows alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from .account import Account, Order, Reminder, Wish
from .account_settings import AccountSettings
from .asked_time import asked_time
from .finding import Finding, refused
from .kind_names import DELIVERY, HOW_OFTEN, LAST_BOUGHT, ON_LIST, ORDER_STATUS, REMINDER, SPENT
from .naming import strange_ids
from .own_delivery import delivery, is_past, status
from .own_lists import LISTS, REMINDERS, on_list, reminder
from .own_purchases import SOURCE as ORDERS
from .own_purchases import how_often, last_bought, spent
from .own_question import Chosen, OwnQuestion, chosen
from .own_scope import asks_nothing, asks_of_others, wants_change
from .own_superlatives import singled_out
from .own_wording import asks_advice, is_conditional
from .product_names import ProductNames
from .question_text import words_of

NO_CUSTOMER: Final = "it is about an account, and the request names no customer"
NO_ACCOUNT: Final = "nothing is known of this customer's account"
_ORDERS: Final[dict[str, Callable[[OwnQuestion, Chosen[Order]], Finding]]] = {
    DELIVERY: delivery,
    ORDER_STATUS: status,
    LAST_BOUGHT: last_bought,
    HOW_OFTEN: how_often,
    SPENT: spent,
}
_AHEAD: Final = frozenset({DELIVERY, REMINDER})
_SUMS: Final = frozenset({HOW_OFTEN, SPENT})
_SOURCES: Final = {ON_LIST: LISTS, REMINDER: REMINDERS}


def answered(
    question: str,
    kind: str,
    account: Account | None,
    product: str | None,
    names: ProductNames,
    now: float,
    settings: AccountSettings,
    *,
    chance: float = 1.0,
    customer: str | None = None,
) -> Finding:
    """An answer from an account, or why there is none.

    The account holds one customer's rows and this is all that is read, so no text of a question can reach another's.
    A question that names somebody else, or an id that is none of the customer's, is not answered at all: an answer
    from the customer's own rows would be taken for the other's.

    Args:
        question: Its text, unmarked.
        kind: One of `kind_names.ACCOUNT_KINDS`.
        account: Rows of the customer who asks; None where there is no customer, or none of that name.
        product: Of the page that it is asked on.
        names: Of products.
        now: Seconds since 1970.
        settings: How it is answered.
        chance: Probability that the question is of this kind.
        customer: Who asks.
    """
    source = _SOURCES.get(kind, ORDERS)
    if customer is None and account is None:
        return refused(NO_CUSTOMER)
    if account is None or not len(account):
        return refused(NO_ACCOUNT, source)
    if asks_nothing(question):
        return refused("it is too short to tell what is asked", source)
    if wants_change(question):
        return refused("it asks to change something; an account is only read here", source)
    if is_conditional(question) or (asks_advice(question) and kind != REMINDER):
        return refused(
            "it asks what can be or should be done, which rows of an account do not tell", source, elsewhere=True
        )
    own = _own(account, product, names, customer)
    time = asked_time(question, now, own, ahead=kind in _AHEAD and not is_past(question), vague=kind in _SUMS)
    if asks_of_others(time.rest, own, names.every_word):
        return refused("it asks about somebody else's account; only the own one is told", source)
    strange = strange_ids(time.rest, own)
    if strange:
        return refused(f"{strange[0]!r} is nothing of this customer's account", source)
    if time.unread:
        return refused(f"the time that is asked about is not understood: {time.unread!r}", source)
    compared = singled_out(time.rest, own)
    if compared:
        return refused(f"rows of an account are not compared here, as {compared!r} asks for", source)
    asked = OwnQuestion(kind, time.rest, account, product, names, now, settings, time.period)
    found = _found(asked)
    return replace(found, confidence=found.confidence * chance)


def _found(asked: OwnQuestion) -> Finding:
    if asked.kind == ON_LIST:
        wishes = chosen(asked, asked.account.wishes, _wished, lambda row: row.name or "")
        return on_list(asked, wishes) if wishes.known else _nobody_knows(wishes.called, LISTS)
    if asked.kind == REMINDER:
        reminders = chosen(asked, asked.account.reminders, _reminded, lambda row: row.text)
        return reminder(asked, reminders) if reminders.known else _nobody_knows(reminders.called, REMINDERS)
    orders = chosen(asked, asked.account.orders, _bought, lambda row: row.order_id)
    if not orders.known:
        return _nobody_knows(orders.called, ORDERS)
    if not orders.rows and asked.kind != HOW_OFTEN:
        return refused(f"no order of this customer is of {orders.called!r}" if orders.called else "no orders", ORDERS)
    return _ORDERS[asked.kind](asked, orders)


def _nobody_knows(called: str, source: str) -> Finding:
    return refused(f"nothing of this customer's account, and no product, is called {called!r}", source, elsewhere=True)


def _own(account: Account, product: str | None, names: ProductNames, customer: str | None) -> frozenset[str]:
    """Words and ids of the customer's rows, and of the product that the page is about."""
    products = {row.product_id for table in (account.orders, account.wishes, account.reminders) for row in table}
    ids = [customer or "", *(row.order_id for row in account.orders), *(row.reminder_id for row in account.reminders)]
    told = [*(row.text for row in account.reminders), *(row.name or "" for row in account.wishes)]
    words = [*(one.lower() for one in ids), *(word for text in told for word in words_of(text))]
    for one in {*products, product}:
        words.extend(names.words(one))
        words.extend((one or "").lower().split())
        words.extend(names.title(one).lower().split())
    return frozenset(words)


def _bought(row: Order) -> str:
    return row.product_id


def _wished(row: Wish) -> str:
    return row.product_id


def _reminded(row: Reminder) -> str | None:
    return row.product_id
