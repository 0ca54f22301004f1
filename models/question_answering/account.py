"""What is known of one customer: orders, wish lists and reminders, nobody else's."""

from __future__ import annotations

import math
from dataclasses import dataclass

NONE = math.nan


@dataclass(frozen=True)
class Order:
    """A line of an order: one product.

    Attributes:
        order_id: Of the order.
        product_id: What was bought.
        time: When, seconds since 1970, as all times; NaN where not known.
        status: In the shop's words; None where not known.
        expected: When it should come.
        delivered: When it came.
        quantity: Pieces; NaN where not known.
        price: Of a piece.
    """

    order_id: str
    product_id: str
    time: float = NONE
    status: str | None = None
    expected: float = NONE
    delivered: float = NONE
    quantity: float = NONE
    price: float = NONE


@dataclass(frozen=True)
class Wish:
    """A product of a wish list.

    Attributes:
        product_id: What is wished for.
        name: Of the list; None where it has none.
        time: When it was put there.
    """

    product_id: str
    name: str | None = None
    time: float = NONE


@dataclass(frozen=True)
class Reminder:
    """What the customer wants to be reminded of.

    Attributes:
        reminder_id: Its id.
        text: Of what.
        due: When.
        product_id: Which product, None where it is about none.
    """

    reminder_id: str
    text: str
    due: float = NONE
    product_id: str | None = None


@dataclass(frozen=True)
class Account:
    """Rows of one customer, the latest first; reminders, the soonest first.

    Attributes:
        orders: Lines of orders.
        wishes: Of all lists.
        reminders: All.
    """

    orders: tuple[Order, ...] = ()
    wishes: tuple[Wish, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    @classmethod
    def of(cls, orders: list[Order], wishes: list[Wish], reminders: list[Reminder]) -> Account:
        """Rows in any order; those without a time are the last."""
        return cls(
            tuple(sorted(orders, key=lambda one: _last(-one.time))),
            tuple(sorted(wishes, key=lambda one: _last(-one.time))),
            tuple(sorted(reminders, key=lambda one: _last(one.due))),
        )

    def __len__(self) -> int:
        return len(self.orders) + len(self.wishes) + len(self.reminders)


def _last(time: float) -> float:
    return math.inf if math.isnan(time) else time
