"""What the champion is asked."""

from __future__ import annotations

from typing import Final

from contracts.contract import Column, Kind, Table
from contracts.question_answering.known import MOMENT

CHANNELS: Final = ("desktop", "phone", "voice")

REQUEST = Table(
    name="request",
    description="What the champion answers: questions, a row each. `precision` says how often answers are to be right; "
    "what cannot be answered so surely is not, and the reason is told.",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answer; empty: the row's number in the call, from 0.",
        ),
        Column(
            name="question",
            kind=Kind.TEXT,
            required=True,
            description="As the customer typed or spoke it.",
            examples=("Does it fit a 15 inch laptop?",),
        ),
        Column(name="product_id", kind=Kind.ID, description="What is looked at; empty: no product."),
        Column(
            name="customer_id",
            kind=Kind.ID,
            description="Who asks, as you have made sure of it. Questions about an account are answered from the rows "
            "of this customer alone; empty: they are not answered.",
        ),
        Column(
            name="channel",
            kind=Kind.TEXT,
            description="How it is answered: on voice and phone in one spoken sentence; empty: desktop.",
            examples=CHANNELS,
        ),
        Column(
            name="candidates",
            kind=Kind.TEXT,
            description="JSON list of what may answer, instead of what is known of the product.",
            examples=('[{"text": "weight: 2.5 kg", "source": "attribute"}]',),
        ),
        Column(
            name="account",
            kind=Kind.TEXT,
            description="JSON object of the customer's rows as of now (orders, wish_lists, reminders), instead of "
            "those that were there when the model was made.",
            examples=(
                '{"orders": [{"order_id": "o7", "product_id": "p4", "time": "2024-01-31", "status": "shipped"}]}',
            ),
        ),
        Column(
            name="time",
            kind=Kind.TEXT,
            unit="ISO date and time",
            description="When it is asked; empty: now.",
            examples=(MOMENT,),
        ),
    ),
)
