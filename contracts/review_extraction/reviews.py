"""The reviews, annotated or not."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule, Table
from contracts.splits import SPLIT_KNOWN, SPLITS

MOST_CHARACTERS: Final = 20_000

REVIEWS = Table(
    name="reviews",
    description="One row a review, annotated or not. Those that nobody annotated help by their texts and stars, and "
    "those of a product make its view.",
    key=("review_id",),
    known_at="time",
    columns=(
        Column(name="review_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the review."),
        Column(
            name="text",
            kind=Kind.TEXT,
            required=True,
            verbatim=True,
            description="As it was written, typing errors, emoji, HTML, blanks at its ends and all: annotations count "
            "its characters.",
            examples=("Battery lasts all day, but the strap is sooo flimsy",),
        ),
        Column(name="product_id", kind=Kind.ID, description="What it is of. Without it there is no view of products."),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Kind of the product. --set features.holdout_category=... tests on a kind that was not learnt.",
            examples=("Electronics",),
        ),
        Column(name="stars", kind=Kind.NUMBER, unit="1 to 5", description="What the reviewer gave; halves are fine."),
        Column(
            name="time", kind=Kind.TIME, unit="UTC", description="When it was written.", examples=("2024-01-31T10:15Z",)
        ),
        Column(
            name="language",
            kind=Kind.TEXT,
            description="ISO 639 code; empty: one of features.languages. Reviews in others are left out.",
            examples=("en",),
        ),
        Column(
            name="annotated",
            kind=Kind.FLAG,
            description="Whether all that the review judges was annotated; empty: whether it has an annotation. true "
            "without an annotation: the review judges nothing.",
        ),
        Column(
            name="split",
            kind=Kind.TEXT,
            description="train, valid or test, of annotated reviews; for all of them or for none.",
            examples=SPLITS,
        ),
    ),
    row_rules=(
        RowRule(name="id_present", check="not_null", columns=("review_id",), because="a review is known by its id"),
        RowRule(name="id_unique", check="unique", columns=("review_id",), because="annotations refer to reviews by id"),
        RowRule(
            name="some_text",
            check="any_of_not_null",
            columns=("text",),
            options={"readable": True},
            because="an empty text, or one of nothing but emoji, tags and signs, names nothing that it judges",
        ),
        RowRule(
            name="text_length",
            check="max_length",
            columns=("text",),
            options={"characters": MOST_CHARACTERS},
            because="a text beyond this is a page pasted into the wrong field: give the review alone",
        ),
        RowRule(
            name="stars_1_to_5",
            check="between",
            columns=("stars",),
            options={"min": 1, "max": 5},
            because="stars run from 1 to 5: convert those of another scale, and leave a 0 that means none empty",
        ),
        RowRule(
            name="time_not_in_future",
            check="not_after_today",
            columns=("time",),
            because="what is still to come cannot have been written: a wrong date",
        ),
        SPLIT_KNOWN,
    ),
)
