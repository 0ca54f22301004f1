"""What the champion is asked."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, Table

# Texts of one product make one table of it, so they are answered at once; triplets are told of each text by itself.
TOGETHER: Final = "product_id"
APART: Final = {"view": "triplets"}
ALONE_WITHOUT: Final = True  # a text of no product has a table of its own

REQUEST = Table(
    name="request",
    description="What the champion answers: texts, a row each; or products, whose view it gives with the parameter "
    'view="attributes".',
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answers; empty: the row's number in the call, from 0.",
        ),
        Column(
            name="text",
            kind=Kind.TEXT,
            verbatim=True,
            description="Of a review, as it was written; the answers count its characters.",
            examples=("Battery lasts all day, but the strap is sooo flimsy",),
        ),
        Column(name="product_id", kind=Kind.ID, description="What it is of, or whose view is asked for."),
        Column(name="language", kind=Kind.TEXT, description="ISO 639 code, where it is known.", examples=("en",)),
    ),
)
