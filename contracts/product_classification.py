"""Tables of product classification: listings, the leaves they are filed under, and the tree of these leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contracts.common_rules import not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table, TableRule
from contracts.splits import SPLIT_KNOWN, SPLITS
from infra.errors import SettingsError

ROOTS = ("one", "several")

LISTINGS = Table(
    name="listings",
    description="One row per listing of a seller, labelled or not.",
    key=("listing_id",),
    known_at="listed_at",
    columns=(
        Column(name="listing_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the listing."),
        Column(
            name="title",
            kind=Kind.TEXT,
            required=True,
            description="Title as the seller wrote it, any language; where it is missing the other texts have to do.",
        ),
        Column(name="description", kind=Kind.TEXT, description="Longer text of the listing; HTML is welcome."),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
        Column(
            name="attributes",
            kind=Kind.JSON,
            description="What else is known of the product, as one JSON object.",
            examples=('{"material": "cotton", "length": "90 cm"}',),
        ),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Asked price."),
        Column(
            name="language", kind=Kind.TEXT, description="ISO 639 code of the language of the texts.", examples=("en",)
        ),
        Column(
            name="listed_at",
            kind=Kind.TIME,
            unit="UTC",
            description="When the listing appeared. With it, and without labels.split, models are tested on the latest "
            "listings.",
            examples=("2024-01-31T10:00:00Z",),
        ),
    ),
    row_rules=(
        RowRule(name="id_present", check="not_null", columns=("listing_id",), because="a listing is known by its id"),
        RowRule(name="id_unique", check="unique", columns=("listing_id",), because="labels refer to listings by id"),
        RowRule(
            name="some_text",
            check="any_of_not_null",
            columns=("title", "description", "attributes", "brand"),
            options={"readable": True},
            because="a listing without any text, or of nothing but blanks, tags and signs, tells nothing of its leaf",
        ),
        not_negative("price", "a price below zero is a booking, not an offer"),
        RowRule(
            name="title_length",
            check="max_length",
            columns=("title",),
            options={"characters": 10_000},
            because="a title beyond this is a page pasted into the wrong field",
        ),
    ),
)

TAXONOMY = Table(
    name="taxonomy",
    description="The category tree, a row a node. Leaves are the nodes that are nobody's parent. One root is expected; "
    "--set 'contract.roots=[several]' takes a forest, and a flat list of categories, and puts a root above.",
    key=("node_id",),
    columns=(
        Column(name="node_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the node."),
        Column(
            name="parent_id", kind=Kind.ID, required=True, description="The node above it; empty in the row of a root."
        ),
        Column(
            name="name",
            kind=Kind.TEXT,
            required=True,
            description="What people call it, without the names above it; where it is missing the id stands for it.",
            examples=("Phone cases",),
        ),
        Column(
            name="accessory_of",
            kind=Kind.ID,
            description="Of a node of accessories the node, leaf or inner, whose products they go with.",
        ),
    ),
    row_rules=(
        RowRule(
            name="node_once",
            check="unique",
            columns=("node_id",),
            because="a node has one row: of rows that share an id and differ nothing tells which is right",
        ),
    ),
    table_rules=(
        TableRule(
            name="is_a_tree",
            check="tree",
            options={
                "node": "node_id",
                "parent": "parent_id",
                "beside": "accessory_of",
                "roots": "one",
                "several_by": "--set 'contract.roots=[several]'",
            },
            because="a listing belongs to a leaf and to every node above it, up to the root; a node that was set aside "
            "for a wrong hint would take its listings, or all below it, with it",
        ),
    ),
)

LABELS = Table(
    name="labels",
    description="Leaves that listings are filed under; several rows where a listing belongs to several. Listings "
    "without a row are left out of training.",
    key=("listing_id", "leaf_id"),
    known_at="judged_at",
    columns=(
        Column(name="listing_id", kind=Kind.ID, required=True, nullable=False, description="A listing."),
        Column(name="leaf_id", kind=Kind.ID, required=True, nullable=False, description="A leaf of the taxonomy."),
        Column(name="split", kind=Kind.TEXT, description="train, valid or test, one per listing.", examples=SPLITS),
        Column(
            name="judged_at",
            kind=Kind.TIME,
            unit="UTC",
            description="When the label was given; without it a label is as old as its listing. Read for --as-of "
            "alone.",
            examples=("2024-02-15",),
        ),
    ),
    row_rules=(
        RowRule(
            name="listing_known",
            check="refers_to",
            columns=("listing_id",),
            options={"table": "listings", "column": "listing_id"},
            because="a label must name a listing that can be used; 007 and 7 are two ids",
        ),
        RowRule(
            name="leaf_known",
            check="refers_to",
            columns=("leaf_id",),
            options={"table": "taxonomy", "column": "node_id"},
            because="a label must name a node of the tree whose own row can be used: add it to the taxonomy, or "
            "correct the label",
        ),
        RowRule(
            name="leaf_is_a_leaf",
            check="not_in",
            columns=("leaf_id",),
            options={"table": "taxonomy", "column": "parent_id"},
            because="a node with nodes below it does not say which of these is meant: file the listing under a leaf, "
            "or give the node a leaf of its own, such as Other",
        ),
        RowRule(
            name="label_once",
            check="unique",
            columns=("listing_id", "leaf_id"),
            because="the same leaf given twice tells no more than once, and where the rows differ nothing tells which "
            "of them is right",
        ),
        SPLIT_KNOWN,
    ),
    table_rules=(
        TableRule(
            name="two_leaves",
            check="distinct_at_least",
            options={"column": "leaf_id", "values": 2},
            because="one leaf alone teaches nothing and measures nothing",
        ),
    ),
)

CONTRACT = Contract(
    use_case="product_classification",
    summary="Which leaves of a category tree a listing belongs to.",
    tables=(LISTINGS, TAXONOMY, LABELS),
)

REQUEST = Table(
    name="request",
    description="What the champion answers: listings, a row each.",
    required=False,
    columns=tuple(
        column.model_copy(update={"nullable": True, "required": column.name == "title"})
        for column in LISTINGS.columns
        if column.name != "listed_at"
    ),
)


def with_options(options: Mapping[str, Sequence[str]]) -> Contract:
    """The contract, of a tree with as many roots as were asked for.

    Args:
        options: `roots`: `one` or `several`; of more values, a source's and a person's, the last counts.

    Raises:
        SettingsError: It is neither.
    """
    asked = options.get("roots", ())
    unknown = [value for value in asked if value not in ROOTS]
    if unknown:
        raise SettingsError(
            f"contract.roots = {unknown[0]!r} is none of {', '.join(ROOTS)}.",
            "--set 'contract.roots=[several]' takes a tree of several roots; leave it out for one root.",
        )
    if not asked or asked[-1] == ROOTS[0]:
        return CONTRACT
    (rule,) = TAXONOMY.table_rules
    forest = rule.model_copy(update={"options": {**rule.options, "roots": asked[-1]}})
    tables = tuple(
        table.model_copy(update={"table_rules": (forest,)}) if table is TAXONOMY else table for table in CONTRACT.tables
    )
    return CONTRACT.model_copy(update={"tables": tables})
