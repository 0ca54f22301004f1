"""The table of deals."""

from __future__ import annotations

from contracts.common_rules import not_negative, plausible
from contracts.contract import Column, Kind, RowRule, Table
from contracts.deal_ranking.shared import MOMENT

_STRING = r'"(?:[^"\\]|\\.)*"'
_ID = rf"(?:{_STRING}|-?\d+)"
# a JSON list of texts or whole numbers, or ids parted by ";" (which begin with neither bracket nor brace)
_LIST = rf"(?s)\A\s*(?:\[\s*(?:{_ID}(?:\s*,\s*{_ID})*)?\s*\]|(?![\[{{]).*)\s*\Z"

DEALS = Table(
    name="deals",
    description="One row a deal: something that is offered for a time. Only the id and the two moments are needed; "
    "deals that are still to come are welcome.",
    key=("deal_id",),
    columns=(
        Column(name="deal_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the deal."),
        Column(
            name="start",
            kind=Kind.TIME,
            unit="UTC",
            required=True,
            nullable=False,
            description="First moment at which it can be redeemed. May lie ahead.",
            examples=(MOMENT,),
        ),
        Column(
            name="end",
            kind=Kind.TIME,
            unit="UTC",
            required=True,
            description="First moment at which it can no more; empty: no end is known. A date alone is its first "
            "moment: where that day still counts, write the day after.",
            examples=("2024-02-02T00:00:00Z",),
        ),
        Column(
            name="offer_id",
            kind=Kind.ID,
            description="What is offered. One that ran before as another deal has the same offer, and what was learnt "
            "of it carries over. Empty: the deal's own id.",
        ),
        Column(name="campaign_id", kind=Kind.ID, description="Deals that are shown together."),
        Column(
            name="type",
            kind=Kind.ID,
            description="Kind of campaign or deal, in your words.",
            examples=("flash", "coupon", "Type A"),
        ),
        Column(name="title", kind=Kind.TEXT, description="What customers read, any language; its words are read."),
        Column(
            name="products",
            kind=Kind.TEXT,
            description="What it is for: a JSON list of product ids, or ids parted by semicolons. Empty: not said.",
            examples=('["p4", "p17"]', "p4;p17"),
        ),
        Column(
            name="category",
            kind=Kind.TEXT,
            description="Where it stands in the category tree, from the top.",
            examples=("Home > Kitchen > Mugs",),
        ),
        Column(name="brand", kind=Kind.TEXT, description="Brand or manufacturer, as given."),
        Column(name="discount", kind=Kind.NUMBER, unit="share of the price", description="0.2 is 20 % off."),
        Column(name="price", kind=Kind.NUMBER, unit="one currency", description="Price before the discount."),
        Column(name="stock", kind=Kind.NUMBER, unit="redemptions", description="How many there are in all."),
        Column(name="budget", kind=Kind.NUMBER, unit="money", description="What all redemptions may cost together."),
        Column(
            name="cost",
            kind=Kind.NUMBER,
            unit="money",
            description="What one redemption takes of the budget. Empty: price x discount.",
        ),
    ),
    row_rules=(
        RowRule(name="id_unique", check="unique", columns=("deal_id",), because="deals are referred to by id"),
        RowRule(
            name="start_before_end",
            check="ordered",
            columns=("start", "end"),
            because="a deal cannot end before it begins; where no end is known, leave the cell empty",
        ),
        plausible("start"),
        RowRule(
            name="discount_is_a_share",
            check="between",
            columns=("discount",),
            options={"min": 0, "max": 1},
            because="20 % off is written 0.2: divide percents by 100; an amount off goes into `cost`, with the share "
            "of the price that it is here",
        ),
        not_negative("price", "a price below zero is a booking, not an offer"),
        not_negative("stock", "there cannot be fewer than none; 0 is sold out, empty is not limited"),
        not_negative("budget", "there cannot be less than none; 0 is used up, empty is not limited"),
        not_negative("cost", "a redemption that gives money back is another booking"),
        RowRule(
            name="products_readable",
            check="matches",
            columns=("products",),
            options={"pattern": _LIST, "reads": "is a JSON list of ids, or ids parted by semicolons"},
            because='write ["p4", "p17"] or p4;p17; where products are not known, leave the cell empty',
        ),
        RowRule(
            name="title_length",
            check="max_length",
            columns=("title",),
            options={"characters": 10_000},
            because="a title beyond this is a page pasted into the wrong field",
        ),
    ),
)
