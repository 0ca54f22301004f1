"""Columns and rules that several tables of question answering have."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule

MOMENT: Final = "2024-01-31T10:15:00Z"
LONGEST_TEXT: Final = 20_000
LONGEST_QUESTION: Final = 5_000

PRODUCT: Final = Column(
    name="product_id", kind=Kind.ID, required=True, nullable=False, description="As in products; 007 and 7 are two ids."
)
CUSTOMER: Final = Column(
    name="customer_id",
    kind=Kind.ID,
    required=True,
    nullable=False,
    description="Whose row it is. Nobody else is ever answered from it.",
)
TIME: Final = Column(name="time", kind=Kind.TIME, unit="UTC", description="When it was written.", examples=(MOMENT,))

PRODUCT_KNOWN: Final = RowRule(
    name="product_known",
    check="refers_to",
    columns=("product_id",),
    options={"table": "products", "column": "product_id"},
    because="nothing can be said of a product that products does not list, or whose row there was rejected",
)


def says_something(column: str, because: str) -> RowRule:
    """A text that has a letter or a digit once its markup is taken off."""
    return RowRule(
        name=f"{column}_says_something",
        check="any_of_not_null",
        columns=(column,),
        options={"readable": True},
        because=because,
    )


def length(column: str, characters: int = LONGEST_TEXT) -> RowRule:
    """A text that is no page pasted into the wrong field."""
    return RowRule(
        name=f"{column}_length",
        check="max_length",
        columns=(column,),
        options={"characters": characters},
        because="a text beyond this is a page pasted into the wrong field",
    )
