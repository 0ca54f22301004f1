"""What several tables of deal ranking have alike."""

from __future__ import annotations

from contracts.contract import Column, Kind, RowRule

EARLIEST = "1990-01-01T00:00:00Z"  # exporters write 1900-01-01 and 1970-01-01 where they have no date
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


def moments(because: str) -> tuple[RowRule, ...]:
    """Rules of a column `time` of what has happened; `because` tells why it cannot lie ahead."""
    return (
        RowRule(name="time_not_in_future", check="not_after_today", columns=("time",), because=because),
        RowRule(
            name="time_plausible",
            check="between",
            columns=("time",),
            options={"min": EARLIEST},
            because="exporters write such a date where they have none",
        ),
    )


def not_negative(column: str, because: str, least: float = 0) -> RowRule:
    """A column that is never below `least`."""
    name = f"{column}_not_negative" if least == 0 else f"{column}_from_{least:g}"
    return RowRule(name=name, check="between", columns=(column,), options={"min": least}, because=because)
