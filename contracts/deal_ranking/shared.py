"""What several tables of deal ranking have alike."""

from __future__ import annotations

from contracts.contract import Column, Kind, RowRule

MOMENT = "2024-01-31T10:15:00Z"

CUSTOMER = Column(
    name="customer_id",
    kind=Kind.ID,
    required=True,
    nullable=False,
    description="Who it was: an account, a household, a hash.",
)
DEAL = Column(name="deal_id", kind=Kind.ID, required=True, nullable=False, description="As in deals.")
KNOWN_DEAL = RowRule(
    name="deal_known",
    check="refers_to",
    columns=("deal_id",),
    options={"table": "deals", "column": "deal_id"},
    because="nothing is known of a deal that `deals` does not list, or whose row there was rejected",
)


def time(what: str) -> Column:
    """The column of when it was."""
    return Column(
        name="time", kind=Kind.TIME, unit="UTC", required=True, nullable=False, description=what, examples=(MOMENT,)
    )
