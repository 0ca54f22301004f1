"""What is known of products and of customers."""

from __future__ import annotations

from contracts.common_rules import not_negative
from contracts.contract import Column, Kind, RowRule, Table
from contracts.deal_ranking.shared import CUSTOMER

PRODUCTS = Table(
    name="products",
    description="What is known of the products of deals and transactions; one that has no row is known by its id.",
    key=("product_id",),
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the product."),
        Column(
            name="title", kind=Kind.TEXT, description="Title, any language; its words are read where deals have titles."
        ),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Where it stands in the category tree, from the top.",
            examples=("Home > Kitchen > Mugs",),
        ),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Usual price. No model reads it."),
    ),
    row_rules=(
        RowRule(name="id_unique", check="unique", columns=("product_id",), because="others refer to products by id"),
        not_negative("price", "a price below zero is a booking, not an offer"),
    ),
)

CUSTOMERS = Table(
    name="customers",
    description="What is known of customers besides what they did; one that has no row is welcome. Columns are used "
    "where they are declared, as in --set 'contract.customers=[age, income]'.",
    key=("customer_id",),
    required=False,
    columns=(CUSTOMER.model_copy(update={"description": "As in the other tables."}),),
    row_rules=(
        RowRule(
            name="customer_once",
            check="unique",
            columns=("customer_id",),
            because="of rows that share an id and differ nothing tells which is right",
        ),
    ),
)
