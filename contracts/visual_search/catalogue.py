"""The catalogue, and entries that are right for no photo."""

from __future__ import annotations

from contracts.contract import Column, Kind, RowRule, Table, TableRule
from contracts.visual_search.pictures import PICTURE_READABLE, image_column

_DETAILS = (
    Column(name="title", kind=Kind.TEXT, description="Of the product.", examples=("Granny Smith, per kg",)),
    Column(name="text", kind=Kind.TEXT, description="What is said of it."),
    Column(name="category", kind=Kind.TEXT, description="Kind of the product.", examples=("Fruit > Apples",)),
)

CATALOGUE = Table(
    name="catalogue",
    description="One row for each picture of a product; several of one product help. A product needs none but this: "
    "photos of it are not needed to find it.",
    key=("product_id", "image"),
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Id of the product."),
        image_column("A picture of the product alone, best on a plain background or with a transparent one"),
        *_DETAILS,
    ),
    row_rules=(PICTURE_READABLE,),
    table_rules=(
        TableRule(
            name="products_to_tell_apart",
            check="distinct_at_least",
            options={"column": "product_id", "values": 2},
            because="with one product there is nothing to choose from",
        ),
    ),
)

DISTRACTORS = Table(
    name="distractors",
    description="Pictures of products that no photo shows. Nothing is learnt of them and none is ever answered: they "
    "fill the index, to measure what is still found in a catalogue of that size.",
    required=False,
    columns=(
        image_column("A picture as the catalogue might have it"),
        Column(name="product_id", kind=Kind.ID, description="Id of the product; empty: each row is another."),
        *_DETAILS,
    ),
    row_rules=(
        PICTURE_READABLE,
        RowRule(
            name="not_in_catalogue",
            check="not_in",
            columns=("product_id",),
            options={"table": "catalogue", "column": "product_id"},
            because="a product of the catalogue may be right for a photo",
        ),
    ),
)
