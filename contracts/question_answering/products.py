"""The products that are asked about."""

from __future__ import annotations

from contracts.contract import Column, Kind, RowRule, Table

PRODUCTS = Table(
    name="products",
    description="What can be asked about, a row a product. All but the id is optional; of a product without any text "
    "nothing is answered but what its reviews, community and customers' own rows tell.",
    key=("product_id",),
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the product."),
        Column(name="title", kind=Kind.TEXT, required=True, description="Title, any language."),
        Column(name="description", kind=Kind.TEXT, description="Longer text; HTML is welcome."),
        Column(
            name="bullets",
            kind=Kind.TEXT,
            listed=True,
            description="Selling points: a JSON list of texts (or a list column of parquet), or a line each.",
            examples=('["Fits 15 inch laptops", "Waterproof"]',),
        ),
        Column(
            name="attributes",
            kind=Kind.JSON,
            description="One JSON object. A value is a text, a number, true or false, a list of these, or an object "
            'with "value" and "unit"; objects within are told part by part.',
            examples=('{"weight": {"value": 2.5, "unit": "kg"}, "colour": "red", "waterproof": true}',),
        ),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Where it stands in the category tree, from the top.",
            examples=("Home > Kitchen > Mugs",),
        ),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
    ),
    row_rules=(
        RowRule(name="id_present", check="not_null", columns=("product_id",), because="a product is known by its id"),
        RowRule(
            name="id_unique",
            check="unique",
            columns=("product_id",),
            because="all other tables refer to products by id; of rows that share one nothing tells which is right",
        ),
    ),
)
