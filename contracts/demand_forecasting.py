"""Tables of demand forecasting: what was sold of which product where, and what is known of products and days."""

from __future__ import annotations

from contracts.common_rules import has_happened, not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table, TableRule

MOST_UNITS = 1e9

_DAY = "2024-01-31"

SALES = Table(
    name="sales",
    description="One row per product, region and day (or week): the units sold there. Days without a sale need no row.",
    key=("product_id", "region", "date", "recorded_at"),
    known_at="recorded_at",
    known_at_else="date",
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="What was sold."),
        Column(
            name="region",
            kind=Kind.ID,
            required=True,
            nullable=False,
            description="Where it was sold; the same word in every row where there is one region alone.",
            examples=("north", "DE-BY"),
        ),
        Column(
            name="date",
            kind=Kind.TIME,
            required=True,
            nullable=False,
            unit="UTC",
            description="The day of the sales, or in a weekly table the first day of the week. Several moments of a "
            "day are added up.",
            examples=(_DAY,),
        ),
        Column(
            name="units",
            kind=Kind.NUMBER,
            required=True,
            nullable=False,
            unit="pieces",
            description="Units sold; below zero where more came back than was sold.",
        ),
        Column(name="price", kind=Kind.NUMBER, unit="in `currency`", description="Price of one unit."),
        Column(
            name="currency",
            kind=Kind.TEXT,
            description="ISO 4217 code of the price; one in a region.",
            examples=("EUR", "USD"),
        ),
        Column(
            name="stock_out",
            kind=Kind.FLAG,
            description="Stock ran out on that day (or in that week), so that more might have been sold.",
        ),
        Column(
            name="orders",
            kind=Kind.NUMBER,
            unit="orders",
            description="Orders behind the units: one of 500 units tells another story than 500 of one.",
        ),
        Column(
            name="recorded_at",
            kind=Kind.TIME,
            unit="UTC",
            description="When the row was recorded. Of rows with the same product, region and date the last recorded "
            "counts, the others are corrected by it.",
            examples=("2024-02-03T06:00:00Z",),
        ),
    ),
    row_rules=(
        RowRule(
            name="one_row_a_day",
            check="unique",
            columns=("product_id", "region", "date", "recorded_at"),
            options={"missing_equal": ("recorded_at",)},
            because="nothing tells whether two such rows are order lines, copies or corrections: sum order lines per "
            "day first, and give corrections a recorded_at",
        ),
        *has_happened("what is still to come cannot have been sold: a plan or a wrong date", "date"),
        RowRule(
            name="recorded_not_in_future",
            check="not_after_today",
            columns=("recorded_at",),
            because="nothing can have been recorded later than now",
        ),
        RowRule(
            name="units_plausible",
            check="between",
            columns=("units",),
            options={"min": -MOST_UNITS, "max": MOST_UNITS},
            because="beyond it is a code or a total, not the sales of a day",
        ),
        not_negative(
            "price", "a price below zero is a booking; returns have negative units and the price that was paid"
        ),
        not_negative("orders", "orders are counted"),
    ),
    table_rules=(
        TableRule(
            name="two_dates",
            check="distinct_at_least",
            options={"column": "date", "values": 2},
            because="one day alone is no history",
        ),
    ),
)

PRODUCTS = Table(
    name="products",
    description="What the products are: new ones borrow from those that are like them. Sales of products that have no "
    "row here are used too.",
    key=("product_id",),
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the product."),
        Column(name="title", kind=Kind.TEXT, description="Title, any language."),
        Column(name="category", kind=Kind.TEXT, description="The category it belongs to.", examples=("mugs",)),
        Column(
            name="attributes",
            kind=Kind.JSON,
            description="Further attributes as one JSON object.",
            examples=('{"color": "red", "brand": "Acme"}',),
        ),
        Column(
            name="launch_date",
            kind=Kind.TIME,
            unit="UTC",
            description="First day on which it can be bought; may lie ahead.",
            examples=(_DAY,),
        ),
        Column(
            name="end_date",
            kind=Kind.TIME,
            unit="UTC",
            description="Last day on which it can be bought, where it stops; after it 0 is forecast. "
            "It counts as known ahead; one that lies before the last sale is not believed.",
            examples=("2025-06-30",),
        ),
    ),
    row_rules=(
        RowRule(name="product_once", check="unique", columns=("product_id",), because="sales refer to products by id"),
        RowRule(
            name="launched_before_end",
            check="ordered",
            columns=("launch_date", "end_date"),
            because="a product cannot stop before it begins",
        ),
    ),
)

REGIONS = Table(
    name="regions",
    description="Which country a region lies in. A region that has no row here is a country of its own.",
    key=("region",),
    required=False,
    columns=(
        Column(name="region", kind=Kind.ID, required=True, nullable=False, description="As in sales."),
        Column(
            name="country",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="Where it lies.",
            examples=("DE", "France"),
        ),
    ),
    row_rules=(
        RowRule(name="region_once", check="unique", columns=("region",), because="a region lies in one country"),
    ),
)

CALENDAR = Table(
    name="calendar",
    description="Days on which sales are others than usual, past and to come: one row per day of an event.",
    key=("date", "region", "event"),
    required=False,
    columns=(
        Column(name="date", kind=Kind.TIME, required=True, nullable=False, unit="UTC", description="The day."),
        Column(
            name="region",
            kind=Kind.ID,
            description="A region, or a country of `regions`; empty: everywhere.",
        ),
        Column(
            name="event",
            kind=Kind.TEXT,
            required=True,
            nullable=False,
            description="What happens, under the same name each time.",
            examples=("christmas", "ramadan", "clearance sale"),
        ),
        Column(
            name="known_ahead",
            kind=Kind.FLAG,
            description="Whether its day is known before it comes; if not (a strike, a storm), it explains the past "
            "alone. Empty: it is known.",
        ),
    ),
    row_rules=(
        RowRule(
            name="event_once_a_day",
            check="unique",
            columns=("date", "region", "event"),
            options={"missing_equal": ("region",)},
            because="it cannot be known ahead and not known ahead",
        ),
    ),
)

PROMOTIONS = Table(
    name="promotions",
    description="Planned prices and deals, past and to come. They count as known ahead.",
    required=False,
    columns=(
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="What is promoted."),
        Column(name="region", kind=Kind.ID, description="A region, or a country of `regions`; empty: in every region."),
        Column(
            name="start_date",
            kind=Kind.TIME,
            required=True,
            nullable=False,
            unit="UTC",
            description="First day.",
            examples=(_DAY,),
        ),
        Column(name="end_date", kind=Kind.TIME, unit="UTC", description="Last day; empty: the first day alone."),
        Column(name="price", kind=Kind.NUMBER, unit="in `currency` of sales", description="Price of one unit."),
        Column(
            name="discount",
            kind=Kind.NUMBER,
            unit="share of the usual price",
            description="How much less than usual is asked (0.2: a fifth); where it is empty, the price tells.",
            examples=("0.2",),
        ),
        Column(name="deal", kind=Kind.TEXT, description="Kind of deal.", examples=("2 for 1", "front page")),
    ),
    row_rules=(
        RowRule(
            name="ends_after_start",
            check="ordered",
            columns=("start_date", "end_date"),
            because="a promotion cannot end before it begins",
        ),
        not_negative("price", "nobody is paid to buy"),
        RowRule(
            name="discount_is_a_share",
            check="between",
            columns=("discount",),
            options={"min": 0, "max": 1},
            because="it is a share of the usual price: write 20 % as 0.2",
        ),
    ),
)

CONTRACT = Contract(
    use_case="demand_forecasting",
    summary="How much of each product will be sold in each region, week by week, up to a year ahead.",
    tables=(SALES, PRODUCTS, REGIONS, CALENDAR, PROMOTIONS),
)

REQUEST = Table(
    name="request",
    description="What the champion answers, a row per forecast that is wanted: of a product in a region; of a product "
    "alone (all regions), a region alone (all products), or nothing (everything), as sums.",
    required=False,
    columns=(
        Column(
            name="product_id", kind=Kind.ID, required=True, description="A known or a new one; empty: all products."
        ),
        Column(name="region", kind=Kind.ID, description="A region; empty: all regions."),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Of a new product; or, without a product, the category whose sum is wanted.",
        ),
        Column(name="country", kind=Kind.TEXT, description="Without a product: the country whose sum is wanted."),
        Column(
            name="origin",
            kind=Kind.TEXT,
            unit="ISO date",
            description="Forecast as if this day were today; empty: from the end of the known sales on.",
            examples=(_DAY,),
        ),
        Column(name="title", kind=Kind.TEXT, description="Of a new product."),
        Column(name="attributes", kind=Kind.JSON, description="Of a new product, one JSON object."),
        Column(name="price", kind=Kind.NUMBER, unit="in `currency` of sales", description="Of a new product."),
        Column(
            name="launch_date",
            kind=Kind.TEXT,
            unit="ISO date",
            description="Of a new product; empty: on sale from the origin on.",
            examples=("2025-03-01",),
        ),
    ),
)
