"""Tables of product matching: sellers' listings, and which of them are known to be the same product."""

from __future__ import annotations

from contracts.common_rules import not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table, TableRule
from contracts.splits import SPLIT_KNOWN, SPLITS

LISTINGS = Table(
    name="listings",
    description="One row per offer of a product by a seller.",
    key=("listing_id",),
    known_at="listed_at",
    columns=(
        Column(name="listing_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the listing."),
        Column(name="title", kind=Kind.TEXT, required=True, description="Title as the seller wrote it, any language."),
        Column(name="description", kind=Kind.TEXT, description="Longer text of the listing."),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
        Column(name="category", kind=Kind.TEXT, description="Category in the seller's own words."),
        Column(name="price", kind=Kind.NUMBER, unit="in `currency`", description="Asked price."),
        Column(name="currency", kind=Kind.TEXT, description="ISO 4217 code of the price.", examples=("EUR", "USD")),
        Column(
            name="attributes",
            kind=Kind.JSON,
            description="Typed attributes as one JSON object; `modelno`, `color`, `size` and the like are used.",
            examples=('{"modelno": "DSC-W55", "color": "silver"}',),
        ),
        Column(name="seller", kind=Kind.ID, description="Shop that offers it; one shop rarely lists a product twice."),
        Column(name="image", kind=Kind.TEXT, description="Address of a picture; carried along, not read."),
        Column(
            name="listed_at",
            kind=Kind.TIME,
            unit="UTC",
            description="When the offer appeared; read for --as-of alone.",
            examples=("2024-01-31T10:00:00Z",),
        ),
    ),
    row_rules=(
        RowRule(name="id_present", check="not_null", columns=("listing_id",), because="a listing is known by its id"),
        RowRule(name="id_unique", check="unique", columns=("listing_id",), because="labels refer to listings by id"),
        RowRule(
            name="some_text",
            check="any_of_not_null",
            columns=("title", "description", "attributes"),
            because="a listing without any text cannot be compared",
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
    table_rules=(TableRule(name="two_listings", check="min_rows", options={"rows": 2}, because="a pair needs two"),),
)

JUDGED_AT = Column(
    name="judged_at",
    kind=Kind.TIME,
    unit="UTC",
    description="When the label was given; without it a label is as old as its listings. Read for --as-of alone.",
    examples=("2024-02-15",),
)

PAIRS = Table(
    name="pairs",
    description="Pairs of listings that a person judged.",
    known_at="judged_at",
    key=("left_id", "right_id"),
    required=False,
    columns=(
        Column(name="left_id", kind=Kind.ID, required=True, nullable=False, description="A listing."),
        Column(name="right_id", kind=Kind.ID, required=True, nullable=False, description="Another listing."),
        Column(name="label", kind=Kind.FLAG, required=True, nullable=False, description="1: the same product."),
        Column(
            name="split", kind=Kind.TEXT, description="train, valid or test, where a split is given.", examples=SPLITS
        ),
        JUDGED_AT,
    ),
    row_rules=(
        RowRule(
            name="left_known",
            check="refers_to",
            columns=("left_id",),
            options={"table": "listings", "column": "listing_id"},
            because="a label must name a listing",
        ),
        RowRule(
            name="right_known",
            check="refers_to",
            columns=("right_id",),
            options={"table": "listings", "column": "listing_id"},
            because="a label must name a listing",
        ),
        RowRule(name="label_present", check="not_null", columns=("label",), because="an unjudged pair teaches nothing"),
        RowRule(
            name="two_listings",
            check="differ",
            columns=("left_id", "right_id"),
            because="a listing always equals itself",
        ),
        RowRule(
            name="pair_unique",
            check="unique",
            columns=("left_id", "right_id"),
            options={"unordered": True},
            because="a pair judged twice, either way round, would count twice or leak between splits",
        ),
        SPLIT_KNOWN,
    ),
    table_rules=(
        TableRule(
            name="both_classes",
            check="distinct_at_least",
            options={"column": "label", "values": 2},
            because="one class alone teaches nothing and measures nothing",
        ),
    ),
)

CLUSTERS = Table(
    name="clusters",
    description="The product that each labelled listing offers; listings of one product match each other.",
    known_at="judged_at",
    key=("listing_id",),
    required=False,
    columns=(
        Column(name="listing_id", kind=Kind.ID, required=True, nullable=False, description="A listing."),
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="The product it offers."),
        Column(name="split", kind=Kind.TEXT, description="train, valid or test, one per product.", examples=SPLITS),
        JUDGED_AT,
    ),
    row_rules=(
        RowRule(
            name="listing_known",
            check="refers_to",
            columns=("listing_id",),
            options={"table": "listings", "column": "listing_id"},
            because="a label must name a listing",
        ),
        RowRule(
            name="product_present",
            check="not_null",
            columns=("product_id",),
            because="an unlabelled row teaches nothing",
        ),
        RowRule(name="listing_once", check="unique", columns=("listing_id",), because="a listing offers one product"),
        SPLIT_KNOWN,
    ),
    table_rules=(
        TableRule(
            name="two_products",
            check="distinct_at_least",
            options={"column": "product_id", "values": 2},
            because="one product alone has nothing to differ from",
        ),
    ),
)

CONTRACT = Contract(
    use_case="product_matching",
    summary="Which listings are the same product.",
    tables=(LISTINGS, PAIRS, CLUSTERS),
    one_of=(("pairs", "clusters"),),
)

# Request parameters whose answer depends on all rows at once, so that batches would give another one.
WHOLE_TABLE = {"task": "cluster"}

# Of a listing, what a request has no use for.
UNASKED = ("image", "listed_at")

REQUEST = Table(
    name="request",
    description="What the champion answers: listings to match, or pairs when `other_title` is a column.",
    required=False,
    columns=(
        *(
            column.model_copy(update={"nullable": True, "required": column.name == "title"})
            for column in LISTINGS.columns
            if column.name not in UNASKED
        ),
        *(
            column.model_copy(update={"name": f"other_{column.name}", "nullable": True, "required": False})
            for column in LISTINGS.columns
            if column.name not in UNASKED
        ),
    ),
)
