"""Tables of recommendation: what customers saw, took and bought, and what is known of products and of customers."""

from __future__ import annotations

from contracts.common_rules import has_happened, not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table
from contracts.stock import STOCK

TYPES = ("view", "cart", "buy")

_MOMENT = "2024-01-31T10:15:00Z"
_DAY = "2024-01-31"

_REGION = Column(name="region", kind=Kind.ID, description="Where the customer is.", examples=("north", "DE-BY"))

EVENTS = Table(
    name="events",
    description="What customers did: a row per product that was viewed, put into the cart or bought. Give time, or "
    "order where no time is known; rows may come in any order. Rows that say the same twice count once.",
    known_at="time",
    columns=(
        Column(
            name="customer_id",
            kind=Kind.ID,
            required=True,
            nullable=False,
            description="Who it was: an account, a cookie, a hash.",
        ),
        Column(
            name="product_id",
            kind=Kind.ID,
            required=True,
            nullable=False,
            description="What it was. Products that are not in `products` are learnt from and never recommended.",
        ),
        Column(
            name="time",
            kind=Kind.TIME,
            unit="UTC",
            description="When it was. With it, models are tested on the latest events and learn from earlier ones "
            "alone. Of equal times `order` tells which came first, else the order of the rows.",
            examples=(_MOMENT,),
        ),
        Column(
            name="order",
            kind=Kind.NUMBER,
            description="Number that rises from event to event of a customer, where times are not known or are equal.",
            examples=("1", "2"),
        ),
        Column(
            name="type",
            kind=Kind.TEXT,
            description="view, cart or buy. Empty, or without the column: buy.",
            examples=TYPES,
        ),
        _REGION,
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Price of one piece then."),
        Column(
            name="visit_id",
            kind=Kind.ID,
            description="A session or a basket of the customer; empty: events of one customer and time are one visit.",
        ),
    ),
    row_rules=(
        RowRule(
            name="type_known",
            check="in_set",
            columns=("type",),
            options={"values": TYPES},
            because="a type is view, cart or buy, in small letters and in English: write what you have as one of these "
            "(purchase, order, Kauf: buy; click, PDP: view; add_to_cart: cart), and leave out what is none of them",
        ),
        RowRule(
            name="time_or_order",
            check="any_of_not_null",
            columns=("time", "order"),
            because="nothing tells what came before it and what after: give time, or order where no time is known",
        ),
        *has_happened("what is still to come cannot have happened: a plan or a wrong date"),
        not_negative("price", "a price below zero is a return or a booking, and neither is an interest in the product"),
    ),
)

PRODUCTS = Table(
    name="products",
    description="What can be recommended, a row a product; those that nobody has met yet too. All but the id is "
    "optional; a product that was never sold is found through its texts. Without the table, the products are those of "
    "the events.",
    key=("product_id",),
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the product."),
        Column(name="title", kind=Kind.TEXT, description="Title, any language."),
        Column(name="description", kind=Kind.TEXT, description="Longer text; HTML is welcome."),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Where it stands in the category tree, from the top.",
            examples=("Home > Kitchen > Mugs",),
        ),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
        Column(
            name="attributes",
            kind=Kind.TEXT,
            description="What else it is: a JSON list of texts, or texts parted by semicolons.",
            examples=('["blue", "cotton"]', "blue; cotton"),
        ),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Price; empty: that of its events."),
        Column(
            name="launch_date",
            kind=Kind.TIME,
            unit="UTC",
            description="From when on it may be shown; empty: always. May lie ahead.",
            examples=(_DAY,),
        ),
    ),
    row_rules=(
        RowRule(
            name="id_unique",
            check="unique",
            columns=("product_id",),
            because="events refer to products by id; an id that two countries share needs the country in it",
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

CUSTOMERS = Table(
    name="customers",
    description="What is known of customers besides their events. A customer of events needs no row here.",
    key=("customer_id",),
    required=False,
    columns=(
        Column(name="customer_id", kind=Kind.ID, required=True, nullable=False, description="As in events."),
        _REGION.model_copy(update={"description": "Where the customer is, where an event does not say."}),
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
    use_case="recommendation",
    summary="Which products for this customer, here, now, after what was just clicked.",
    tables=(EVENTS, PRODUCTS, CUSTOMERS, STOCK),
)

REQUEST = Table(
    name="request",
    description="What the champion answers: a row each time products are to be shown. Every column may be missing.",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answers, also where several rows share it; empty: the row's "
            "number in the call, from 0.",
        ),
        Column(name="customer_id", kind=Kind.ID, description="Who asks; empty or unknown: nobody in particular."),
        Column(
            name="history",
            kind=Kind.TEXT,
            description="JSON list of the customer's last products, oldest first, by id or as objects (product_id, "
            "time, type). Empty: what is stored of the customer; []: none.",
            examples=('["p4", "p17"]', '[{"product_id": "p17", "type": "view", "time": "2024-01-31T10:15:00Z"}]'),
        ),
        _REGION.model_copy(update={"description": "Where; empty: where the customer is, as far as that is known."}),
        Column(
            name="time",
            kind=Kind.TEXT,
            unit="ISO date and time",
            description="When it is asked; empty: now.",
            examples=(_MOMENT,),
        ),
        Column(
            name="exclude",
            kind=Kind.TEXT,
            description="JSON list of products that must not be shown: on the page already, or taken out.",
            examples=('["p17", "p4"]',),
        ),
    ),
)
