"""The table of when a product can be bought where."""

from __future__ import annotations

from contracts.contract import Column, Kind, RowRule, Table

STOCK = Table(
    name="stock",
    description="When a product can be bought in a region. With this table a product is shown in a region only while a "
    "row says so; without it everything is available everywhere.",
    key=("product_id", "region", "available_from"),
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="A product."),
        Column(
            name="region",
            kind=Kind.ID,
            required=True,
            nullable=False,
            description="Where; the same word in every row where there is one region alone.",
            examples=("north", "DE-BY"),
        ),
        Column(
            name="available_from",
            kind=Kind.TIME,
            unit="UTC",
            description="First moment at which it can be bought; empty: always could. May lie ahead.",
            examples=("2024-01-31",),
        ),
        Column(
            name="available_to",
            kind=Kind.TIME,
            unit="UTC",
            description="First moment at which it can no more; empty: no end is known.",
            examples=("2025-06-30",),
        ),
    ),
    row_rules=(
        RowRule(
            name="from_before_to",
            check="ordered",
            columns=("available_from", "available_to"),
            because="it cannot end before it begins",
        ),
        RowRule(
            name="window_once",
            check="unique",
            columns=("product_id", "region", "available_from"),
            options={"missing_equal": ("available_from",)},
            because="where two windows begin alike and end differently nothing tells which of them is right",
        ),
    ),
)
