"""Rows of an account as evidence, and as they are counted."""

from __future__ import annotations

import math
from typing import Final

from .account import Account, Order, Reminder, Wish
from .days import iso
from .product_names import ProductNames
from .question_text import words_of

_CLOSED: Final = ("cancel", "return", "refund", "storn", "retour", "devuel", "annul", "rembours")
_DONE: Final = ("deliver", "geliefert", "zugestellt", "entregad", "livr", "complete")


def is_void(order: Order) -> bool:
    """Whether it was cancelled or went back."""
    return _says(order, _CLOSED)


def is_cancelled(order: Order) -> bool:
    """Whether it was cancelled, and so never bought."""
    return _says(order, ("cancel", "storn", "annul"))


def is_open(order: Order) -> bool:
    """Whether it is still to come."""
    return math.isnan(order.delivered) and not is_void(order) and not _says(order, _DONE)


def order_evidence(order: Order, names: ProductNames) -> str:
    """An order's row in words; days as ISO, so that a program finds them too."""
    parts = [f"order {order.order_id}: {names.title(order.product_id)}", f"ordered {iso(order.time)}"]
    if order.status:
        parts.append(f"status {order.status}")
    for name, time in (("expected", order.expected), ("delivered", order.delivered)):
        if not math.isnan(time):
            parts.append(f"{name} {iso(time)}")
    if not math.isnan(order.price):
        parts.append(f"{pieces(order):g} x {order.price:.2f}")
    return "; ".join(parts)


def wish_evidence(wish: Wish, names: ProductNames) -> str:
    """A wish list's row in words."""
    parts = [f"{wish.name or 'wish list'}: {names.title(wish.product_id)}"]
    return "; ".join(parts if math.isnan(wish.time) else [*parts, f"added {iso(wish.time)}"])


def reminder_evidence(reminder: Reminder, names: ProductNames) -> str:
    """A reminder's row in words."""
    about = "" if reminder.product_id is None else f" ({names.title(reminder.product_id)})"
    return f"reminder {reminder.reminder_id}: {reminder.text}{about}; due {iso(reminder.due)}"


def pieces(order: Order) -> float:
    """Of an order; one where it is not told."""
    return 1.0 if math.isnan(order.quantity) else order.quantity


def own_words(account: Account, product: str | None, names: ProductNames, customer: str | None) -> frozenset[str]:
    """Words and ids of the customer's rows, and of the product that the page is about.

    Args:
        account: The customer's rows.
        product: Of the page, None where there is none.
        names: Of products.
        customer: Who asks.
    """
    products = {row.product_id for table in (account.orders, account.wishes, account.reminders) for row in table}
    ids = [customer or "", *(row.order_id for row in account.orders), *(row.reminder_id for row in account.reminders)]
    told = [*(row.text for row in account.reminders), *(row.name or "" for row in account.wishes)]
    words = [*(one.lower() for one in ids), *(word for text in told for word in words_of(text))]
    for one in {*products, product}:
        words.extend(names.words(one))
        words.extend((one or "").lower().split())
        words.extend(names.title(one).lower().split())
    return frozenset(words)


def own_titles(account: Account, product: str | None, names: ProductNames) -> tuple[str, ...]:
    """What the customer's products and the page's are called, and lists and reminders; the words of each in a row."""
    products = {row.product_id for table in (account.orders, account.wishes, account.reminders) for row in table}
    told = [*(row.text for row in account.reminders), *(row.name or "" for row in account.wishes)]
    texts = [*(names.title(one) for one in {*products, product} if one is not None), *told]
    return tuple(dict.fromkeys(" ".join(words_of(text)) for text in texts))


def listed(names: list[str], most: int) -> str:
    """Names in a row of words, at most so many, and how many more there are."""
    more = len(names) - most
    told = names[:most]
    if more > 0:
        return f"{', '.join(told)} and {more} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _says(order: Order, roots: tuple[str, ...]) -> bool:
    status = (order.status or "").lower()
    return any(root in status for root in roots)
