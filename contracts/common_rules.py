"""Rules that tables of several use cases have."""

from __future__ import annotations

from contracts.contract import RowRule

EARLIEST = "1990-01-01T00:00:00Z"  # exporters write 1900-01-01 and 1970-01-01 where they have no date


def plausible(column: str) -> RowRule:
    """A time that is none of those that exporters write where they have none."""
    return RowRule(
        name=f"{column}_plausible",
        check="between",
        columns=(column,),
        options={"min": EARLIEST},
        because="exporters write such a date where they have none",
    )


def has_happened(because: str, column: str = "time") -> tuple[RowRule, RowRule]:
    """Rules of a time of what has happened; `because` tells why it cannot lie ahead."""
    ahead = RowRule(name=f"{column}_not_in_future", check="not_after_today", columns=(column,), because=because)
    return ahead, plausible(column)


def not_negative(column: str, because: str, least: float = 0) -> RowRule:
    """A number that is never below `least`."""
    name = f"{column}_not_negative" if least == 0 else f"{column}_from_{least:g}"
    return RowRule(name=name, check="between", columns=(column,), options={"min": least}, because=because)
