"""What people say of products: reviews, answers of the community, and opinions that were read from reviews."""

from __future__ import annotations

from typing import Final

from contracts.common_rules import has_happened
from contracts.contract import Column, Kind, RowRule, Table
from contracts.question_answering.known import (
    LONGEST_QUESTION,
    PRODUCT,
    PRODUCT_KNOWN,
    TIME,
    length,
    says_something,
)

SENTIMENTS: Final = ("positive", "neutral", "negative")

REVIEWS = Table(
    name="reviews",
    description="Reviews, a row each. Their text is evidence: it is quoted, and what it asks for is never done.",
    key=("review_id",),
    required=False,
    known_at="time",
    columns=(
        Column(name="review_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the review."),
        PRODUCT,
        Column(name="text", kind=Kind.TEXT, required=True, description="As it was written; HTML is welcome."),
        Column(name="stars", kind=Kind.NUMBER, unit="1 to 5", description="What the reviewer gave; halves are fine."),
        TIME,
    ),
    row_rules=(
        PRODUCT_KNOWN,
        RowRule(
            name="id_unique",
            check="unique",
            columns=("review_id",),
            because="an answer names the review it is from by its id",
        ),
        says_something("text", "an empty text, or one of nothing but emoji, tags and signs, answers nothing"),
        length("text"),
        RowRule(
            name="stars_1_to_5",
            check="between",
            columns=("stars",),
            options={"min": 1, "max": 5},
            because="stars run from 1 to 5: convert those of another scale, and leave a 0 that means none empty",
        ),
        *has_happened("what is still to come cannot have been written: a wrong date"),
    ),
)

COMMUNITY_ANSWERS = Table(
    name="community_answers",
    description="Questions that customers asked before and what others answered, a row an answer.",
    key=("answer_id",),
    required=False,
    known_at="time",
    columns=(
        Column(name="answer_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the answer."),
        PRODUCT,
        Column(name="question", kind=Kind.TEXT, required=True, description="What was asked; empty: not known."),
        Column(name="answer", kind=Kind.TEXT, required=True, description="What was answered."),
        Column(
            name="votes",
            kind=Kind.NUMBER,
            description="Votes for it, less those against it; may be below zero.",
        ),
        TIME,
    ),
    row_rules=(
        PRODUCT_KNOWN,
        RowRule(
            name="id_unique",
            check="unique",
            columns=("answer_id",),
            because="an answer that is given names the row it is from by its id",
        ),
        says_something("answer", "an answer without any letter or digit answers nothing"),
        length("answer"),
        length("question", LONGEST_QUESTION),
        *has_happened("what is still to come cannot have been written: a wrong date"),
    ),
)

OPINIONS = Table(
    name="opinions",
    description="What was read from the reviews: the answers of review extraction's champion for the table reviews, as "
    "`bazaar score review-extraction` writes them. Questions of opinion are then answered by counting them; without "
    "the table, the model counts in the reviews' sentences itself.",
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, description="As in products."),
        Column(
            name="attribute",
            kind=Kind.TEXT,
            required=True,
            description="What is judged, under one name whatever the words; empty: nothing was judged there.",
            examples=("battery",),
        ),
        Column(name="sentiment", kind=Kind.TEXT, required=True, description="How it is judged.", examples=SENTIMENTS),
        Column(name="request_id", kind=Kind.ID, description="The review it was read from: its voice counts once."),
        Column(name="aspect", kind=Kind.TEXT, description="The words that name what is judged."),
        Column(name="opinion", kind=Kind.TEXT, description="The words that judge it; they are quoted."),
        Column(
            name="confidence",
            kind=Kind.NUMBER,
            unit="probability",
            description="That it was read rightly; below features.least_opinion it does not count.",
        ),
    ),
    row_rules=(
        PRODUCT_KNOWN,
        RowRule(
            name="sentiment_known",
            check="in_set",
            columns=("sentiment",),
            options={"values": SENTIMENTS},
            because="other sentiments are not read",
        ),
        RowRule(
            name="confidence_0_to_1",
            check="between",
            columns=("confidence",),
            options={"min": 0, "max": 1},
            because="a probability runs from 0 to 1",
        ),
    ),
)
