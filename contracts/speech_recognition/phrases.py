"""What may be said: patterns of phrases, and the values of their slots."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, RowRule, Table

SLOT: Final = "[a-z][a-z0-9_]*"
PATTERN: Final = f"^([^{{}}]|{{{SLOT}}})+$"
WORD: Final = "[^\\s!-/:-@\\[-`{-~]"

PHRASES: Final = Table(
    name="phrases",
    description="Phrases that people say to the shop, with slots in braces. They make the language model and the "
    "grammar; without them the transcripts of the training do.",
    required=False,
    columns=(
        Column(
            name="text",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="The words; {product} stands for any value of the slot product.",
            examples=("add {quantity} {product} to my basket", "repeat that"),
        ),
        Column(name="intent", kind=Kind.TEXT, description="What is wanted with it.", examples=("add",)),
        Column(
            name="weight", kind=Kind.NUMBER, description="How often it is said, beside the others. Empty: 1, as others."
        ),
        Column(name="language", kind=Kind.TEXT, description="ISO 639 code.", examples=("en",)),
    ),
    row_rules=(
        RowRule(
            name="pattern_readable",
            check="matches",
            columns=("text",),
            options={"pattern": PATTERN, "reads": "has each slot's name in braces of its own"},
            because="a slot is a name of small letters, digits and _ in braces: {product}",
        ),
        RowRule(
            name="some_word",
            check="matches",
            columns=("text",),
            options={"pattern": WORD, "reads": "has a letter or digit"},
            because="signs alone cannot be said",
        ),
        RowRule(
            name="weight_positive",
            check="between",
            columns=("weight",),
            options={"above": 0},
            because="what is never said does not belong here",
        ),
    ),
)

SLOT_VALUES: Final = Table(
    name="slot_values",
    description="The values of slots, and how they are said: a row for each way of saying one.",
    required=False,
    key=("slot", "value", "spoken"),
    columns=(
        Column(
            name="slot",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="Name of the slot, as phrases have it in braces.",
            examples=("product", "quantity"),
        ),
        Column(
            name="value",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="What is handed on where it is said: an id, a number, a name.",
            examples=("p17", "2"),
        ),
        Column(
            name="spoken",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="The words, numbers and abbreviations written out.",
            examples=("running shoes", "two"),
        ),
    ),
    row_rules=(
        RowRule(
            name="slot_named",
            check="matches",
            columns=("slot",),
            options={"pattern": f"^{SLOT}$", "reads": "is a name of small letters, digits and _"},
            because="phrases have it in braces",
        ),
        RowRule(
            name="some_spoken_word",
            check="matches",
            columns=("spoken",),
            options={"pattern": WORD, "reads": "has a letter or digit"},
            because="signs alone cannot be said",
        ),
    ),
)
