"""What the champion is asked."""

from __future__ import annotations

from contracts.contract import Column, Kind, Table
from contracts.deal_ranking.shared import MOMENT

REQUEST = Table(
    name="request",
    description="What the champion answers: a row each time deals are to be shown. Every column may be missing.",
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
            name="purchases",
            kind=Kind.TEXT,
            description="JSON list of the customer's last purchases, oldest first, by product id or as objects "
            "(product_id or category, time, amount; others are passed over). Empty: what is stored of the customer; "
            "[]: none.",
            examples=('["p4", "p17"]', '[{"product_id": "p17", "time": "2024-01-31T10:15:00Z", "amount": 4.5}]'),
        ),
        Column(
            name="redeemed",
            kind=Kind.TEXT,
            description="JSON list of the deals that the customer redeemed, by id or as objects (deal_id or offer_id, "
            "time). Empty: what is stored of the customer; []: none.",
            examples=('["d9"]',),
        ),
        Column(
            name="deals",
            kind=Kind.TEXT,
            description="JSON list of the deals to choose from: ids that the model knows, or objects with any column "
            "of `deals`, and stock_left, budget_left, shown and redeemed (counts so far). Empty: all that it knows.",
            examples=('["d4", "d17"]', '[{"deal_id": "d18", "end": "2024-02-01", "discount": 0.3, "stock_left": 12}]'),
        ),
        Column(
            name="time",
            kind=Kind.TEXT,
            unit="ISO date and time",
            description="When it is asked; empty: now. What is over by then is never shown.",
            examples=(MOMENT,),
        ),
    ),
)
