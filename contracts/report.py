"""What validation found, as a JSON document that a run keeps, counts from, and shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


class _Found(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RuleFound(_Found):
    """A row rule, and how many rows broke it; a row may break several. `why` parts them by reason, where it knows;
    `hint` is what may help where it sees a usual mistake.
    """

    name: str
    check: str
    columns: tuple[str, ...]
    asks: str
    because: str
    broken: int
    why: dict[str, int] = {}
    hint: str = ""


class TableRuleFound(_Found):
    """A table rule, what was observed on the rows kept (rows, values, or of a tree rows at fault), and whether that
    keeps it; `told` says what is wrong where a number does not, and `remedy` then what to do.
    """

    name: str
    check: str
    asks: str
    because: str
    observed: float
    kept: bool
    told: str = ""
    remedy: str = ""


class LeftOut(_Found):
    """Rows of one table that an `as_of` date left out; each is counted once, by the first that holds.

    Attributes:
        column: Says when a row became known; None where the rows follow those they refer to.
        rows: All rows of the table's files.
        later: Rows whose date is later.
        followed: Rows that refer to a row which was left out.
        undated: Rows that have no date and refer to no dated row.
        kept_undated: Rows kept without a date, known by what they refer to.
    """

    column: str | None
    rows: int
    later: int = 0
    followed: int = 0
    undated: int = 0
    kept_undated: int = 0

    @property
    def total(self) -> int:
        return self.later + self.followed + self.undated


class TableFound(_Found):
    """One table. `rows_read` are those held against the rules, `left_out` counts those that an `as_of` date withheld
    from them; `rejected_share` is a fraction of `rows_read`.
    """

    name: str
    files: tuple[str, ...]
    rows_read: int
    rows_kept: int
    rows_rejected: int
    rejected_share: float
    ignored_columns: tuple[str, ...]
    rules: tuple[RuleFound, ...]
    table_rules: tuple[TableRuleFound, ...]
    left_out: LeftOut | None = None


class ValidationReport(_Found):
    """All tables that were there (with `as_of`: that had a known row), and whether they may be used.

    `refusal` says why not, naming table, column and rows; `remedy` is the way out. Both are None where they may.
    """

    use_case: str
    tables: tuple[TableFound, ...]
    absent: tuple[str, ...]
    as_of: date | None = None
    emptied: dict[str, LeftOut] = {}  # optional tables of which no row was known
    refusal: str | None = None
    remedy: str | None = None

    def counts(self) -> dict[str, float]:
        """Flat numbers for a run's metrics, such as `listings.rows_rejected` or `listings.broken.id_unique`."""
        flat: dict[str, float] = {}
        for table in self.tables:
            flat[f"{table.name}.rows_read"] = table.rows_read
            flat[f"{table.name}.rows_kept"] = table.rows_kept
            flat[f"{table.name}.rows_rejected"] = table.rows_rejected
            flat[f"{table.name}.rejected_share"] = table.rejected_share
            for rule in table.rules:
                name = f"type.{rule.columns[0]}" if rule.check == "type" else rule.name
                flat[f"{table.name}.broken.{name}"] = rule.broken
                flat |= {f"{table.name}.broken.{name}.{reason}": rows for reason, rows in rule.why.items()}
        for name, left_out in self.left_out().items():
            flat[f"{name}.left_out"] = left_out.total
        return flat

    def left_out(self) -> dict[str, LeftOut]:
        """What `as_of` left out of each table; empty without an `as_of`."""
        present = {table.name: table.left_out for table in self.tables if table.left_out is not None}
        return present | self.emptied

    def rows(self) -> list[dict[str, Any]]:
        """One row a rule, for a table that people read; rules that no row broke included."""
        listed: list[dict[str, Any]] = []
        for table in self.tables:
            for rule in table.rules:
                listed.append(
                    {
                        "table": table.name,
                        "rule": rule.name,
                        "asks": rule.asks,
                        "because": rule.because,
                        "rows": table.rows_read,
                        "broken": rule.broken,
                        **({"why": rule.why} if rule.why else {}),
                    }
                )
            for whole in table.table_rules:
                listed.append(
                    {
                        "table": table.name,
                        "rule": whole.name,
                        "asks": whole.asks,
                        "because": whole.because,
                        "rows": table.rows_kept,
                        "broken": int(not whole.kept),
                    }
                )
        return listed
