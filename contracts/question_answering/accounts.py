"""What is a customer's own: orders, wish lists and reminders."""

from __future__ import annotations

from contracts.common_rules import has_happened, not_negative, plausible
from contracts.contract import Column, Kind, RowRule, Table
from contracts.question_answering.known import CUSTOMER, MOMENT, PRODUCT, length, says_something

_OF_ACCOUNT = "May be one that products no longer lists: then it has no title."

ORDERS = Table(
    name="orders",
    description="What customers ordered, a row for each product of an order. Answers to a customer's own questions "
    "come from that customer's rows alone.",
    key=("order_id", "product_id"),
    required=False,
    known_at="time",
    columns=(
        Column(name="order_id", kind=Kind.ID, required=True, nullable=False, description="Id of the order."),
        CUSTOMER,
        PRODUCT.model_copy(update={"description": f"What was ordered. {_OF_ACCOUNT}"}),
        Column(
            name="time",
            kind=Kind.TIME,
            unit="UTC",
            required=True,
            nullable=False,
            description="When it was ordered.",
            examples=(MOMENT,),
        ),
        Column(
            name="status",
            kind=Kind.TEXT,
            description="How it stands, in your words.",
            examples=("ordered", "shipped", "delivered", "returned", "cancelled"),
        ),
        Column(
            name="expected",
            kind=Kind.TIME,
            unit="UTC",
            description="When it is to arrive; may lie ahead.",
            examples=("2024-02-03",),
        ),
        Column(
            name="delivered",
            kind=Kind.TIME,
            unit="UTC",
            description="When it arrived; empty: it has not.",
            examples=("2024-02-02",),
        ),
        Column(name="quantity", kind=Kind.NUMBER, unit="pieces", description="How many; empty: one."),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Price of one piece then."),
    ),
    row_rules=(
        *has_happened("what is still to come cannot have been ordered: a plan or a wrong date"),
        *has_happened("what is still to come has not arrived: that is what `expected` tells", "delivered"),
        plausible("expected"),
        not_negative("quantity", "a quantity below zero is a booking: say returned in status"),
        not_negative("price", "a price below zero is a booking: say returned in status"),
        RowRule(
            name="line_once",
            check="unique",
            columns=("order_id", "product_id"),
            because="of rows of one order and product that differ nothing tells which holds; equal rows count once",
        ),
    ),
)

WISH_LISTS = Table(
    name="wish_lists",
    description="What customers put on a list, a row a product.",
    required=False,
    known_at="time",
    columns=(
        CUSTOMER,
        PRODUCT.model_copy(update={"description": f"What is on it. {_OF_ACCOUNT}"}),
        Column(name="list", kind=Kind.TEXT, description="Name of the list, where there are several."),
        Column(name="time", kind=Kind.TIME, unit="UTC", description="When it was put there; empty: not known."),
    ),
    row_rules=(
        RowRule(
            name="listed_once",
            check="unique",
            columns=("customer_id", "product_id", "list"),
            options={"missing_equal": ("list",)},
            because="of rows that differ in their time alone nothing tells which is right; equal rows count once",
        ),
        *has_happened("what is still to come is not on a list yet: a wrong date"),
    ),
)

REMINDERS = Table(
    name="reminders",
    description="What customers asked to be reminded of, a row each.",
    key=("reminder_id",),
    required=False,
    columns=(
        Column(name="reminder_id", kind=Kind.ID, required=True, nullable=False, description="Unique id."),
        CUSTOMER,
        Column(name="text", kind=Kind.TEXT, required=True, description="What the customer is to be told."),
        Column(
            name="due",
            kind=Kind.TIME,
            unit="UTC",
            required=True,
            description="When; may lie ahead. Empty: at no set time.",
            examples=(MOMENT,),
        ),
        PRODUCT.model_copy(
            update={
                "required": False,
                "nullable": True,
                "description": f"What it is about, where it is about a product. {_OF_ACCOUNT}",
            }
        ),
    ),
    row_rules=(
        RowRule(
            name="id_unique",
            check="unique",
            columns=("reminder_id",),
            because="an answer names the reminder it is from by its id",
        ),
        says_something("text", "a reminder of nothing tells nothing"),
        length("text"),
        plausible("due"),
    ),
)
