"""Tables of product search: the catalogue, what people judged or clicked for a query, where it can be bought."""

from __future__ import annotations

from contracts.common_rules import has_happened, not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table
from contracts.splits import SPLIT_KNOWN, SPLITS
from contracts.stock import STOCK

LONGEST_QUERY = 1_000
# The four classes by word and by letter, any case, or a number that is not below zero. A decimal comma is refused: in a
# column of text nothing proves that it is none between thousands.
GRADE = r"^\s*(?:(?i:exact|substitute|complement|irrelevant|[esci])|\d+(?:\.\d*)?|\.\d+)\s*$"

_MOMENT = "2024-01-31T10:15:00Z"
_DAY = "2024-01-31"

_TEXTS = (
    Column(name="description", kind=Kind.TEXT, description="Longer text; HTML is welcome."),
    Column(name="bullets", kind=Kind.TEXT, description="Selling points, a line each."),
    Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
    Column(name="colour", kind=Kind.TEXT, description="Colour, as given.", examples=("midnight blue",)),
)

_REGION = Column(name="region", kind=Kind.ID, description="Where the customer is.", examples=("north", "DE-BY"))
_LANGUAGE = Column(name="language", kind=Kind.TEXT, description="ISO 639 code of the language.", examples=("en",))

_PRODUCT_KNOWN = RowRule(
    name="product_known",
    check="refers_to",
    columns=("product_id",),
    options={"table": "products", "column": "product_id"},
    because="a product that is not in the catalogue, or was taken out of it, cannot be found; 007 and 7 are two ids",
)

_QUERY_RULES = (
    RowRule(
        name="query_says_something",
        check="any_of_not_null",
        columns=("query",),
        options={"readable": True},
        because="a query without any letter or digit names no product",
    ),
    RowRule(
        name="query_length",
        check="max_length",
        columns=("query",),
        options={"characters": LONGEST_QUERY},
        because="a query beyond this is a page pasted into the wrong field",
    ),
)

PRODUCTS = Table(
    name="products",
    description="The catalogue, a row a product. All that is not the title is optional, and used where it is there.",
    key=("product_id",),
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the product."),
        Column(
            name="title",
            kind=Kind.TEXT,
            required=True,
            description="Title, any language; where it is missing the other texts have to do.",
        ),
        *_TEXTS,
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Where it stands in the category tree, from the top.",
            examples=("Home > Kitchen > Mugs",),
        ),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Price."),
        Column(
            name="launch_date",
            kind=Kind.TIME,
            unit="UTC",
            description="From when on it may be shown; empty: always. May lie ahead.",
            examples=(_DAY,),
        ),
        Column(
            name="language", kind=Kind.TEXT, description="ISO 639 code of the language of the texts.", examples=("en",)
        ),
    ),
    row_rules=(
        RowRule(name="id_present", check="not_null", columns=("product_id",), because="a product is known by its id"),
        RowRule(
            name="id_unique",
            check="unique",
            columns=("product_id",),
            because="judgments and events refer to products by id; an id that two countries share needs the country in "
            "it",
        ),
        RowRule(
            name="some_text",
            check="any_of_not_null",
            columns=("title", "description", "bullets", "brand", "category"),
            options={"readable": True},
            because="a product without any text, or of nothing but blanks, tags and signs, cannot be found by words",
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

JUDGMENTS = Table(
    name="judgments",
    description="How well a product answers a query, judged by people: a row a pair. Products that were not judged for "
    "a query are not said to be wrong.",
    required=False,
    known_at="judged_at",
    columns=(
        Column(name="query", kind=Kind.TEXT, required=True, nullable=False, description="As a customer typed it."),
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="A product."),
        Column(
            name="grade",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="exact, substitute, complement or irrelevant (E, S, C, I; any case), or numbers from 0 on, the "
            "larger the better. One kind in a table: only the four classes can be graded by the model.",
            examples=("exact", "3"),
        ),
        Column(name="query_id", kind=Kind.ID, description="Id of the query, as you know it. Not used."),
        _REGION,
        Column(
            name="language", kind=Kind.TEXT, description="ISO 639 code of the language of the query.", examples=("en",)
        ),
        Column(name="split", kind=Kind.TEXT, description="train, valid or test, one per query.", examples=SPLITS),
        Column(
            name="judged_at",
            kind=Kind.TIME,
            unit="UTC",
            description="When it was judged. Of judgments of the same pair the last counts.",
            examples=(_DAY,),
        ),
    ),
    row_rules=(
        _PRODUCT_KNOWN,
        *_QUERY_RULES,
        RowRule(
            name="grade_known",
            check="matches",
            columns=("grade",),
            options={"pattern": GRADE},
            because="a grade is one of four classes, or a number that is not below zero, with a decimal point: 2.5, "
            "not 2,5",
        ),
        RowRule(
            name="judged_once",
            check="unique",
            columns=("query", "product_id", "region", "language", "judged_at"),
            options={"missing_equal": ("region", "language", "judged_at")},
            because="a pair judged the same way twice tells no more than once, and where the rows differ nothing tells "
            "which of them is right: average the grades of several people first, or give judged_at",
        ),
        RowRule(
            name="judged_not_in_future",
            check="not_after_today",
            columns=("judged_at",),
            because="nothing can have been judged later than now",
        ),
        SPLIT_KNOWN,
    ),
)

EVENTS = Table(
    name="events",
    description="What searches showed and what came of it: one row per product shown, clicked or not. Rows of one "
    "search share search_id; without it those of the same customer, query and time are one.",
    required=False,
    known_at="time",
    columns=(
        Column(name="query", kind=Kind.TEXT, required=True, nullable=False, description="As the customer typed it."),
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="The product shown."),
        Column(name="search_id", kind=Kind.ID, description="The search; one of a session may have several queries."),
        Column(
            name="customer_id", kind=Kind.ID, description="Who searched: an account, a cookie, a hash; empty: unknown."
        ),
        Column(
            name="rank",
            kind=Kind.NUMBER,
            unit="place",
            description="Place at which it was shown; 1 is the top (0 in a table that counts from 0). With it, clicks "
            "are corrected for what was never seen.",
        ),
        Column(name="click", kind=Kind.FLAG, description="Whether it was clicked; empty: not."),
        Column(name="purchase", kind=Kind.FLAG, description="Whether it was bought in the end; empty: not."),
        Column(
            name="time",
            kind=Kind.TIME,
            unit="UTC",
            description="When it was searched, the same in all rows of a search. With it, models are tested on the "
            "latest searches and learn from earlier ones alone; the rows may come in any order.",
            examples=(_MOMENT,),
        ),
        _REGION,
    ),
    row_rules=(
        _PRODUCT_KNOWN,
        *_QUERY_RULES,
        not_negative("rank", "places are counted from the top"),
        *has_happened("what is still to be shown cannot have been clicked: a plan or a wrong date"),
    ),
)

_STOCK = STOCK.model_copy(update={"row_rules": (_PRODUCT_KNOWN, *STOCK.row_rules)})

CUSTOMERS = Table(
    name="customers",
    description="What is known of customers besides their searches. A customer of events needs no row here.",
    key=("customer_id",),
    required=False,
    columns=(
        Column(name="customer_id", kind=Kind.ID, required=True, nullable=False, description="As in events."),
        _REGION.model_copy(update={"description": "Where the customer is, where a search does not say."}),
        _LANGUAGE.model_copy(update={"description": "ISO 639 code of the language of the customer."}),
        Column(name="since", kind=Kind.TIME, unit="UTC", description="Customer since.", examples=(_DAY,)),
    ),
    row_rules=(
        RowRule(
            name="customer_once",
            check="unique",
            columns=("customer_id",),
            because="of rows that share an id and differ nothing tells which is right",
        ),
    ),
)

CONTRACT = Contract(
    use_case="product_search",
    summary="The right products for a query, however much of it is typed, for this customer, here, now.",
    tables=(PRODUCTS, JUDGMENTS, EVENTS, _STOCK, CUSTOMERS),
    one_of=(("judgments", "events"),),
)

REQUEST = Table(
    name="request",
    description="What the champion answers: searches, a row each. With the parameter mode=grade: pairs of a query and "
    "a product, known (product_id) or new (title and what else is known of it).",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answers, also where several rows share it; empty: the row's "
            "number in the call, from 0.",
        ),
        Column(
            name="query",
            kind=Kind.TEXT,
            required=True,
            description="What is typed so far, any script; empty: what is popular is shown.",
        ),
        Column(name="customer_id", kind=Kind.ID, description="Who searches; empty or unknown: nobody in particular."),
        _REGION.model_copy(
            update={"description": "Where; empty or unknown: what can be bought in any region is shown."}
        ),
        Column(
            name="time",
            kind=Kind.TEXT,
            unit="ISO date and time",
            description="When it is asked; empty: now.",
            examples=(_MOMENT,),
        ),
        _LANGUAGE.model_copy(update={"description": "ISO 639 code of the language of the query."}),
        Column(
            name="exclude",
            kind=Kind.TEXT,
            description="JSON list of products that must not be shown: taken out since the index was built, or seen.",
            examples=('["p17", "p4"]',),
        ),
        Column(name="product_id", kind=Kind.ID, description="With mode=grade: a product of the catalogue."),
        Column(name="title", kind=Kind.TEXT, description="With mode=grade: title of a product that is not in it."),
        *_TEXTS,
    ),
)
