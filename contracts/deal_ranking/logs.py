"""What was shown, redeemed and bought."""

from __future__ import annotations

from contracts.common_rules import has_happened, not_negative
from contracts.contract import Column, Kind, Table
from contracts.deal_ranking.shared import CUSTOMER, DEAL, KNOWN_DEAL, time

EXPOSURES = Table(
    name="exposures",
    description="One row a deal that was shown to a customer, redeemed or not. Without the table it is not known what "
    "was refused: the deals that were live while a customer was active are then taken as what could have been.",
    required=False,
    known_at="time",
    columns=(
        CUSTOMER,
        DEAL,
        time("When it was shown."),
        Column(name="rank", kind=Kind.NUMBER, unit="place", description="Place among the deals shown; 1 is the top."),
        Column(
            name="visit_id",
            kind=Kind.ID,
            description="Deals of one visit were shown together; empty: those of one customer and time.",
        ),
    ),
    row_rules=(
        KNOWN_DEAL,
        *has_happened("what is still to be shown cannot have been redeemed: a plan or a wrong date"),
        not_negative("rank", "places are counted from the top, which is 1", 1),
    ),
)

REDEMPTIONS = Table(
    name="redemptions",
    description="One row a redemption of a deal by a customer. What a customer redeemed twice has two rows.",
    known_at="time",
    columns=(
        CUSTOMER,
        DEAL,
        time("When it was redeemed."),
        Column(
            name="revenue",
            kind=Kind.NUMBER,
            unit="one currency",
            description="What it brought in. Without the column: price x (1 - discount) of the deal, else 1 each.",
        ),
    ),
    row_rules=(
        KNOWN_DEAL,
        *has_happened("what is still to come cannot have been redeemed: a plan or a wrong date"),
        not_negative("revenue", "money that goes back is a return, not what a redemption brought in"),
    ),
)

TRANSACTIONS = Table(
    name="transactions",
    description="What customers bought, with or without a deal: a row a product of a basket.",
    required=False,
    known_at="time",
    columns=(
        CUSTOMER,
        Column(name="product_id", kind=Kind.ID, required=True, nullable=False, description="What was bought."),
        time("When it was bought."),
        Column(name="quantity", kind=Kind.NUMBER, unit="pieces", description="How many; empty: 1. No model reads it."),
        Column(name="amount", kind=Kind.NUMBER, unit="one currency", description="What was paid for them."),
        Column(name="basket_id", kind=Kind.ID, description="What was bought together. No model reads it."),
    ),
    row_rules=(
        *has_happened("what is still to come cannot have been bought: a plan or a wrong date"),
        not_negative("quantity", "a quantity below zero is a return, which is no liking"),
        not_negative("amount", "an amount below zero is a return or a booking, which is no liking"),
    ),
)
