"""What was annotated in reviews: what each judges, in which words, and how."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule, Table

SENTIMENTS: Final = ("positive", "neutral", "negative")
_SPANS: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")


def _span(kind: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name=kind, kind=Kind.TEXT, description=f"The words of the {kind}, to check the places by."),
        Column(
            name=f"{kind}_start",
            kind=Kind.INTEGER,
            unit="characters",
            required=True,
            description=f"Where {what} begin, counted from 0 in Unicode characters of the text as given; empty: they "
            "are implied, not written.",
        ),
        Column(
            name=f"{kind}_end",
            kind=Kind.INTEGER,
            unit="characters",
            required=True,
            description="Where they end: the place after the last character.",
        ),
    )


def _placed(kind: str) -> tuple[RowRule, ...]:
    """Rules of a span: it lies in the text, and says what it is told to say."""
    where: dict[str, object] = {"table": "reviews", "column": "review_id", "text": "text"}
    columns = ("review_id", f"{kind}_start", f"{kind}_end")
    return (
        RowRule(
            name=f"{kind}_in_text",
            check="span",
            columns=columns,
            options=where,
            because="a span outside of the text, or that cuts a word in two, was counted in bytes, in UTF-16 or in "
            "another version of the text; one that is implied has both places empty, not -1",
        ),
        RowRule(
            name=f"{kind}_as_told",
            check="span",
            columns=(*columns, kind),
            options=where,
            because="other words stand there: the places were counted in bytes, in UTF-16 or in another version of "
            "the text",
        ),
    )


ANNOTATIONS = Table(
    name="annotations",
    description="One row for each thing that a review judges with an opinion. Two opinions of one aspect are two rows. "
    "Annotate all that a review judges, or set its `annotated` to false: what has no row is learnt to be no opinion.",
    columns=(
        Column(name="review_id", kind=Kind.ID, required=True, nullable=False, description="As in reviews."),
        *_span("aspect", "the words that name what is judged"),
        *_span("opinion", "the words that judge it"),
        Column(
            name="sentiment",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="Of the opinion, on this aspect.",
            examples=SENTIMENTS,
        ),
        Column(
            name="attribute",
            kind=Kind.TEXT,
            description="Name of what is judged whatever the words; clusters of aspects are measured by it.",
            examples=("battery",),
        ),
    ),
    row_rules=(
        RowRule(
            name="review_known",
            check="refers_to",
            columns=("review_id",),
            options={"table": "reviews", "column": "review_id"},
            because="nothing can be learnt of a text that `reviews` does not list, or whose row there was rejected",
        ),
        *_placed("aspect"),
        *_placed("opinion"),
        RowRule(
            name="something_written",
            check="any_of_not_null",
            columns=("aspect_start", "opinion_start"),
            because="with neither written nothing in the text shows it",
        ),
        RowRule(
            name="sentiment_known",
            check="in_set",
            columns=("sentiment",),
            options={"values": SENTIMENTS},
            because="other names of sentiments are not read: write POS, pos or 1 as positive, and so on",
        ),
        RowRule(
            name="annotated_once",
            check="unique",
            columns=("review_id", *_SPANS),
            options={"missing_equal": _SPANS},
            because="of rows with the same words that contradict each other nothing tells which is right; equal rows "
            "count once",
        ),
    ),
)
